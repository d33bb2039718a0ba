// Looks in everything that a run printed or wrote for pieces of the secrets that tests planted: as they are, as base64, as hex.
// Every test that runs the program gets this check, whatever else it asks.
import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";

/** As many characters in a row are no accident. */
const pieceLength = 8;
const base64Length = 10;
const hexLength = 2 * pieceLength;
/** Larger files are not compared; no test writes one but as input. */
const largestFile = 5_000_000;

const pieces = new Map<string, string>();
const lengths = [pieceLength, base64Length, hexLength] as const;

function addWindows(text: string, length: number, form: string): void {
  for (let at = 0; at + length <= text.length; at++) pieces.set(text.slice(at, at + length), form);
}

/** Registers a secret of this test file: from now on no run may print or write a piece of it. Returns it. */
export function plant(value: string): string {
  addWindows(value, pieceLength, "itself");
  plantBytes(Buffer.from(value));
  return value;
}

/** Registers a binary secret, such as the number of a private key, in the forms that text can hold. */
export function plantBytes(bytes: Buffer): void {
  if (bytes.length < pieceLength) return;
  for (const shift of [0, 1, 2]) {
    // The first and the last characters depend on what stands before and after.
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .replace(/=+$/u, "");
    const own = encoded.slice(shift === 0 ? 0 : shift + 1, (bytes.length + shift) % 3 === 0 ? undefined : -1);
    addWindows(own, base64Length, "base64");
    addWindows(own.replaceAll("+", "-").replaceAll("/", "_"), base64Length, "base64url");
  }
  const hex = bytes.toString("hex");
  addWindows(hex, hexLength, "hex");
  addWindows(hex.toUpperCase(), hexLength, "hex");
}

/** The pieces of planted secrets in a text, each with its form. */
export function piecesIn(text: string): Map<string, string> {
  const found = new Map<string, string>();
  if (pieces.size === 0) return found;
  for (let at = 0; at < text.length; at++) {
    for (const length of lengths) {
      const form = pieces.get(text.slice(at, at + length));
      if (form !== undefined) found.set(text.slice(at, at + length), form);
    }
  }
  return found;
}

/** Throws when the text holds a piece of a planted secret that `before` did not hold. */
export function expectNoPiece(text: string, where: string, before = ""): void {
  const found = piecesIn(text);
  if (found.size === 0) return;
  const known = piecesIn(before);
  for (const [piece, form] of found) {
    if (known.has(piece)) continue;
    throw new Error(`A piece of a planted secret (as ${form}: ${piece}) stands in ${where}.`);
  }
}

function* files(directory: string): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (entry.isFile()) yield path;
  }
}

/** Name and content of every file below a directory; nothing outside of the temporary directory, where no test writes. */
function contents(directory: string): Map<string, string> {
  const all = new Map<string, string>();
  const temporary = realpathSync(tmpdir()) + sep;
  if (pieces.size === 0 || !realpathSync(directory).startsWith(temporary)) return all;
  for (const path of files(directory)) {
    try {
      if (lstatSync(path).size <= largestFile) all.set(path, readFileSync(path, "latin1"));
    } catch {
      // Unreadable on purpose.
    }
  }
  return all;
}

/** What a run left behind. */
interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a value may stand after a run: `vault get --reveal` and `--out FILE` are made for that. */
function exceptions(args: readonly string[], cwd: string): { stdout: boolean; file: string | undefined } {
  if (args[0] !== "vault" || args[1] !== "get") return { stdout: false, file: undefined };
  const at = args.indexOf("--out");
  const file = at < 0 ? undefined : args[at + 1];
  return { stdout: args.includes("--reveal"), file: file === undefined ? undefined : resolve(cwd, file) };
}

/** Does what `run` does, and looks at its output and at every file beside and below the working directory that it wrote. */
export async function watched<Result extends Output>(
  { args, cwd }: { args: readonly string[]; cwd: string },
  run: () => Promise<Result>,
): Promise<Result> {
  const around = join(cwd, "..");
  const before = contents(around);
  const result = await run();
  const allowed = exceptions(args, cwd);
  const command = `vaultlint ${args.join(" ")}`;
  if (!allowed.stdout) expectNoPiece(result.stdout, `standard output of "${command}"`);
  expectNoPiece(result.stderr, `standard error of "${command}"`);
  for (const [path, content] of contents(around)) {
    const old = before.get(path);
    if (content !== old && path !== allowed.file) expectNoPiece(content, `${path}, written by "${command}"`, old);
  }
  return result;
}
