/** Passwords that cloud-init sets, a line for each account: `chpasswd:`, below it `list: |` and `root:x`, or items `- root:x`. */
import { genericRules } from "../generic/generic.ts";
import { isBlank, skip } from "../generic/literal.ts";
import type { SourceText } from "../../model/text.ts";
import { judged, type Sighting, type TextContext, type TextDetector } from "./text-detector.ts";
import { partIn, sightingOf, windowAt } from "./window.ts";

const reach = 4000;
const mostAccounts = 100;
const list = /^(?<indent>[ \t]{1,40})list:[ \t]{0,8}(?:[|>][+-]?[ \t]{0,8})?\r?$/u;
const account =
  /^[ \t]{0,60}(?:-[ \t]{1,8})?["']?(?<user>[a-z_][\w.-]{0,31}\$?):(?<password>\S{1,200}?)["']?[ \t]{0,8}\r?$/u;
// Drawn by cloud-init, and hashes: https://cloudinit.readthedocs.io/en/latest/reference/modules.html#set-passwords
const isOther = /^(?:R|RANDOM|\$.*)$/u;

/** The accounts below the line of `chpasswd:` at `at`: the offset of each and its line. */
function* accountsAt(text: string, at: number): Generator<{ line: string; start: number }> {
  const own = text.lastIndexOf("\n", at - 1) + 1;
  let depth: number | undefined;
  for (let start = text.indexOf("\n", at) + 1, count = 0; start > 0 && count < mostAccounts; count++) {
    const end = text.indexOf("\n", start);
    const line = text.slice(start, end < 0 ? text.length : end);
    const margin = skip(line, 0, isBlank, 60);
    const isEmpty = line.trim() === "";
    if (!isEmpty && margin <= at - own) return;
    const opens = list.exec(line)?.groups?.["indent"];
    const isItem = line[margin] === "-";
    if (opens !== undefined) depth = opens.length;
    else if (!isEmpty && depth !== undefined && (margin > depth || (margin === depth && isItem))) yield { line, start };
    else if (!isEmpty) depth = undefined;
    start = end + 1;
  }
}

function* sightings(source: SourceText, at: number, context: TextContext): Generator<Sighting, undefined> {
  const window = windowAt(source, at, 120, reach);
  if (!/(?:^|\n)[ \t]{0,40}$/u.test(window.text.slice(0, window.at))) return undefined;
  for (const { line, start } of accountsAt(window.text, window.at)) {
    const { user, password } = account.exec(line)?.groups ?? {};
    if (user === undefined || password === undefined || isOther.test(password)) continue;
    const userAt = start + line.indexOf(user);
    const passwordAt = userAt + user.length + 1;
    const sighting = sightingOf(
      window,
      {
        ruleId: "generic/password",
        start: passwordAt,
        end: passwordAt + password.length,
        name: "password",
        nameKind: "password",
        syntax: "colon",
        quoted: false,
        reason: "the password of an account",
        related: [partIn(window, "user", { start: userAt, end: userAt + user.length })],
      },
      context,
    );
    if (sighting) yield { ...sighting, sure: true };
  }
  return undefined;
}

export const chpasswdDetector: TextDetector = judged(
  genericRules,
  ["chpasswd:"],
  (source, at, context) => sightings(source, at, context).next().value,
  { others: (source, at, context) => [...sightings(source, at, context)] },
);
