// Repositories with a change, and what `--diff` says of it.
import { temporaryDirectory } from "../cli/run-cli.ts";
import { line, newRepository, scanned, type Scanned, type TestRepository } from "../cli/repository.ts";

const base = temporaryDirectory();
let count = 0;
/** Assembled, so that a scan of the tests finds no comment of ours in them. */
export const ignore: string = ["vaultlint", "ignore"].join("-");

export type Files = Readonly<Record<string, string>>;

/** A new repository with these files, and without a commit. */
export function fresh(files: Files = {}): TestRepository {
  return newRepository(base, String(count++), files);
}

/** A repository whose branch `topic` has these commits, `before` being the last one of `main`. */
export function changed(before: Files, ...commits: readonly Files[]): TestRepository {
  const repository = fresh();
  repository.commit({ readme: "x\n", ...before });
  repository.git("checkout", "-q", "-b", "topic");
  for (const files of commits) repository.commit(files);
  return repository;
}

/** What a scan of the change from main finds. */
export function diff({ cwd }: TestRepository, ...args: string[]): Promise<Scanned> {
  return scanned(cwd, ["--diff", "main", ...args]);
}

/** `rule path:line` of each finding. */
export function found({ findings }: Scanned): string[] {
  return findings.map(({ ruleId, path, region }) => `${ruleId} ${path}:${String(region.line)}`);
}

/** The messages of findings that have one. */
export function messages({ findings }: Scanned): string[] {
  return findings.flatMap(({ message }) => message ?? []);
}

export const secretLine: string = line("added");
export const leak = "generic/secret a.py:1";
