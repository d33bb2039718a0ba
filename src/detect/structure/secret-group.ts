/**
 * Values of a group that is called secrets, whatever their own names are: `secrets:` of YAML, JSON and programs, `[secrets]` of TOML and
 * INI; tokens by their host, as Composer keeps them: `"github-oauth": {"github.com": "x"}`.
 */
import { isBlank, isQuote, lineEnds, literal, skip, trimmedLine, unquotedEnd } from "../generic/literal.ts";
import { genericRules } from "../generic/generic.ts";
import { secretName } from "../judge/names.ts";
import type { Candidate } from "../../model/candidate.ts";
import type { SourceText } from "../../model/text.ts";
import { candidateOf, type TextContext, type TextDetector } from "./text-detector.ts";
import { sightingOf, type Window, windowAt } from "./window.ts";

const before = 120;
const behind = 6000;
const mostMembers = 100;

/** A member of the group, by the offsets of its value in the window. */
interface Member {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** Keys of what stands among secrets without being one; what the names of others promise, the detector of names judges. */
const otherKey =
  /(?:^|[._-])(?:user(?:_?name)?|login|host(?:_?name)?|port|db|database|name|namespace|email|region|endpoint|server|url|uri|id|type|version|bucket|ca|crt|cert|certificate|path|file|key_?name|provider|engine|store|pub|public)$/iu;

const key = /["']?(?<key>[\w.-]{1,100})["']?[ \t]{0,8}(?:=>|[:=])[ \t]{0,40}(?=\S)/uy;

/** The member whose key begins at `at`: a value in quotes, or the rest of the line where `unquoted` may be one. */
function memberAt(text: string, at: number, unquoted: boolean): Member | undefined {
  key.lastIndex = at;
  const name = key.exec(text)?.groups?.["key"];
  if (name === undefined) return undefined;
  const start = key.lastIndex;
  if (isQuote(text[start])) {
    const value = literal(text, start, undefined);
    return value && { key: name, ...value, quoted: true };
  }
  if (!unquoted) return undefined;
  const end = trimmedLine(text, start, unquotedEnd(text, start, lineEnds));
  return /^[&*!|>[{]|\s/u.test(text.slice(start, end)) ? undefined : { key: name, start, end, quoted: false };
}

/** The lines further in than the group's own, of a YAML mapping. */
function onLines({ text, at }: Window, from: number): Member[] {
  const own = text.lastIndexOf("\n", at - 1) + 1;
  const column = skip(text, own, isBlank, 60) - own;
  const found: Member[] = [];
  let inner: number | undefined;
  for (let line = text.indexOf("\n", from) + 1, count = 0; line > 0 && count < mostMembers; count++) {
    const first = skip(text, line, isBlank, 60);
    const next = text.indexOf("\n", line) + 1;
    const isEmpty = text[first] === "#" || text[first] === "\n" || text[first] === "\r";
    if (!isEmpty) {
      if (first - line <= column) break;
      inner ??= first - line;
      const member = first - line === inner ? memberAt(text, first, true) : undefined;
      if (member) found.push(member);
    }
    line = next;
  }
  return found;
}

const withObjects = /\{(?:[^{}]|\{[^{}]*\})*\}/uy;

/** What stands in the object at `open`; nothing where objects stand in it, or with `mayHold` that without them. */
function innerOf(text: string, open: number, mayHold: boolean): string | undefined {
  const close = text.indexOf("}", open);
  const inner = text.slice(open + 1, close);
  if (close < 0) return undefined;
  if (!inner.includes("{")) return inner;
  withObjects.lastIndex = open;
  const whole = mayHold ? withObjects.exec(text)?.[0] : undefined;
  return whole?.slice(1, -1).replaceAll(/\{[^}]*\}/gu, (object) => " ".repeat(object.length));
}

/** The members of an object without objects in it, or with `mayHold` those of its members that are none. */
function inBraces({ text }: Window, open: number, mayHold: boolean): Member[] {
  const found: Member[] = [];
  const inner = innerOf(text, open, mayHold);
  if (inner === undefined) return found;
  const close = open + 1 + inner.length;
  for (const { index, 0: lead } of inner.matchAll(/(?:^|,)\s{0,80}(?=["'\w])/gu)) {
    const member = memberAt(text, open + 1 + index + lead.length, false);
    if (member && member.end <= close) found.push(member);
    if (found.length === mostMembers) break;
  }
  return found;
}

/** The lines up to the next section. */
function inSection({ text }: Window, from: number): Member[] {
  const found: Member[] = [];
  for (let line = text.indexOf("\n", from) + 1; line > 0 && found.length < mostMembers;) {
    const first = skip(text, line, isBlank, 60);
    if (text[first] === "[") break;
    const member = memberAt(text, first, true);
    if (member) found.push(member);
    line = text.indexOf("\n", line) + 1;
  }
  return found;
}

// Of Composer: https://getcomposer.org/doc/articles/authentication-for-private-packages.md
const hostGroups = ["github-oauth", "gitlab-oauth", "gitlab-token", "bearer"];
const isHost = /^[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}$/u;

const group =
  /(?:secrets|passwords|api[_-]?keys|git(?:hub|lab)-oauth|gitlab-token|bearer)(?<quote>["']?)(?<sign>\][ \t]{0,20}\r?\n|[ \t]{0,4}(?:[:=]|=>)[ \t]{0,4}(?:\{|(?:#[^\n]{0,200})?\r?\n))/iuy;
const leads = /(?:^|[{,;.\s])(?<quote>["']?)$/u;
const section = /(?:^|\n)[ \t]{0,20}\[(?:[\w-]{1,40}\.){0,4}$/u;

function membersAt(window: Window): Member[] {
  const { text, at } = window;
  group.lastIndex = at;
  const match = group.exec(text);
  const { quote = "", sign = "" } = match?.groups ?? {};
  if (!match) return [];
  const lead = text.slice(0, at);
  const end = group.lastIndex;
  if (sign.startsWith("]")) return quote === "" && section.test(lead) ? inSection(window, end - 2) : [];
  if (leads.exec(lead)?.groups?.["quote"] !== quote) return [];
  if (sign.endsWith("{")) return inBraces(window, end - 1, /^[bg]/iu.test(text.charAt(at)));
  return sign.includes(":") && /\.ya?ml$/iu.test(window.source.path) ? onLines(window, end - 1) : [];
}

function candidates(source: SourceText, at: number, context: TextContext): Candidate[] {
  const window = windowAt(source, at, before, behind);
  const isPassword = /^p/iu.test(window.text.charAt(window.at));
  const isByHost = /^[bg]/iu.test(window.text.charAt(window.at));
  const name = isPassword ? "password" : isByHost ? "token" : "secret";
  return membersAt(window).flatMap((member) => {
    if (isByHost && !isHost.test(member.key)) return [];
    if (secretName(member.key) || otherKey.test(member.key)) return [];
    const sighting = sightingOf(
      window,
      {
        ruleId: isPassword ? "generic/password" : "generic/secret",
        start: member.start,
        end: member.end,
        name,
        nameKind: isPassword ? "password" : "token",
        syntax: "colon",
        quoted: member.quoted,
        reason: "a member of a group of secrets",
      },
      context,
    );
    return sighting
      ? [candidateOf(sighting, genericRules, context)].filter((candidate) => candidate !== undefined)
      : [];
  });
}

export const secretGroupDetector: TextDetector = {
  rules: genericRules,
  anchors: [
    ...["secrets", "passwords", "apikeys", "api_keys", "api-keys"].flatMap((word) =>
      [":", '"', "'", "]", " ="].map((sign) => word + sign),
    ),
    ...hostGroups.map((word) => `${word}":`),
  ],
  begins: "part",
  where: { what: "look", look: "group" },
  format: false,
  confirm(text, at, context) {
    const [first, ...others] = candidates(text, at, context);
    for (const other of others) context.add(other);
    return first;
  },
};
