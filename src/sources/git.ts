// The only module that calls git. A delivered checkout's .git/config can name programs that ordinary git commands run, so only
// plumbing is called, with everything that names a program switched off, without a shell, and never over the network.
import { execFile } from "node:child_process";

/** git is missing, or refused: its exit code and nothing of its words, which may quote names from the tree. */
export class GitError extends Error {
  override readonly name = "GitError";
  readonly reason: "missing" | "refused";

  constructor(reason: "missing" | "refused") {
    super(reason);
    this.reason = reason;
  }
}

type Plumbing =
  | "rev-list"
  | "diff-tree"
  | "diff-index"
  | "ls-files"
  | "ls-tree"
  | "cat-file"
  | "for-each-ref"
  | "merge-base"
  | "rev-parse"
  | "config";

const fixed = [
  ...["core.fsmonitor=false", "core.hooksPath=/dev/null", "core.attributesFile=/dev/null", "core.pager=cat"],
  ...["protocol.ext.allow=never", "log.showSignature=false", "safe.bareRepository=explicit"],
].flatMap((setting) => ["-c", setting]);

/** `git commit FILE` gives its hook an index of its own by these; every other GIT_* variable is dropped. */
const inherited = [
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_OBJECT_DIRECTORY",
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_QUARANTINE_PATH",
];

function environment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_") || inherited.includes(name));
  return { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: "0", LC_ALL: "C", ...extra };
}

const isolated = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: process.platform === "win32" ? "NUL" : "/dev/null",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_ALLOW_PROTOCOL: "none",
  GIT_NO_LAZY_FETCH: "1",
};

const mostOutput = 1_000_000_000;

function run(directory: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    execFile("git", args, { cwd: directory, env, encoding: "buffer", maxBuffer: mostOutput }, (error, stdout) => {
      if (!error) resolve(stdout);
      else reject(new GitError((error as NodeJS.ErrnoException).code === "ENOENT" ? "missing" : "refused"));
    });
  });
}

let trusted: Promise<readonly string[]> | undefined;

/** The directories whose foreign owner the user trusts, from the user's and the system's settings only. */
async function safeDirectories(): Promise<readonly string[]> {
  const values: string[] = [];
  for (const scope of ["--system", "--global"]) {
    // Without such a file or value git ends with 1.
    const output = await run("/", ["config", scope, "-z", "--get-all", "safe.directory"], environment({})).catch(() =>
      Buffer.alloc(0),
    );
    values.push(...output.toString("utf8").split("\0").slice(0, -1));
  }
  return values;
}

/** Runs one plumbing command in `directory` and returns what it printed. Throws GitError. */
export async function git(directory: string, command: Plumbing, args: readonly string[]): Promise<Buffer> {
  trusted ??= safeDirectories();
  const safe = (await trusted).flatMap((value) => ["-c", `safe.directory=${value}`]);
  return run(directory, ["--no-optional-locks", ...fixed, ...safe, command, ...args], environment(isolated));
}
