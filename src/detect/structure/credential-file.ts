/** Secrets in a file whose name says what it holds. */
import type { Candidate } from "../../model/candidate.ts";
import type { SourceText } from "../../model/text.ts";
import { genericRules } from "../generic/generic.ts";
import type { CredentialFile } from "./credential-files.ts";
import { candidateOf, type TextContext } from "./text-detector.ts";
import { partsOfMatch, sightingOf, windowAt } from "./window.ts";

const mostBytes = 1_000_000;
const mostSecrets = 1000;

/** What stands there as secrets, surer than the same elsewhere. */
export function credentialsIn(source: SourceText, file: CredentialFile, context: TextContext): Candidate[] {
  const window = windowAt(source, 0, 0, mostBytes);
  const name = file.isToken ? "token" : "password";
  const found: Candidate[] = [];
  for (const match of window.text.matchAll(new RegExp(file.secret.source, file.secret.flags))) {
    const groups: Readonly<Record<string, readonly [number, number] | undefined>> = match.indices?.groups ?? {};
    for (const place of [groups["double"] ?? groups["single"] ?? groups["bare"], groups["second"]]) {
      const [start, end] = place ?? [0, 0];
      if (end === start) continue;
      const sighting = sightingOf(
        { ...window, at: start },
        {
          ruleId: file.isToken ? "generic/secret" : "generic/password",
          start,
          end,
          name,
          nameKind: name,
          syntax: "command",
          quoted: true,
          reason: "a file that programs keep credentials in",
          related: partsOfMatch(window, match),
        },
        context,
      );
      const candidate = sighting && candidateOf({ ...sighting, sure: true }, genericRules, context);
      if (candidate) found.push(candidate);
    }
    if (found.length >= mostSecrets) break;
  }
  return found;
}
