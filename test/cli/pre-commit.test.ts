// What the hook looks at where pre-commit runs it and nothing is staged.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { insteadOfStaged } from "../../src/cli/pre-commit.ts";
import { temporaryDirectory, tree } from "./run-cli.ts";

const base = temporaryDirectory();

it("is what the next commit adds, else the commits that pre-commit names, else the files", async () => {
  const cwd = tree(base, "repo", { "a.txt": "a\n" });
  const git = (...args: string[]): void => {
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd, stdio: "ignore" });
  };
  git("init", "-q");
  git("add", "-A");
  git("commit", "-q", "-m", "a");
  const refs = { PRE_COMMIT: "1", PRE_COMMIT_FROM_REF: "HEAD~1", PRE_COMMIT_TO_REF: "HEAD" };
  expect(await insteadOfStaged(refs, cwd)).toEqual({
    options: { diff: "HEAD~1...HEAD" },
    notice: "pre-commit names two commits: what HEAD adds to HEAD~1 is scanned, not what is staged",
  });
  expect(await insteadOfStaged({ PRE_COMMIT: "1" }, cwd)).toMatchObject({ options: {} });
  expect(await insteadOfStaged({}, cwd)).toBeUndefined();
  writeFileSync(join(cwd, "a.txt"), "b\n");
  git("add", "-A");
  expect(await insteadOfStaged({ PRE_COMMIT: "1" }, cwd)).toBeUndefined();
});
