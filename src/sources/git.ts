// The only module that calls git. A delivered checkout's .git/config can name programs that ordinary git commands run, so only
// plumbing is called, with everything that names a program switched off, without a shell, and never over the network.
import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** git is missing, refused or gave no answer: nothing of its words, which may quote names from the tree. */
export class GitError extends Error {
  override readonly name = "GitError";
  readonly reason: "missing" | "refused" | "stuck";

  constructor(reason: "missing" | "refused" | "stuck") {
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

/** No GIT_* variable is handed on: a hook's GIT_DIR or GIT_INDEX_FILE speaks of one repository, and a scan meets several. */
function environment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith("GIT_"));
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
/** An index or an included config file that is a FIFO would keep git waiting for ever. */
const longestMs = 20_000;

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The git of PATH by its absolute path: a bare name is looked up in the scanned directory too, on Windows or by an entry `.`. */
function executable(): string | undefined {
  const name = process.platform === "win32" ? "git.exe" : "git";
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((directory) => isAbsolute(directory))
    .map((directory) => join(directory, name))
    .find(isExecutable);
}

function run(
  directory: string,
  args: readonly string[],
  { env, timeout = longestMs }: { env: NodeJS.ProcessEnv; timeout?: number | undefined },
): Promise<Buffer> {
  const program = executable();
  if (program === undefined) return Promise.reject(new GitError("missing"));
  const options = { cwd: directory, env, timeout, encoding: "buffer", maxBuffer: mostOutput } as const;
  return new Promise((resolve, reject) => {
    execFile(program, args, { ...options, killSignal: "SIGKILL" }, (error, stdout) => {
      if (!error) resolve(stdout);
      else reject(new GitError(error.killed === true ? "stuck" : "refused"));
    });
  });
}

let trusted: Promise<readonly string[]> | undefined;

/** The directories whose foreign owner the user trusts, from the user's and the system's settings only. */
async function safeDirectories(): Promise<readonly string[]> {
  const values: string[] = [];
  for (const scope of ["--system", "--global"]) {
    // Without such a file or value git ends with 1.
    const args = ["config", scope, "-z", "--get-all", "safe.directory"];
    const output = await run("/", args, { env: environment({}) }).catch(() => Buffer.alloc(0));
    values.push(...output.toString("utf8").split("\0").slice(0, -1));
  }
  return values;
}

/** Runs one plumbing command in `directory` and returns what it printed. Throws GitError, also after `timeout` milliseconds. */
export async function git(
  directory: string,
  command: Plumbing,
  args: readonly string[],
  { timeout }: { timeout?: number } = {},
): Promise<Buffer> {
  trusted ??= safeDirectories();
  const safe = (await trusted).flatMap((value) => ["-c", `safe.directory=${value}`]);
  const all = ["--no-optional-locks", ...fixed, ...safe, command, ...args];
  return run(directory, all, { env: environment(isolated), timeout });
}

/** A path that the user's or the system's settings hold, which a scan itself does not obey; nothing where it is not set. */
export async function outerSetting(
  directory: string,
  scope: "--global" | "--system",
  name: string,
): Promise<string | undefined> {
  const args = ["config", scope, "--includes", "-z", "--type=path", "--get", name];
  const said = ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"].flatMap((variable) => {
    const value = process.env[variable];
    return value === undefined ? [] : [[variable, value] as const];
  });
  const output = await run(directory, args, { env: environment(Object.fromEntries(said)) }).catch(() =>
    Buffer.alloc(0),
  );
  return output.length === 0 ? undefined : output.toString("utf8").replace(/\0$/u, "");
}
