// Answers "what should stand here instead?" for one finding: picks the kind of place, the names, and the steps that are left.
import type { Finding, Suggestion, Verification } from "../model/finding.ts";
import { Secret } from "../model/secret.ts";
import type { SourceText } from "../model/text.ts";
import { azureVaultUri } from "../references/azure.ts";
import { envName, vaultName } from "../references/names.ts";
import { appsettings } from "./appsettings.ts";
import { elsewhere } from "./elsewhere.ts";
import { envFile } from "./env-file.ts";
import { githubActions } from "./github-actions.ts";
import { javascript } from "./javascript.ts";
import { keySuggestion } from "./key-entry.ts";
import { kubernetes } from "./kubernetes.ts";
import type { Answer, Place, Wanted } from "./place.ts";
import { stepsOf } from "./steps.ts";
import { utf8 } from "../model/slice.ts";

/** The first that matches answers. */
const places: readonly Place[] = [envFile, appsettings, githubActions, kubernetes, javascript, ...elsewhere];

export interface SuggesterOptions {
  /** Azure vault for references: its name, `azure:NAME` or address. Where none is named, the one that holds the value. */
  readonly targetVault?: string;
}

export interface Suggester {
  /** What should stand in place of the finding; nothing where there is nothing to replace. */
  suggest(
    text: SourceText,
    finding: Finding,
    verification: Verification,
  ): Suggestion | undefined | Promise<Suggestion | undefined>;
}

/** Names that say nothing of the secret; with them the rule names it. */
const unspecific = /^(?:value|default|data|key|secret|token|password|pass|pwd|text|content|authorization|auth)$/iu;

/** How the language of the file writes a value, as against another form of it. */
const spellings = new Set<string | undefined>([undefined, "json", "shell"]);

function entryOf(verification: Verification): { name: string; uri: string } | undefined {
  return verification.state === "in-vault" || verification.state === "same-name" ? verification : undefined;
}

/** Of these rules the end of the id says how the secret is written, not what it is. */
const bySpelling = /^(?:private-key|url|connection-string)\//u;

/** `storage-key` of `azure/storage-key`, when the file gives the value no name. */
function nameOf({ name, ruleId }: Finding): string {
  const slash = ruleId.lastIndexOf("/");
  const fromRule = bySpelling.test(ruleId) ? ruleId.slice(0, slash) : ruleId.slice(slash + 1);
  if (name === undefined || envName(name) === undefined) return fromRule;
  return unspecific.test(name) && !ruleId.startsWith("generic/") ? fromRule : name;
}

function azureVault(targetVault: string | undefined, entry: { uri: string } | undefined): Wanted["azure"] {
  const named = targetVault ?? entry?.uri;
  const uri = named === undefined ? undefined : azureVaultUri(named);
  return uri === undefined ? undefined : { uri, name: new URL(uri).hostname.split(".")[0] ?? "" };
}

/** Text of ours that goes into files and terminals never holds the value: a name could. */
function holdsValue({ use, fedBy, edits, then }: Suggestion, value: string, { secret }: Finding): boolean {
  // Most values stand in the text as they are.
  const isBuilt = !secret.equals(new Secret(value));
  const isIn = (text: string): boolean =>
    text.includes(value) || (isBuilt && secret.isIn(Buffer.from(text), { whole: false }));
  return isIn(use) || isIn(fedBy ?? "") || then.some(isIn) || edits.some(({ newText }) => isIn(newText));
}

/** What a place answered, with the steps that are the same everywhere. */
function suggestionOf(wanted: Wanted, { syntax }: Place, answer: Answer): Suggestion {
  const { use, fedBy, edits } = answer;
  return {
    syntax,
    use,
    ...(fedBy !== undefined && { fedBy }),
    // An edit could break the text that is encoded here, and archives are not written.
    edits: wanted.finding.encoding === undefined && !wanted.text.archive ? edits : [],
    then: stepsOf(wanted, answer),
  };
}

/** Makes a suggester. */
export function createSuggester(options: SuggesterOptions): Suggester {
  /** The findings of a text come one after the other. */
  let last: { readonly text: SourceText; readonly place: Place | undefined } | undefined;
  const placeOf = (text: SourceText): Place | undefined => {
    if (last?.text !== text) last = { text, place: places.find(({ matches }) => matches(text)) };
    return last.place;
  };
  const wantedOf = (text: SourceText, finding: Finding, verification: Verification): Wanted => {
    const entry = entryOf(verification);
    const named = entry?.name ?? nameOf(finding);
    const kept = entry?.name;
    const secretName = vaultName(kept ?? "") === kept?.toLowerCase() ? kept : vaultName(named);
    const azure = azureVault(options.targetVault, entry);
    return {
      text,
      finding,
      verification,
      secretName,
      variable: envName(named) ?? "SECRET",
      ...(azure && { azure }),
      asIs:
        finding.encoding === undefined && (verification.state !== "in-vault" || spellings.has(verification.encoding)),
    };
  };
  return {
    suggest(text, finding, verification) {
      if (text.binary || finding.holdsValue === false) return undefined;
      const safe = (suggestion: Suggestion): Suggestion | undefined => {
        const value = utf8(text.bytes, finding.span.start, finding.span.end);
        return holdsValue(suggestion, value, finding) ? undefined : suggestion;
      };
      if ((verification.state === "in-vault" || verification.state === "same-name") && verification.kind !== "secret")
        return safe(keySuggestion(wantedOf(text, finding, verification), verification));
      const place = placeOf(text);
      if (!place) return undefined;
      const wanted = wantedOf(text, finding, verification);
      const given = (answer: Answer | undefined): Suggestion | undefined =>
        answer && safe(suggestionOf(wanted, place, answer));
      const answer = place.suggest(wanted);
      return answer instanceof Promise ? answer.then(given) : given(answer);
    },
  };
}
