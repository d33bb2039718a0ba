// Which commits are scanned for each event: through the bundle, in real repositories and real clones of them.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { line, newRepository, repositoryAt, type TestRepository } from "../cli/repository.ts";
import { temporaryDirectory } from "../cli/run-cli.ts";
import { runAction, type ActionResult, type TestEvent } from "./run-action.ts";

const base = temporaryDirectory();
const zeros = "0".repeat(40);
const gone = "1234567890abcdef1234567890abcdef12345678";
const repository = { private: true, default_branch: "main", full_name: "o/r" };

interface World {
  readonly origin: TestRepository;
  /** Before anything of this test: holds an old secret. */
  readonly old: string;
  /** The end of main. */
  readonly main: string;
  /** The end of feature, which left main at `old` and adds a secret in `new.env`. */
  readonly feature: string;
  /** What main and feature make together, as GitHub merges them. */
  readonly merge: string;
}

const world = ((): World => {
  const origin = newRepository(base, "origin");
  const old = origin.commit({ "old.env": line("range-old"), "a.md": "a" });
  const main = origin.commit({ "b.md": "b" });
  origin.git("checkout", "-q", "-b", "feature", old);
  const feature = origin.commit({ "new.env": line("range-new"), "old.env": `\n${line("range-old")}` });
  origin.git("checkout", "-q", "-b", "merged", main);
  origin.git("merge", "-q", "--no-ff", "-m", "merge", "feature");
  const merge = origin.git("rev-parse", "HEAD");
  origin.git("checkout", "-q", "main");
  return { origin, old, main, feature, merge };
})();

let clones = 0;

/** A checkout as actions/checkout makes it. */
function checkout(at: string, ...depth: string[]): string {
  const name = `clone-${String(clones++)}`;
  world.origin.git(
    "clone",
    "-q",
    "--no-local",
    "--no-checkout",
    ...depth,
    `file://${world.origin.cwd}`,
    join(base, name),
  );
  const clone = repositoryAt(join(base, name));
  if (depth.length > 0) clone.git("fetch", "-q", ...depth, "origin", at);
  clone.git("checkout", "-q", "--detach", at);
  return clone.cwd;
}

const push = (before: string, after: string, more: object = {}): TestEvent => ({
  name: "push",
  payload: { repository, before, after, deleted: false, forced: false, ...more },
});
const pullRequest = (from: string, head: string, name = "pull_request"): TestEvent => ({
  name,
  payload: {
    repository,
    number: 7,
    pull_request: {
      number: 7,
      title: "\n::error::x",
      base: { sha: from, ref: "main", repo: { full_name: "o/r" } },
      head: { sha: head, ref: "feature", repo: { full_name: "o/r" } },
    },
  },
});

const { old, main, feature, merge } = world;
const places = ({ commands }: ActionResult): string[] =>
  commands.flatMap(({ properties }) => properties["file"] ?? []).sort();

describe("what an event changes is scanned, and the log says what that is", () => {
  it.each<[string, TestEvent, string, { at: string; ref?: string; inputs?: Record<string, string> }, string[], RegExp]>(
    [
      [
        "a push",
        push(old, feature),
        "refs/heads/feature",
        { at: feature },
        ["new.env"],
        /adds since \w{10}: a push\./u,
      ],
      [
        "a push of nothing but known values",
        push(old, main),
        "refs/heads/main",
        { at: main },
        [],
        /adds since \w{10}: a push/u,
      ],
      [
        "a new branch",
        push(zeros, feature, { created: true }),
        "refs/heads/feature",
        { at: feature },
        ["new.env"],
        /the branch is new, so it is compared with main/u,
      ],
      [
        "a forced push whose earlier end is gone",
        push(gone, feature, { forced: true }),
        "refs/heads/feature",
        { at: feature },
        ["new.env"],
        /earlier end 1234567890 is gone, as after a forced push, so it is compared with main/u,
      ],
      [
        "a forced push whose earlier end is there",
        push(main, feature, { forced: true }),
        "refs/heads/feature",
        { at: feature },
        ["new.env"],
        /a forced push/u,
      ],
      [
        "a forced push to the default branch",
        push(gone, main, { forced: true }),
        "refs/heads/main",
        { at: main },
        ["old.env"],
        /all files: its earlier end 1234567890 is gone, .* no other base is known\. .* this gate is weaker/u,
      ],
      [
        "the first push of the default branch",
        push(zeros, main, { created: true }),
        "refs/heads/main",
        { at: main },
        ["new.env", "old.env"],
        /every commit: the branch is new, and there is nothing to compare it with\. .* this gate is weaker/u,
      ],
      [
        "a new branch where the workflow asks for all files",
        push(zeros, feature, { created: true }),
        "refs/heads/feature",
        { at: feature, inputs: { scan: "files" } },
        ["new.env", "old.env"],
        new RegExp(`the input scan is "files"\\. Config and baseline are those of ${main.slice(0, 10)}\\.`, "u"),
      ],
      ["a tag", push(zeros, main), "refs/tags/v1", { at: main }, ["old.env"], /all files: a tag was pushed/u],
      [
        "a pull request, whatever is checked out",
        pullRequest(main, feature),
        "refs/pull/7/merge",
        { at: merge },
        ["new.env"],
        /adds since \w{10}: pull request #7\./u,
      ],
      [
        "a pull request whose base was rewritten",
        pullRequest(gone, feature),
        "refs/pull/7/merge",
        { at: merge },
        ["new.env"],
        /whose base 1234567890 is gone, so it is compared with main/u,
      ],
      [
        "pull_request_target with the head in the clone",
        pullRequest(main, feature, "pull_request_target"),
        "refs/heads/main",
        { at: main },
        ["new.env"],
        /pull request #7/u,
      ],
      [
        "a merge queue's change",
        { name: "merge_group", payload: { repository, merge_group: { base_sha: main, head_sha: merge } } },
        "refs/heads/gh-readonly-queue/main/pr-7",
        { at: merge },
        ["new.env"],
        /the change that the merge queue tries/u,
      ],
      [
        "a schedule",
        { name: "schedule", payload: {} },
        "refs/heads/main",
        { at: main },
        ["old.env"],
        /schedule is about no/u,
      ],
      [
        "a start by hand with a base",
        { name: "workflow_dispatch", payload: { repository } },
        "refs/heads/feature",
        { at: feature, inputs: { base: "main" } },
        ["new.env"],
        /the input base names that commit/u,
      ],
      [
        "a push where the workflow asks for all files",
        push(old, main),
        "refs/heads/main",
        { at: main, inputs: { scan: "files" } },
        ["old.env"],
        /all files: the input scan is "files"/u,
      ],
      [
        "a schedule where the workflow asks for the history",
        { name: "schedule", payload: {} },
        "refs/heads/main",
        { at: main, inputs: { scan: "history" } },
        ["new.env", "old.env"],
        /every commit: the input scan is "history"/u,
      ],
    ],
  )("%s", async (_, event, ref, { at, inputs = {} }, found, words) => {
    const result = await runAction(checkout(at), inputs, { GITHUB_REF: ref, GITHUB_SHA: at }, event);
    expect(result.stdout).toMatch(words);
    // Of a value that HEAD has no more there is no line.
    const withoutLine = result.commands.filter(({ message }) => message.includes("in new.env")).map(() => "new.env");
    expect([...new Set([...places(result), ...withoutLine])].sort()).toEqual(found);
    expect(result.code).toBe(found.length === 0 ? 0 : 1);
    expect(result.summary).toContain("Scanning");
  });

  it("a deleted branch: nothing", async () => {
    const { code, outputs, stdout } = await runAction(
      checkout(main),
      {},
      { GITHUB_REF: "refs/heads/main", GITHUB_SHA: main },
      push(feature, zeros, { deleted: true }),
    );
    expect(code).toBe(0);
    expect(outputs).toEqual({ findings: "0", failing: "false" });
    expect(stdout).toContain("the push deletes a branch");
  });

  it("the first commit of all", async () => {
    const first = newRepository(base, "first");
    const id = first.commit({ "x.env": line("range-first") });
    const result = await runAction(
      first.cwd,
      {},
      { GITHUB_REF: "refs/heads/main", GITHUB_SHA: id },
      push(zeros, id, { created: true }),
    );
    expect(places(result)).toEqual(["x.env"]);
  });
});

