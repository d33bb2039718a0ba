import type { RuleInfo } from "../../model/rule.ts";
import type { SourceText, Span } from "../../model/text.ts";
import { fileKind } from "../generic/file-kind.ts";
import { plainOfNine, plainOfSeven } from "./device-ciphers.ts";
import { type DeviceLine, deviceLines } from "./network-device-table.ts";
import { judged, type Sighting, type TextContext, type TextDetector } from "./text-detector.ts";
import { isWordByte, partsOfMatch, sightingOf, type Window, windowAt } from "./window.ts";

/** Passwords and keys in the configurations of routers, switches, firewalls and access points. */
export const networkDeviceRules: readonly RuleInfo[] = [
  {
    id: "network-device/password",
    title: "Password or key in the configuration of a network device",
    kind: "structural",
    severity: "high",
    opens: "the device, or the network that it guards",
    rotate:
      "Change it on the device and on its peers, then keep the configuration without it and let the vault fill it in.",
    cwe: [798, 260],
    source:
      "https://www.cisco.com/c/en/us/support/docs/security-vpn/remote-authentication-dial-user-service-radius/107614-64.html",
  },
];

const reach = 1000;
const before = 160;
const longestAnchor = 32;

/** In front of a line: a prompt, an item of a list, a quote. */
const lead = /(?:^|[\n"'`#>+]|\\n)[ \t]{0,20}(?:-[ \t]{1,4}["']?)?$/u;
// Communities that devices are delivered with, and words of the language itself.
const everybodys =
  /^(?:public|private|community|string|encrypted|secret|password|key|line|sha512|md5|sha256|scrypt)$/iu;
// Of SNMP's users what a device made of the password.
const localized = /^0x[\da-f]{20,}$/iu;
const numbered = /^[a-z]+[-_]?\d{1,2}$/iu;
// In texts for people a word with a number is a name of something: `Enable password policy-2`.
const numberedWords = /^[a-z]+(?:[-_][a-z]+){0,4}[-_]?\d{1,2}$/iu;
// Without a number in front that says so, a word is one of a text.
const isWord = /^[A-Za-z]+(?:-[A-Za-z]+)*[.:]?$/u;

/** The password that stands as `value`, written as its type says; nothing where it is a hash, or no password. */
function plainOf(value: string, type: string | undefined, isQuoted: boolean): string | undefined {
  if (value.startsWith("$9$")) return plainOfNine(value);
  if (type === "7") return plainOfSeven(value);
  if (type !== undefined && type !== "0") return undefined;
  if (everybodys.test(value) || localized.test(value)) return undefined;
  return type === undefined && !isQuoted && isWord.test(value) ? undefined : value;
}

/** The places of the secrets that a line holds, each with what stands there in plain. */
function secretsIn({ groups, indices }: RegExpExecArray): { readonly span: Span; readonly plain: string }[] {
  // Types say that every group took part.
  const places: Readonly<Record<string, readonly [number, number] | undefined>> = indices?.groups ?? {};
  const type = groups?.["type"] ?? groups?.["after"];
  return [places["quoted"] ?? places["bare"], places["second"]].flatMap((place) => {
    const [start, end] = place ?? [0, 0];
    const value = place === places["second"] ? groups?.["second"] : (groups?.["quoted"] ?? groups?.["bare"]);
    const plain = value === undefined ? undefined : plainOf(value, type, place === places["quoted"]);
    return plain === undefined ? [] : [{ span: { start, end }, plain }];
  });
}

/** True where neither the number of a type nor quotes say that a value follows. */
function isUntyped({ groups }: RegExpExecArray): boolean {
  return groups?.["type"] === undefined && groups?.["quoted"] === undefined;
}

/** The line at the hit: the first way to read it that fits. */
function lineAt({ text, at }: Window): { readonly line: DeviceLine; readonly match: RegExpExecArray } | undefined {
  const head = text.slice(at, at + longestAnchor).toLowerCase();
  for (const line of deviceLines) {
    const { anchor, pattern, beginsLine } = line;
    if (!head.startsWith(anchor) || (beginsLine && !lead.test(text.slice(0, at)))) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { line, match };
  }
  return undefined;
}

function* sightings(source: SourceText, at: number, context: TextContext): Generator<Sighting, undefined> {
  if (isWordByte(source.bytes[at - 1])) return undefined;
  const window = windowAt(source, at, before, reach);
  const { line, match } = lineAt(window) ?? {};
  if (!line || !match) return undefined;
  const isCommunity = line.isCommunity === true;
  const isProse = fileKind(source.path).prose;
  for (const { span, plain } of secretsIn(match)) {
    if (isCommunity && numbered.test(plain)) continue;
    if (isProse && isUntyped(match) && numberedWords.test(plain)) continue;
    const sighting = sightingOf(
      window,
      {
        ruleId: "network-device/password",
        ...span,
        name: "password",
        nameKind: "password",
        syntax: "command",
        quoted: true,
        reason: "a line of the configuration of a network device",
        related: partsOfMatch(window, match),
      },
      context,
    );
    // The judge looks at the password itself, not at its cipher.
    if (sighting) yield { ...sighting, sure: !isCommunity, evidence: { ...sighting.evidence, value: plain } };
  }
  return undefined;
}

const signs = new Map(deviceLines.map(({ anchor, sign }) => [anchor, sign]));

export const networkDeviceDetector: TextDetector = judged(
  networkDeviceRules,
  [...new Set(deviceLines.map(({ anchor }) => anchor))],
  (source, at, context) => sightings(source, at, context).next().value,
  {
    begins: (anchor) => (anchor.startsWith("$") ? "anywhere" : "word"),
    reach,
    where: (anchor) => {
      if (anchor === "username ") return { what: "look", look: "user-line" };
      const sign = signs.get(anchor);
      return sign === undefined ? undefined : { what: "sign", sign, within: 80 };
    },
    others: (source, at, context) => [...sightings(source, at, context)],
  },
);
