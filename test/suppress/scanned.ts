// A tree of files and what a scan of it finds, for the tests of what hides findings.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import { run, type RunOptions, type RunResult } from "../../src/run.ts";

export interface Tree {
  readonly root: string;
  write(files: Readonly<Record<string, string>>): void;
  remove(...paths: string[]): void;
  read(path: string): string;
  scan(options?: Partial<RunOptions>): Promise<RunResult>;
}

/** A new directory with these files. */
export function treeOf(files: Readonly<Record<string, string>>): Tree {
  const root = mkdtempSync(join(tmpdir(), "vaultlint-suppress-"));
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const write = (more: Readonly<Record<string, string>>): void => {
    for (const [path, content] of Object.entries(more)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
  };
  write(files);
  return {
    root,
    write,
    remove: (...paths) => {
      for (const path of paths) rmSync(join(root, path));
    },
    read: (path) => readFileSync(join(root, path), "utf8"),
    scan: (options = {}) => run({ paths: [], workingDirectory: root, ...options }),
  };
}

/** `path:line rule` of every finding. */
export function places(findings: readonly Finding[]): string[] {
  return findings.map(({ region, ruleId }) => `${region.path}:${String(region.line)} ${ruleId}`);
}

/** The messages of the warnings. */
export function warnings({ report }: RunResult): string[] {
  return report.notices.map(({ message }) => message);
}
