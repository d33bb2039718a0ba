// Real repositories for tests, made without the settings of whoever runs them.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fill, seeded } from "../detect/generate.ts";
import { plant } from "./planted.ts";
import { cli, tree, type CliResult } from "./run-cli.ts";

const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_")));
const environment = { ...inherited, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
const settings = [
  "user.name=t",
  "user.email=t@example.invalid",
  "protocol.file.allow=always",
  "init.defaultBranch=main",
];

export interface TestRepository {
  readonly cwd: string;
  /** Runs git and returns what it prints. */
  git(...args: string[]): string;
  /** The same with an input, an environment or another directory. */
  gitWith(options: { input?: string | Buffer; env?: Record<string, string>; cwd?: string }, ...args: string[]): string;
  write(files: Readonly<Record<string, string | Buffer>>): void;
  /** Writes, stages and commits; `date` is that of author and committer. Returns the commit's id. */
  commit(files: Readonly<Record<string, string | Buffer>>, date?: string): string;
}

/** A repository at a path that exists. */
export function repositoryAt(cwd: string): TestRepository {
  const gitWith: TestRepository["gitWith"] = ({ input = "", env = {}, cwd: where = cwd }, ...args) =>
    execFileSync("git", [...settings.flatMap((setting) => ["-c", setting]), ...args], {
      cwd: where,
      env: { ...environment, ...env },
      input,
      encoding: "utf8",
      timeout: 20_000,
      stdio: ["pipe", "pipe", "ignore"],
    }).trimEnd();
  const repository: TestRepository = {
    cwd,
    gitWith,
    git: (...args) => gitWith({}, ...args),
    write(files) {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(cwd, path)), { recursive: true });
        writeFileSync(join(cwd, path), content);
      }
    },
    commit(files, date = "2026-03-02T12:00:00+01:00") {
      repository.write(files);
      repository.git("add", "-A");
      const env = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
      gitWith({ env }, "commit", "-q", "--allow-empty", "-m", "change");
      return repository.git("rev-parse", "HEAD");
    },
  };
  return repository;
}

/** A new repository with these files, not committed. */
export function newRepository(
  base: string,
  name: string,
  files: Readonly<Record<string, string | Buffer>> = {},
  ...options: string[]
): TestRepository {
  const repository = repositoryAt(tree(base, name, files));
  repository.git("init", "-q", ...options);
  return repository;
}

/** A value that is found where `line` writes it, and that no run may print. The same for the same seed. */
export function secret(seed: string): string {
  return plant(fill("xk${alnum:32}", seeded(seed)));
}

/** A line that holds it. */
export function line(seed: string): string {
  return `api_key = "${secret(seed)}"\n`;
}

export interface Reported {
  readonly ruleId: string;
  readonly severity: string;
  readonly message?: string;
  readonly path: string;
  readonly region: { readonly line: number };
  readonly fingerprint: string;
  readonly history?: { readonly commit: string; readonly date: string; readonly inHead: boolean };
  readonly suggestion?: object;
}

export interface Scanned extends CliResult {
  readonly findings: readonly Reported[];
  /** `path:line` of each finding. */
  readonly places: readonly string[];
  /** `kind path: message` of each notice. */
  readonly said: readonly string[];
}

/** Runs `vaultlint scan` with a JSON report. Where there is none, nothing was found and nothing said. */
export async function scanned(
  cwd: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Scanned> {
  const result = await cli(["scan", ...args, "--format", "json"], { cwd, env });
  const { findings, notices } = JSON.parse(result.stdout || '{"findings":[],"notices":[]}') as {
    findings: Reported[];
    notices: { kind: string; path?: string; message: string }[];
  };
  return {
    ...result,
    findings,
    places: findings.map(({ path, region }) => `${path}:${String(region.line)}`),
    said: notices.map(({ kind, path, message }) => `${kind} ${path ?? ""}: ${message}`),
  };
}
