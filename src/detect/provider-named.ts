// A secret that only what it is given to told, where the words around say a provider in another way than the search looks for:
// `scraper api token`, a key of the mapping around it, the host that a bearer token is sent to. Or nothing says it but the value.
import type { Candidate } from "../model/candidate.ts";
import type { DetectorRule } from "../model/rule.ts";
import { atLeastConfidence } from "../model/severity.ts";
import type { SourceText, Span } from "../model/text.ts";
import { words } from "./judge/names.ts";
import { judgeMatch, ruleRegex } from "./pattern-rule.ts";
import { distinctiveRules, mayEndName, ruleAt, ruleNumbersOf } from "./shipped-rules.ts";
import { latin1 } from "../model/slice.ts";

const reach = 1200;
const longestValue = 600;
const mostWords = 4;
const mostHolders = 2;
/** Stands between words that make no name together. */
const gap = "\n";

const section = /^\s{0,20}\[[\w .:"-]{1,80}\]\s{0,20}$/u;
const opens = /[:{[(>\\]\s{0,4}$/u;

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The lines that open what holds the last of the lines, the nearest last: keys of mappings, calls, the section of a file. */
function holdersOf(lines: readonly string[]): string[] {
  const holders: string[] = [];
  let indent = indentOf(lines.at(-1) ?? "");
  for (const line of lines.slice(0, -1).reverse()) {
    const own = indentOf(line);
    if (line[own] === "[" && section.test(line)) return [line, ...holders];
    if (own >= indent || line.trim() === "") continue;
    if (!opens.test(line) || holders.length === mostHolders) return holders;
    holders.unshift(line);
    indent = own;
  }
  return holders;
}

/** The hosts of the URLs of a text. */
function hostsOf(text: string): string[] {
  if (!text.includes("http")) return [];
  return [...text.matchAll(/https?:\/\/(?<host>[\w.-]{4,100})/gu)].map(({ groups }) => groups?.["host"] ?? "");
}

/** The line that a text begins in, and those that it goes on in. */
function statementOf(text: string): string {
  return /^(?:[^\n]{0,400}\\\r?\n){0,4}[^\n]{0,400}/u.exec(text)?.[0] ?? "";
}

/** The words that may name a provider: of hosts behind the value, of what holds it, and before it on its line; the nearest last. */
function wordsAround({ bytes }: SourceText, { start, end }: Span): string[] {
  const lines = latin1(bytes, Math.max(0, start - reach), start).split("\n");
  const line = lines.at(-1) ?? "";
  const statement = line.slice(Math.max(line.lastIndexOf(";"), line.lastIndexOf("}")) + 1);
  return [
    ...hostsOf(statementOf(latin1(bytes, end, end + reach))).flatMap((host) => [...words(host), gap]),
    ...holdersOf(lines).flatMap((holder) => [...words(holder), gap]),
    ...words(statement),
  ];
}

interface Named {
  readonly rule: DetectorRule;
  readonly name: string;
  /** The words behind that name. */
  readonly behind: readonly string[];
}

/** The rules whose names stand among the words, those of the nearest and longest name first. */
function* rulesNamed(before: readonly string[]): Generator<Named> {
  for (let end = before.length; end > 0; end--) {
    if (!mayEndName(before[end - 1] ?? "")) continue;
    const names: string[] = [];
    for (let size = 1; size <= Math.min(mostWords, end); size++)
      names.push(`${before[end - size] ?? ""}${names.at(-1) ?? ""}`);
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      for (const number of ruleNumbersOf(name)) {
        const rule = ruleAt(number);
        if (rule) yield { rule, name, behind: before.slice(end) };
      }
    }
  }
}

/** True where a value, that is all of the text but its first character, is one match. What stands before it may forbid one. */
function isWhole(regex: RegExp, text: string): boolean {
  regex.lastIndex = 1;
  return regex.exec(text)?.[0].length === text.length - 1;
}

const leastName = 4;
// What names nothing but that something is secret, or what is done with it, in front of formats that prove themselves.
const plainName = /^(?:(?:pass(?:word)?|token|key|secret|access|client|consumer|bot|login|run|api|auth|private)s?)+$/u;
const lookaround = /\(\?<?[!=](?:\\.|\[[^\]]*\]|[^()[\\])*\)/gu;
const characters = /\\.|\[[^\]]*\]/gu;
// Not so hashes, which are as long as many keys.
const drawn = /^(?!(?:\w{1,5}_)?[\da-f-]{1,600}$)(?=\D{0,600}\d)(?=[^A-Za-z]{0,600}[A-Za-z])/u;

const looseRegexes = new Map<DetectorRule, RegExp>();

/**
 * A regex for values as long as those of the rule, with its letters where it has any, and of whatever characters elsewhere.
 * @public A test asks whether one is slow.
 */
export function looseRegex(rule: DetectorRule): RegExp {
  let regex = looseRegexes.get(rule);
  if (!regex) {
    const loose = (rule.value ?? "(?!)").replaceAll(lookaround, "").replaceAll(characters, "[\\w+/=.:~-]");
    regex = new RegExp(rule.near === undefined ? loose : `${rule.near}|${loose}`, "y");
    looseRegexes.set(rule, regex);
  }
  return regex;
}

// Ids and what anybody may see.
const openKind = /-id|public|publish/u;

/** How many of the words stand in the kind of secret that the rule is for; less than none for what is no secret by itself. */
function kinship(rule: DetectorRule, before: readonly string[]): number {
  const kind = rule.id.slice(rule.id.indexOf("/") + 1);
  const own = kind.split("-").filter((word) => before.includes(word)).length;
  return openKind.test(kind) ? own - mostWords : own;
}

// What the name of a service's key says beside the service.
const keyWords = new Set(
  "api access account admin app auth bot client dev developer key keys live pat personal private prod production secret service token user value".split(
    " ",
  ),
);
const mostBehind = 4;
const leastOwn = 16;
const lettersAndDigits = /^(?=[^a-z]*[a-z])(?=\D*\d)/iu;

/** True for a name of the provider itself, not for what anything may be called that it has: `storage_key`. */
function namesItself({ rule: { provider }, name }: Named): boolean {
  const id = provider.replaceAll("-", "");
  return name.length >= leastName && (id.includes(name) || name.includes(id));
}

/** The rule of the provider whose key the words promise and nothing else, whatever the format: `NETLIFY_TOKEN`, not `netlify_webhook_secret`. */
function ruleOfName(around: readonly string[]): DetectorRule | undefined {
  let best: Named | undefined;
  for (const named of rulesNamed(around)) {
    const { rule, name, behind } = named;
    if (best ? best.name !== name : behind.length > mostBehind) break;
    if (behind.length === 0 || !namesItself(named) || kinship(rule, behind) < 0) continue;
    if (!behind.every((word) => word === gap || keyWords.has(word) || rule.id.includes(word))) continue;
    if (!best || kinship(rule, behind) > kinship(best.rule, behind)) best = named;
  }
  return best?.rule;
}

/** The rule of the provider that a command or request is sent to, whatever the format: `https://api.netlify.com`. */
function ruleOfHost({ bytes }: SourceText, { start, end }: Span): DetectorRule | undefined {
  const before = latin1(bytes, Math.max(0, start - reach), start);
  const behind = statementOf(latin1(bytes, end, end + reach));
  for (const host of hostsOf(`${before.slice(before.lastIndexOf("\n") + 1)} ${behind}`)) {
    const own = host.split(".").at(-2)?.replaceAll("-", "").toLowerCase();
    if (own === undefined) continue;
    const named = [...rulesNamed([own])].find((one) => namesItself(one) && !openKind.test(one.rule.id));
    if (named) return named.rule;
  }
  return undefined;
}

const sentTo = new Set(["authorization/bearer", "command/key"]);

let distinctive: readonly DetectorRule[] | undefined;

/** The rule whose format the value has and no other secret. */
function ruleOfForm(led: string): DetectorRule | undefined {
  return (distinctive ??= distinctiveRules()).find((rule) => isWhole(ruleRegex(rule, "dy"), led));
}

/** What says that there is a secret, and not whose. */
const unnamed = new Set(["generic/secret", "authorization/bearer", "command/key", "jwt/token"]);

/** The candidate as one of the provider that its name says, where the value has the format of that provider or almost has it. */
export function withProvider(text: SourceText, candidate: Candidate): Candidate {
  const { ruleId, span, built, also, confidence } = candidate;
  if (!unnamed.has(ruleId) || built !== undefined || span.end - span.start > longestValue) return candidate;
  const value = latin1(text.bytes, span.start, span.end);
  const led = `${span.start > 0 ? latin1(text.bytes, span.start - 1, span.start) : " "}${value}`;
  const as = (rule: DetectorRule): Candidate => ({
    ...candidate,
    ruleId: rule.id,
    kind: "provider",
    reasons: [...candidate.reasons, "its name says the provider"],
    also: [...also, ruleId].sort(),
  });
  const around = wordsAround(text, span);
  let nearly: { readonly rule: DetectorRule; readonly name: string } | undefined;
  for (const { rule, name } of rulesNamed(around)) {
    if (isWhole(ruleRegex(rule, "dy"), led)) return as(rule);
    if (ruleId !== "generic/secret" || name.length < leastName || plainName.test(name) || !drawn.test(value)) continue;
    const isNearer = !nearly || (nearly.name === name && kinship(rule, around) > kinship(nearly.rule, around));
    if (isNearer && isWhole(looseRegex(rule), led)) nearly = { rule, name };
  }
  const formed = ruleOfForm(led);
  const judged = formed && judgeMatch(formed, value, span, undefined);
  // One with a wrong checksum only looks like the format.
  if (formed && judged && judged.checksum !== "invalid") {
    const surer = atLeastConfidence(confidence, judged.confidence) ? confidence : judged.confidence;
    return { ...as(formed), confidence: surer, reasons: [...candidate.reasons, `format of ${formed.title}`] };
  }
  if (nearly) return { ...as(nearly.rule), near: true };
  if (confidence === "low" || value.length < leastOwn || !lettersAndDigits.test(value)) return candidate;
  const own =
    ruleId === "generic/secret" ? ruleOfName(around) : sentTo.has(ruleId) ? ruleOfHost(text, span) : undefined;
  if (!own) return candidate;
  const told = `its ${sentTo.has(ruleId) ? "host" : "name"} says the provider, though it has no format known of it`;
  return { ...as(own), near: true, reasons: [...candidate.reasons, told] };
}
