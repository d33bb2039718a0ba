// Makes the values that tests of rules need: random, but the same in every run, and with the checksum that the issuer would write.
// So no token stands in a rule file, and no scanner alarms over it.
import { computeAzureDevops } from "../detect/validate/azure-devops.ts";
import { computeIdentifiableTail } from "../detect/validate/azure-identifiable.ts";
import { computeBech32 } from "../detect/validate/bech32.ts";
import { computeCask } from "../detect/validate/cask.ts";
import { computeCrcTail, crcLayouts } from "../detect/validate/crc.ts";
import { computeEntra } from "../detect/validate/entra.ts";
import { computeGithubFineGrained } from "../detect/validate/github-fine-grained.ts";

export interface ChecksumRule {
  readonly checksum?: string | undefined;
  readonly parameters?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** A template that cannot be filled: what is wrong with it. */
export class TemplateMistake extends Error {}

/** The longest piece of a template. */
const mostCharacters = 20_000;

const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const lower = upper.toLowerCase();
const digit = "0123456789";

const classes: Readonly<Record<string, string>> = {
  alnum: upper + lower + digit,
  upper,
  lower,
  digit,
  hex: `${digit}abcdef`,
  HEX: `${digit}ABCDEF`,
  base32: `${upper}234567`,
  base64: `${upper}${lower}${digit}+/`,
  base64url: `${upper}${lower}${digit}-_`,
  word: `${upper}${lower}${digit}_`,
  bech32: "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
};

const checksumMark = "${checksum}";

/** FNV-1a: a name as a number, so that every rule draws values of its own. */
function hashed(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** A stream of numbers in [0, 1) that is the same for the same seed (mulberry32). */
export function seeded(seed: number | string): () => number {
  let state = typeof seed === "string" ? hashed(seed) : seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Replaces every `${class:n}` by n random characters of the class; other `${...}` stay. */
export function fill(template: string, random: () => number): string {
  return template.replace(/\$\{(\w+):(\d+)\}/gu, (_, name: string, count: string) => {
    const characters = classes[name];
    if (characters === undefined)
      throw new TemplateMistake(`no character class is called ${name}: use ${Object.keys(classes).join(", ")}`);
    if (Number(count) > mostCharacters)
      throw new TemplateMistake(`more than ${String(mostCharacters)} characters are asked for`);
    let text = "";
    for (let i = 0; i < Number(count); i++) text += characters.charAt(Math.floor(random() * characters.length));
    return text;
  });
}

/** Puts the checksum of the rule's validator where `${checksum}` stands. */
export function complete(rule: ChecksumRule, filled: string): string {
  const at = filled.indexOf(checksumMark);
  if (at < 0) return filled;
  const head = filled.slice(0, at);
  const rest = filled.slice(at + checksumMark.length);
  // The only checksum that is spread over the whole token.
  if (rule.checksum === "azure-devops") return computeAzureDevops(head) + rest;
  return head + tail(rule, head) + rest;
}

function tail(rule: ChecksumRule, head: string): string {
  switch (rule.checksum) {
    case "azure-identifiable":
      return computeIdentifiableTail(head, rule.parameters ?? {});
    case "bech32":
      return computeBech32(head);
    case "cask":
      return computeCask(head, "short");
    case "entra":
      return computeEntra(head);
    case "github-fine-grained":
      return computeGithubFineGrained(head);
    default:
      return crcTail(rule.checksum ?? "", head);
  }
}

function crcTail(name: string, head: string): string {
  const layout = crcLayouts[name];
  if (!layout) throw new TemplateMistake(`no value can be made for the checksum ${name}`);
  const covered = layout.shape.exec(head + layout.write(0))?.groups?.["covered"];
  if (covered === undefined) throw new TemplateMistake(`it is no value that the checksum ${name} knows`);
  return computeCrcTail(layout, covered);
}
