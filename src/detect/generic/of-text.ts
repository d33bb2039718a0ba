/** Words of texts for people, which describe, warn or report, where a value would stand. */
import type { Given } from "./place.ts";

/** True for a word of a comment that goes on as a sentence: `password: whatever was set there before`. */
function isOfSentence({ found, window }: Given, value: string): boolean {
  if (found.quoted || !found.inComment || found.syntax !== "colon" || !/^[A-Za-z]+$/u.test(value)) return false;
  return /^(?: (?:[a-z]{2,20}|\d[\d.]{0,9})){3}/u.test(window.slice(found.end, found.end + 70));
}

/** True for a word of a message about what went wrong: `"Failed to set password: QEMU agent unresponsive"`. */
function isOfMessage({ found, window, nameStart }: Given, value: string): boolean {
  if (found.quoted || !found.inString || found.syntax !== "colon" || !/^[A-Za-z]+$/u.test(value)) return false;
  if (!/^ [a-z]{2,20}\b/iu.test(window.slice(found.end, found.end + 24))) return false;
  return /\b(?:failed|unable|cannot|could not|couldn't|can't|error)\b[^"'`\n]{1,60}$/iu.test(
    window.slice(Math.max(0, nameStart - 80), nameStart),
  );
}

const functionWord = /^ (?:of|for|from|which|that|used|with|when|to be)\s/u;
const secretNoun = /^ (?:password|passphrase|key|token|secret)s?\s/u;

/** True for a word of a comment that describes a setting: `dev_pw: Hexdump of the device's password`, `# sae_password: SAE password`. */
function isDescription({ found, window }: Given, value: string): boolean {
  if (found.quoted || !found.inComment || found.syntax !== "colon" || !/^[A-Za-z]+$/u.test(value)) return false;
  const rear = window.slice(found.end, found.end + 16);
  return functionWord.test(rear) || secretNoun.test(rear);
}

const kindOfOption = /^(?:flag|option|argument|parameter|switch)(?:e?s)?\W?$/iu;
const verb = /^(?:was|were|is|are|has|must|should)$/u;

/** True for what a text says of an option: `with the --user and --pass flags`, `--pass was given`, "instead of `--pass` as well". */
function isOfOption({ found, window }: Given, value: string): boolean {
  if (found.syntax !== "flag" || found.quoted) return false;
  if (kindOfOption.test(value) || window.slice(found.start - 2, found.start) === "` ") return true;
  return verb.test(value) && /^ [a-z]/u.test(window.slice(found.end, found.end + 2));
}

/** Which text it is of is said by each of the conditions. */
export function isOfText(given: Given, value: string): boolean {
  return (
    isOfSentence(given, value) || isOfMessage(given, value) || isDescription(given, value) || isOfOption(given, value)
  );
}
