import type { RuleInfo } from "../../model/rule.ts";
import { type Command, commands, families, printing, signs } from "./command-table.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { isWordByte, sightingOf, windowAt } from "./window.ts";

/** Passwords and keys on command lines whose option does not say so: `curl -u name:x`, `curl -u key:`, `sshpass -p x`. */
export const commandRules: readonly RuleInfo[] = [
  {
    id: "command/password",
    title: "Password on a command line",
    kind: "structural",
    severity: "high",
    opens: "the account that the command signs in with",
    rotate:
      "Change the password, then hand the new one over by standard input, a file descriptor or an environment variable.",
    cwe: [798, 214],
  },
  {
    id: "command/key",
    title: "Key on a command line",
    kind: "structural",
    severity: "high",
    opens: "the account of the service that the command calls",
    rotate:
      "Revoke the key where it was issued and make a new one, then hand that over by standard input, a file or an environment variable.",
    cwe: [798, 214],
  },
];

// PowerShell pipes the literal in: `"x" | ConvertTo-SecureString`.
const pipedLiteral = /(?<quote>["'])(?<value>[^"'\n]{1,200})\k<quote>\s{0,4}\|\s{0,4}$/u;

// Of `docker run -p 127.0.0.1:8080:80/tcp`, whose image or container is called as a command is.
const ports = /^(?:[\d.]{7,15}:)?\d{2,5}:\d{2,5}(?:\/(?:tcp|udp))?$/u;

// A user's name holds a year or a number; a drawn key more digits, in more places.
const drawnKey = /^(?=[^a-z]*[a-z])(?:\D*\d){3}/iu;

const startLength = 3;
/** Commands by the first characters of their anchors, of which none is shorter. */
const byStart = new Map<string, Command[]>();
for (const command of commands) {
  const start = command.anchor.slice(0, startLength);
  const others = byStart.get(start);
  if (others) others.push(command);
  else byStart.set(start, [command]);
}

interface Value {
  readonly ruleId: "command/password" | "command/key";
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** Where the value of a match stands. */
function valueIn(text: string, match: RegExpExecArray): Value | undefined {
  const { double, single, bare, key, user = "" } = match.groups ?? {};
  if (key !== undefined) {
    const start = text.lastIndexOf(key, match.index + match[0].length - key.length);
    return drawnKey.test(key) ? { ruleId: "command/key", start, end: start + key.length, quoted: false } : undefined;
  }
  const value = double ?? single ?? bare;
  // Whoever signs in as nobody gives an address, by custom.
  if (value === undefined || /^anonymous$/iu.test(user)) return undefined;
  // What of a sentence ends with a colon: `a new key for mysql password encryption:`.
  if (bare !== undefined && (ports.test(bare) || /^[a-z]+:$/iu.test(bare))) return undefined;
  const start = text.lastIndexOf(value, match.index + match[0].length - value.length);
  return { ruleId: "command/password", start, end: start + value.length, quoted: bare === undefined };
}

function readCommand(text: string, at: number): Value | undefined {
  const head = text.slice(at, at + 24).toLowerCase();
  const rest = text.slice(at);
  for (const command of byStart.get(head.slice(0, startLength)) ?? []) {
    const { anchor, needs } = command;
    if (!head.startsWith(anchor) || needs?.some((word) => rest.includes(word)) === false) continue;
    const { pattern } = command;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return valueIn(text, match);
  }
  if (!head.startsWith("convertto-")) return undefined;
  const lead = text.slice(Math.max(0, at - 220), at);
  const piped = pipedLiteral.exec(lead);
  const value = piped?.groups?.["value"];
  if (!piped || value === undefined) return undefined;
  const start = at - lead.length + piped.index + 1;
  return { ruleId: "command/password", start, end: start + value.length, quoted: true };
}

export const commandDetector: TextDetector = judged(
  commandRules,
  [...new Set(commands.map(({ anchor }) => anchor))],
  (text, at, context) => {
    if (isWordByte(text.bytes[at - 1]) && text.bytes.toString("latin1", at, at + 4) !== "zip ") return undefined;
    const window = windowAt(text, at, 240, 640);
    const value = readCommand(window.text, window.at);
    if (!value) return undefined;
    const isKey = value.ruleId === "command/key";
    const sighting = sightingOf(
      window,
      {
        ruleId: value.ruleId,
        start: value.start,
        end: value.end,
        ...(isKey
          ? ({ name: "key", nameKind: "key" } as const)
          : ({ name: "password", nameKind: "password" } as const)),
        syntax: "command",
        quoted: value.quoted,
        reason: `a ${isKey ? "key" : "password"} on a command line`,
      },
      context,
    );
    return sighting && { ...sighting, sure: true };
  },
  {
    // `gzip `, `7zip ` and the like are called with the same options.
    begins: (anchor) => (anchor === "zip " ? "anywhere" : "word"),
    reach: 640,
    where: (anchor) => {
      const family = families[anchor];
      if (family !== undefined) return { what: "command", sign: family, orPassword: anchor === "mysql" };
      if (printing.includes(anchor)) return { what: "look", look: "printed" };
      const sign = signs[anchor];
      return sign === undefined ? undefined : { what: "sign", sign, within: 640 };
    },
  },
);
