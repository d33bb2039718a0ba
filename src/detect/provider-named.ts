// A secret that its name alone told, given to a name that says a provider in another way than the search looks for:
// `scraper api token`, `privateAi.apiKey`, or a key of the mapping around it.
import type { Candidate } from "../model/candidate.ts";
import type { DetectorRule } from "../model/rule.ts";
import type { SourceText } from "../model/text.ts";
import { words } from "./judge/names.ts";
import { ruleRegex } from "./pattern-rule.ts";
import { ruleAt, ruleNumbersByName } from "./shipped-rules.ts";

const reach = 160;
const longestValue = 600;
const mostWords = 4;

/** The words on the value's line before it, and on the line above where that opens what holds it; the nearest last. */
function wordsBefore({ bytes }: SourceText, start: number): string[] {
  const lines = bytes.toString("latin1", Math.max(0, start - reach), start).split("\n");
  const above = lines.at(-2)?.trimEnd() ?? "";
  const opens = /[:{[(\]>]$/u.test(above);
  const lead = `${opens ? above : ""} ${lines.at(-1) ?? ""}`;
  return words(lead.slice(Math.max(lead.lastIndexOf(";"), lead.lastIndexOf("}")) + 1));
}

/** The rules whose names stand among the words, those of the nearest and longest name first. */
function* rulesNamed(before: readonly string[]): Generator<{ readonly rule: DetectorRule; readonly name: string }> {
  const byName = ruleNumbersByName();
  for (let end = before.length; end > 0; end--) {
    for (let size = Math.min(mostWords, end); size > 0; size--) {
      const name = before.slice(end - size, end).join("");
      for (const number of byName.get(name) ?? []) {
        const rule = ruleAt(number);
        if (rule) yield { rule, name };
      }
    }
  }
}

function isWhole(regex: RegExp, value: string): boolean {
  regex.lastIndex = 0;
  return regex.exec(value)?.[0] === value;
}

const leastName = 4;
// What names nothing but that something is secret, or what is done with it, in front of formats that prove themselves.
const plainName = /^(?:(?:pass(?:word)?|token|key|secret|access|client|consumer|bot|login|run|api|auth|private)s?)+$/u;
const lookaround = /\(\?<?[!=](?:\\.|\[[^\]]*\]|[^()[\\])*\)/gu;
const characters = /\\.|\[[^\]]*\]/gu;
// Not so hashes, which are as long as many keys.
const drawn = /^(?!(?:\w{1,5}_)?[\da-f-]{1,600}$)(?=\D{0,600}\d)(?=[^A-Za-z]{0,600}[A-Za-z])/u;

const looseRegexes = new Map<DetectorRule, RegExp>();

/** A regex for values as long as those of the rule, with its letters where it has any, and of whatever characters elsewhere. */
function looseRegex(rule: DetectorRule): RegExp {
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

/** The candidate as one of the provider that its name says, where the value has the format of that provider or almost has it. */
export function withProvider(text: SourceText, candidate: Candidate): Candidate {
  const { ruleId, span, built, also } = candidate;
  if (ruleId !== "generic/secret" || built !== undefined || span.end - span.start > longestValue) return candidate;
  const value = text.bytes.toString("latin1", span.start, span.end);
  const as = (rule: DetectorRule): Candidate => ({
    ...candidate,
    ruleId: rule.id,
    kind: "provider",
    reasons: [...candidate.reasons, "its name says the provider"],
    also: [...also, ruleId].sort(),
  });
  const before = wordsBefore(text, span.start);
  let nearly: { readonly rule: DetectorRule; readonly name: string } | undefined;
  for (const { rule, name } of rulesNamed(before)) {
    if (isWhole(ruleRegex(rule, "dy"), value)) return as(rule);
    if (name.length < leastName || plainName.test(name) || !drawn.test(value)) continue;
    const isNearer = !nearly || (nearly.name === name && kinship(rule, before) > kinship(nearly.rule, before));
    if (isNearer && isWhole(looseRegex(rule), value)) nearly = { rule, name };
  }
  return nearly ? { ...as(nearly.rule), near: true } : candidate;
}
