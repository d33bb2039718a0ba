// What the agent and its user read: what was found, where, and what to write instead. Never the value: the answer ends up in the
// agent's memory and logs.
import type { Finding } from "../model/finding.ts";
import { escapeText } from "../reports/escape.ts";
import { counted, headline, quoted, vaultPhrase } from "../reports/wording.ts";
import { isOfPolicy } from "../policy/rules.ts";
import type { HookCall } from "./agent.ts";

/** An agent repairs the first ones, and is told of the others when it comes again. */
const mostFindings = 10;

/** `src/db.ts:3`, or `the command, line 3`. */
function placeOf({ region: { path, line } }: Finding): string {
  const what = /^<(?<what>[a-z]+)>\.[a-z]+$/u.exec(path)?.groups?.["what"];
  return what === undefined ? `${escapeText(path)}:${String(line)}` : `the ${what}, line ${String(line)}`;
}

function instead({ suggestion }: Finding): string[] {
  if (!suggestion) return ["write a reference to it, such as the name of a variable or of a vault entry"];
  const { use, fedBy, then } = suggestion;
  // There is nothing to rotate yet in what was not written.
  const steps = then.filter((step) => !step.startsWith("rotate it"));
  return [`write ${use}`, ...(fedBy === undefined ? [] : [`feed it by ${fedBy}`]), ...steps];
}

function described(finding: Finding, kind: HookCall["kind"]): string {
  const { name, ruleId, severity, verification, secret } = finding;
  const called =
    name === undefined || secret.isIn(Buffer.from(name), { whole: false }) ? "" : ` called ${quoted(name)}`;
  const known = verification.state === "unverified" ? "" : `, ${vaultPhrase(verification)}`;
  const head = `${placeOf(finding)}: ${severity}: ${headline(finding)}${called}${known} (${escapeText(ruleId)})`;
  const steps = isOfPolicy(finding) ? ["leave the comment to the user"] : kind === "prompt" ? [] : instead(finding);
  return [head, ...steps.map((step) => `  ${escapeText(step)}`)].join("\n");
}

/** Why the call is stopped. */
export function denial(kind: HookCall["kind"], findings: readonly Finding[]): string {
  const shown = findings.slice(0, mostFindings).map((finding) => described(finding, kind));
  const more = findings.length - shown.length;
  return [
    `vaultlint stopped this ${kind === "prompt" ? "prompt" : "call"}: ${counted(findings.length, "finding")}.`,
    ...shown,
    ...(more > 0 ? [`and ${counted(more, "more finding")}`] : []),
    kind === "prompt"
      ? "Name where the value is kept in place of the value."
      : "Do not write the value anywhere else. Only the user can store it, or accept the finding.",
  ].join("\n");
}

/** What is said of a call that could not be checked. */
export function unchecked(why: string, isBlocked: boolean): string {
  const then = isBlocked ? "so it is stopped" : "and lets it through (--on-error warn)";
  return `vaultlint could not check this call, ${then}: ${escapeText(why)}`;
}
