/** Where a vault's passphrase comes from: a file, the environment or a hidden prompt; never the command line, which others see. */
import { StringDecoder } from "node:string_decoder";
import { UserError } from "../model/error.ts";
import { readText } from "./vault/read-text.ts";

interface PassphraseOptions {
  readonly passphraseFile?: string;
  /** Ask twice: a new vault's passphrase that was mistyped would lock everyone out. */
  readonly confirm?: boolean;
}

const longestPassphrase = 10_000;

/** The source of a passphrase; reads or asks when it is called. */
export function passphraseFrom(options: PassphraseOptions): () => Promise<string> {
  return async () => {
    const { passphraseFile, confirm = false } = options;
    if (passphraseFile !== undefined) return fromFile(passphraseFile);
    const variable = process.env["VAULTLINT_PASSPHRASE"] ?? "";
    if (variable !== "") return variable;
    if (!process.stdin.isTTY) {
      throw new UserError(
        "The vault needs a passphrase: set VAULTLINT_PASSPHRASE or name a file with --passphrase-file.",
      );
    }
    const passphrase = await askHidden("Passphrase: ");
    if (confirm && (await askHidden("Once more: ")) !== passphrase)
      throw new UserError("The two passphrases differ. Nothing was created.");
    return passphrase;
  };
}

async function fromFile(path: string): Promise<string> {
  const passphrase = (await readText(path, longestPassphrase)).replace(/^\u{feff}/u, "");
  if (passphrase === "") throw new UserError(`The passphrase file ${path} is empty.`);
  return passphrase;
}

/** Just as much of a terminal as a hidden prompt needs. */
export interface Keyboard {
  setRawMode(mode: boolean): unknown;
  on(event: "data", listener: (chunk: Buffer) => void): unknown;
  on(event: "end", listener: () => void): unknown;
  off(event: "data", listener: (chunk: Buffer) => void): unknown;
  off(event: "end", listener: () => void): unknown;
  resume(): unknown;
  pause(): unknown;
  unshift(chunk: Buffer): void;
}

const enter = new Set(["\r", "\n"]);
const backspace = new Set(["\u007F", "\b"]);
const interrupt = "\u0003";
const endOfInput = "\u0004";
const killLine = "\u0015";

/** Asks on standard error and reads a line from the terminal without showing it. */
export function askHidden(
  question: string,
  keyboard: Keyboard = process.stdin,
  screen: NodeJS.WritableStream = process.stderr,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const decoder = new StringDecoder("utf8");
    let typed: string[] = [];
    const finish = (rest: readonly string[], done: () => void): void => {
      keyboard.off("data", read);
      keyboard.off("end", ended);
      keyboard.setRawMode(false);
      keyboard.pause();
      // What was typed ahead belongs to the next question.
      if (rest.length > 0) keyboard.unshift(Buffer.from(rest.join("")));
      screen.write("\n");
      done();
    };
    const stop = (): void => {
      reject(new UserError("The prompt was left without an answer."));
    };
    const read = (chunk: Buffer): void => {
      const keys = Array.from(decoder.write(chunk));
      for (const [index, key] of keys.entries()) {
        if (enter.has(key)) {
          finish(keys.slice(index + 1), () => {
            resolve(typed.join(""));
          });
          return;
        }
        if (key === interrupt || key === endOfInput) {
          finish([], stop);
          return;
        }
        if (backspace.has(key)) typed.pop();
        else if (key === killLine) typed = [];
        else if (key >= " ") typed.push(key);
      }
    };
    const ended = (): void => {
      finish([], stop);
    };
    screen.write(question);
    keyboard.setRawMode(true);
    keyboard.on("data", read);
    keyboard.on("end", ended);
    keyboard.resume();
  });
}