describe("commits that are not there end with 2 and the remedy", () => {
  const depth = ["--depth=1"];
  it.each<[string, TestEvent, string, string, () => string, RegExp, Record<string, string>?]>([
    [
      "a push in a shallow clone",
      push(old, main),
      "refs/heads/main",
      main,
      () => checkout(main, ...depth),
      /fetch-depth: 0/u,
    ],
    [
      "a pull request in a shallow clone",
      pullRequest(main, feature),
      "refs/pull/7/merge",
      merge,
      () => checkout(merge, ...depth),
      /fetch-depth: 0/u,
    ],
    [
      "all files of a pull request in a shallow clone, whose base is to judge it",
      pullRequest(old, feature),
      "refs/pull/7/merge",
      merge,
      () => {
        const clone = repositoryAt(checkout(merge, ...depth));
        clone.git("remote", "remove", "origin");
        clone.git("branch", "-D", "main");
        return clone.cwd;
      },
      /The base, whose config and baseline judge this change, .* fetch-depth: 0/u,
      { scan: "files" },
    ],
    [
      "a merge queue in a shallow clone",
      { name: "merge_group", payload: { merge_group: { base_sha: main, head_sha: merge } } },
      "refs/heads/gh-readonly-queue/main/pr-7",
      merge,
      () => checkout(merge, ...depth),
      /fetch-depth: 0/u,
    ],
    [
      "the first push of the default branch in a shallow clone",
      push(zeros, main, { created: true }),
      "refs/heads/main",
      main,
      () => checkout(main, ...depth),
      /incomplete/u,
    ],
    [
      "pull_request_target, whose head is not in the clone",
      pullRequest(main, gone, "pull_request_target"),
      "refs/heads/main",
      main,
      () => checkout(main),
      /use the event pull_request, which needs no secrets/u,
    ],
    [
      "a pull request whose event names no commits",
      { name: "pull_request", payload: { pull_request: { number: 7, base: { sha: "--upload-pack=x" } } } },
      "refs/pull/7/merge",
      merge,
      () => checkout(merge),
      /names no base and no head/u,
    ],
    [
      "no repository",
      push(old, main),
      "refs/heads/main",
      main,
      () => newRepository(base, "none", { "a.md": "x" }, "--bare").cwd,
      /git finds no repository here/u,
    ],
  ])("%s", async (_, event, ref, sha, cwd, words, inputs = {}) => {
    const { code, commands } = await runAction(cwd(), inputs, { GITHUB_REF: ref, GITHUB_SHA: sha }, event);
    expect(code).toBe(2);
    expect(commands.at(-1)?.name).toBe("error");
    expect(commands.at(-1)?.message).toMatch(words);
  });

  it("a base that does not exist", async () => {
    const { code, commands } = await runAction(
      checkout(main),
      { base: "--output=x" },
      { GITHUB_REF: "refs/heads/main", GITHUB_SHA: main },
      { name: "workflow_dispatch", payload: {} },
    );
    expect(code).toBe(2);
    expect(commands[0]?.message).toMatch(/"base" names no commit/u);
  });
});
