// What a stranger's change can do to its own gate, and what a stranger can read out of a job's words.
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { plant } from "../cli/planted.ts";
import { line, newRepository, secret } from "../cli/repository.ts";
import { cli, temporaryDirectory } from "../cli/run-cli.ts";
import { fill, seeded } from "../detect/generate.ts";
import { runAction, type TestEvent } from "./run-action.ts";

const base = temporaryDirectory();
const env = { VAULTLINT_PASSPHRASE: plant(fill("${alnum:12}-${alnum:12}", seeded("trust"))) };
const vault = "file:./dev.vault.json";

function pullRequest(from: string, head: string, { isFork = false, isPrivate = false } = {}): TestEvent {
  return {
    name: "pull_request",
    payload: {
      repository: { private: isPrivate },
      pull_request: {
        number: 7,
        base: { sha: from, ref: "main", repo: { full_name: "o/r" } },
        head: { sha: head, repo: { full_name: isFork ? "someone/r" : "o/r" } },
      },
    },
  };
}

it.skipIf(process.platform === "win32")("a change cannot say by a link where the report goes", async () => {
  const repository = newRepository(base, "link");
  const outside = join(base, "outside.txt");
  writeFileSync(outside, "mine");
  symlinkSync("../outside.txt", join(repository.cwd, "report.sarif"));
  symlinkSync("..", join(repository.cwd, "out"));
  repository.commit({});
  for (const file of ["report.sarif", "out/outside.txt"]) {
    const { code, stdout } = await runAction(repository.cwd, { "sarif-file": file });
    expect({ code, stdout }).toEqual({
      code: 2,
      stdout: expect.stringContaining("leads through a link in the checkout") as string,
    });
  }
  expect(readFileSync(outside, "utf8")).toBe("mine");
});

it("a change cannot bring the config that lets it pass", async () => {
  const repository = newRepository(base, "policy");
  const from = repository.commit({ "a.md": "a" });
  const head = repository.commit({
    "new.env": line("trust-policy"),
    "vaultlint.config.yml": 'ignore:\n  - "**"\nfailOn: none\n',
  });
  const { code, commands, outputs } = await runAction(repository.cwd, {}, {}, pullRequest(from, head));
  expect(code).toBe(1);
  const places = commands.flatMap(({ properties }) => properties["file"] ?? []);
  expect(places).toContain("new.env");
  expect(places).toContain("vaultlint.config.yml");
  expect(Number(outputs["findings"])).toBeGreaterThan(1);
});

it.each([
  ["files", "pull_request"],
  ["history", "pull_request"],
  ["files", "merge_group"],
  ["history", "push"],
])("nor where the workflow scans all %s of a %s", async (scan, name) => {
  const repository = newRepository(base, `policy-${scan}-${name}`);
  const from = repository.commit({ "a.md": "a" });
  const head = repository.commit({ "new.env": line("trust-policy"), "vaultlint.config.yml": "failOn: none\n" });
  const own = { repository: { default_branch: "main" } };
  const events: Record<string, object> = {
    pull_request: pullRequest(from, head).payload,
    merge_group: { ...own, merge_group: { base_sha: from, head_sha: head } },
    push: { ...own, before: from, after: head },
  };
  const event = { name, payload: events[name] ?? {} };
  const env = { GITHUB_REF: "refs/heads/topic", GITHUB_SHA: head };
  const { code, stdout } = await runAction(repository.cwd, { scan }, env, event);
  expect(stdout).toContain(`Config and baseline are those of ${from.slice(0, 10)}.`);
  expect(code).toBe(1);
  // The base decides, not whether there is one: by its own policy, the head passes.
  expect((await cli(["scan"], { cwd: repository.cwd })).code).toBe(0);
});

describe("a value that a vault holds", () => {
  const repository = newRepository(base, "vault", { "a.md": "a" });
  const { cwd } = repository;
  let from = "";
  let head = "";
  beforeAll(async () => {
    await cli(["vault", "init", vault], { cwd, env });
    await cli(["vault", "set", vault, "billing-login", "--stdin"], { cwd, env, input: secret("trust-vault") });
    from = repository.commit({});
    head = repository.commit({ "new.env": line("trust-vault") });
  });

  it.each<[string, boolean, Record<string, string>, boolean]>([
    ["is named in a private repository", true, {}, true],
    ["is only known to a vault in a public one", false, {}, false],
    ["is named in a public one whose workflow asks for it", false, { "vault-details": "full" }, true],
    ["is only known in a private one whose workflow asks for it", true, { "vault-details": "minimal" }, false],
  ])("%s", async (_, isPrivate, inputs, isNamed) => {
    const sarif = { "sarif-file": "../out.sarif" };
    const event = pullRequest(from, head, { isPrivate });
    const { code, commands, stdout, summary } = await runAction(cwd, { vault, ...sarif, ...inputs }, env, event);
    expect(code).toBe(1);
    const written = [commands[0]?.message ?? "", stdout, summary, readFileSync(`${base}/out.sarif`, "utf8")];
    if (isNamed) expect(written[0]).toContain('in vault dev.vault.json as "billing-login" (current version)');
    else {
      expect(written[0]).toContain("known to a vault");
      expect(summary).toContain("known to a vault");
      for (const text of written) expect(text).not.toMatch(/billing|dev\.vault|BILLING/u);
    }
  });

  it("is compared with no vault where the pull request comes from a fork", async () => {
    const event = pullRequest(from, head, { isFork: true, isPrivate: true });
    const { code, stdout } = await runAction(cwd, { vault }, {}, event);
    expect(code).toBe(1);
    expect(stdout).toMatch(/Not compared with a vault: whoever wrote a fork's pull request/u);
    expect(stdout).not.toContain("billing-login");
  });
});
