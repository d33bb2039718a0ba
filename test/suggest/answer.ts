// Asks for a suggestion as the scan does, over a text in which the value stands between « and ».
import { place } from "../../src/place.ts";
import type { Candidate } from "../../src/model/candidate.ts";
import type { Suggestion, Verification } from "../../src/model/finding.ts";
import { Secret } from "../../src/model/secret.ts";
import { applyEdits } from "../../src/suggest/apply.ts";
import { createSuggester } from "../../src/suggest/suggest.ts";
import type { SourceText } from "../../src/model/text.ts";

export const entry: Verification = {
  state: "in-vault",
  vault: "dev.vault.json",
  uri: "file:./dev.vault.json",
  kind: "secret",
  name: "db-password",
  version: "1",
  standing: "current",
};

export interface Question {
  readonly path: string;
  readonly text: string;
  readonly name?: string;
  readonly ruleId?: string;
  readonly verification?: Verification;
  readonly azureVault?: string;
  /** The value between the marks is only built from what stands there. */
  readonly built?: boolean;
}

export interface Answered {
  readonly suggestion: Suggestion | undefined;
  /** The text once every edit is made; nothing where there is none. */
  readonly after: string | undefined;
}

export function sourceText(path: string, bytes: Buffer): SourceText {
  return { path, bytes, binary: false, encoding: "utf-8" };
}

/** One answer for each pair of marks, and the text with the edits of all of them. */
export async function askAll(question: Question): Promise<{ suggestions: (Suggestion | undefined)[]; after: string }> {
  const { name, ruleId = "generic/secret", verification = entry, azureVault } = question;
  const parts = question.text.split(/[«»]/u);
  const bytes = Buffer.from(parts.join(""));
  const candidates: Candidate[] = [];
  let at = 0;
  parts.forEach((part, index) => {
    const length = Buffer.byteLength(part);
    if (index % 2 === 1)
      candidates.push({
        ruleId,
        kind: "generic",
        span: { start: at, end: at + length },
        severity: "high",
        confidence: "high",
        ...(name !== undefined && { name }),
        ...(question.built === true && { built: new Secret("what stands there makes this") }),
        reasons: [],
        also: [],
      });
    at += length;
  });
  const text = sourceText(question.path, bytes);
  const suggester = createSuggester(azureVault === undefined ? {} : { targetVault: azureVault });
  const findings = place(
    text,
    candidates.map((candidate) => ({ candidate, verification })),
    () => undefined,
  );
  const suggestions: (Suggestion | undefined)[] = [];
  for (const finding of findings) suggestions.push(await suggester.suggest(text, finding, finding.verification));
  const edits = suggestions.flatMap((suggestion) => suggestion?.edits ?? []);
  return { suggestions, after: applyEdits(bytes, edits)?.toString("utf8") ?? "the edits overlap" };
}

/** The answer for the one value in the text. */
export async function ask(question: Question): Promise<Answered> {
  const { suggestions, after } = await askAll(question);
  const [suggestion] = suggestions;
  return { suggestion, after: (suggestion?.edits.length ?? 0) > 0 ? after : undefined };
}
