// The only module that calls git. A delivered checkout's .git/config can name programs that ordinary git commands run, so only
// plumbing is called, with everything that names a program switched off, without a shell, and never over the network.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { Readable } from "node:stream";
import { finished } from "node:stream/promises";

/** git is missing, refused or gave no answer: nothing of its words, which may quote names from the tree. */
export class GitError extends Error {
  override readonly name = "GitError";
  readonly reason: "missing" | "refused" | "stuck";

  constructor(reason: "missing" | "refused" | "stuck") {
    super(reason);
    this.reason = reason;
  }
}

export type Plumbing =
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
  // What it says of parents and trees is checked by nobody.
  "core.commitGraph=false",
].flatMap((setting) => ["-c", setting]);

/** What says which repository and which index are meant. git sets them for its hooks; none of them names a program. */
const speaking = new Set([
  ...["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"],
  ...["GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH"],
]);

/**
 * No GIT_* variable is handed on to a scan of files: a hook's GIT_DIR or GIT_INDEX_FILE speaks of one repository, and such a
 * scan meets several. With `inherit`, those are that say which repository is meant: the question is about that one.
 */
function environment(extra: Readonly<Record<string, string>>, inherit = false): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.toUpperCase().startsWith("GIT_") || (inherit && speaking.has(name)),
  );
  return { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: "0", LC_ALL: "C", ...extra };
}

/** True where the environment names places of objects besides those of a repository, as git does for hooks of the side that is pushed to. */
export function namesMoreObjects(): boolean {
  return (process.env["GIT_ALTERNATE_OBJECT_DIRECTORIES"] ?? "") !== "";
}

const isolated = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: process.platform === "win32" ? "NUL" : "/dev/null",
  GIT_NO_REPLACE_OBJECTS: "1",
  // Grafts would cut commits off a history.
  GIT_GRAFT_FILE: process.platform === "win32" ? "NUL" : "/dev/null",
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

/** Asked for when git first refuses: most scans meet no directory of another owner, and a commit hook should not wait for it. */
let trusted: Promise<readonly string[]> | undefined;

/** Where the user said that settings are, and settings that the user gave for this run alone (`git -c`, GIT_CONFIG_COUNT). */
const settingVariable = /^GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|PARAMETERS|COUNT|(?:KEY|VALUE)_\d+)$/u;

function outerSettings(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && settingVariable.test(name) ? [[name, value]] : [],
    ),
  );
}

/** The directories whose foreign owner the user trusts, from everything but the settings of a repository. */
async function safeDirectories(): Promise<readonly string[]> {
  const nowhere = process.platform === "win32" ? "NUL" : "/dev/null";
  const env = environment({ ...outerSettings(), GIT_DIR: nowhere });
  // Without such a value git ends with 1.
  const args = ["config", "--includes", "-z", "--get-all", "safe.directory"];
  const output = await run("/", args, { env }).catch(() => Buffer.alloc(0));
  const values = output.toString("utf8").split("\0").slice(0, -1);
  return values.flatMap((value) => ["-c", `safe.directory=${value}`]);
}

export interface GitOptions {
  /** Milliseconds. */
  readonly timeout?: number;
  /** Hand on what the environment says of which repository and index are meant, as git does for its hooks. */
  readonly inherit?: boolean;
}

function argumentsOf(command: Plumbing, args: readonly string[], safe: readonly string[] = []): string[] {
  return ["--no-optional-locks", ...fixed, ...safe, command, ...args];
}

/** Runs one plumbing command in `directory` and returns what it printed. Throws GitError, also after `timeout` milliseconds. */
export async function git(
  directory: string,
  command: Plumbing,
  args: readonly string[],
  { timeout, inherit = false }: GitOptions = {},
): Promise<Buffer> {
  const options = { env: environment(isolated, inherit), timeout };
  const wasAsked = trusted !== undefined;
  try {
    // The first question is asked before anything else is done: git then works meanwhile.
    return await run(directory, argumentsOf(command, args, trusted && (await trusted)), options);
  } catch (error) {
    if (wasAsked || !(error instanceof GitError) || error.reason !== "refused") throw error;
    trusted ??= safeDirectories();
    const safe = await trusted;
    if (safe.length === 0) throw error;
    return run(directory, argumentsOf(command, args, safe), options);
  }
}

/** Resolves with the promise, or rejects when git is silent for that long. The time that the reader takes does not count. */
async function answered<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new GitError("stuck"));
    }, ms);
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Runs one plumbing command that reads `input` and hands over what it prints, piece by piece; neither side runs ahead of the
 * other by more than a pipe holds. The first question about a repository is asked with `git`, which finds out whom the user trusts. Throws GitError, also when git prints nothing for `timeout` milliseconds while it is awaited.
 */
export async function* gitStream(
  directory: string,
  command: Plumbing,
  args: readonly string[],
  input: Iterable<string | Buffer> | AsyncIterable<string | Buffer>,
  { timeout = longestMs, inherit = false }: GitOptions = {},
): AsyncGenerator<Buffer> {
  const program = executable();
  if (program === undefined) throw new GitError("missing");
  const child = spawn(program, argumentsOf(command, args, trusted && (await trusted)), {
    cwd: directory,
    env: environment(isolated, inherit),
    stdio: ["pipe", "pipe", "ignore"],
  });
  const closed = once(child, "close").then(
    ([code]) => code as number | null,
    () => null,
  );
  const source = Readable.from(input);
  // What failed to make the input is what the caller is told; git then sees its end.
  let inputError: Error | undefined;
  source.once("error", (error) => {
    inputError = error;
    child.stdin.end();
  });
  const fed = finished(source.pipe(child.stdin)).catch(() => undefined);
  const pieces = child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  // One timer for all pieces: there can be tens of thousands. The time that the reader takes does not count.
  let isAwaited = false;
  const silence = setTimeout(() => {
    if (isAwaited) child.stdout.destroy(new GitError("stuck"));
  }, timeout);
  // While git is waited for, its pipe keeps the program alive; nothing else should.
  silence.unref();
  try {
    for (;;) {
      isAwaited = true;
      silence.refresh();
      const piece = await pieces.next();
      isAwaited = false;
      if (piece.done === true) break;
      yield piece.value;
    }
    const code = await answered(closed, timeout);
    await fed;
    if (inputError) throw inputError;
    if (code !== 0) throw new GitError("refused");
  } finally {
    clearTimeout(silence);
    if (child.exitCode === null) child.kill("SIGKILL");
    child.stdout.destroy();
    source.destroy();
  }
}

/** A path that the user's or the system's settings hold, which a scan itself does not obey; nothing where it is not set. */
export async function outerSetting(
  directory: string,
  scope: "--global" | "--system",
  name: string,
): Promise<string | undefined> {
  const args = ["config", scope, "--includes", "-z", "--type=path", "--get", name];
  const output = await run(directory, args, { env: environment(outerSettings()) }).catch(() => Buffer.alloc(0));
  return output.length === 0 ? undefined : output.toString("utf8").replace(/\0$/u, "");
}
