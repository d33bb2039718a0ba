// What is said of a fault of our own. An error's message may quote what was being read, so only its kind and the places in the code
// are given.
import { escapeText } from "./escape.ts";

/** More lines of the stack than these say nothing new. */
const mostFrames = 10;

/** The kind of the error and its stack without the message. */
export function faultText(error: unknown): string {
  const name = error instanceof Error && /^[A-Z]\w{0,40}$/u.test(error.name) ? error.name : "unknown error";
  const frames =
    error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^ {4}at .*[\w)]$/u.test(line)) : [];
  return [
    `vaultlint: the scan broke off because of a fault in vaultlint (${name}). Please report these lines; they hold nothing of your files:`,
    ...frames.slice(0, mostFrames).map((line) => escapeText(line)),
  ]
    .map((line) => `${line}\n`)
    .join("");
}
