// Workflows read repository secrets with an expression, at the keys where GitHub offers the `secrets` context.
// https://docs.github.com/actions/reference/workflows-and-actions/contexts#context-availability
import { githubSecret } from "../references/github.ts";
import { githubName } from "../references/names.ts";
import type { Answer, Place, Wanted } from "./place.ts";
import { positionsOf } from "./positions.ts";
import { yamlScalarAt, type YamlScalar } from "./yaml-scalar.ts";

/** Keys at which an expression may name a secret; `+` stands for any names below. */
const offered: readonly RegExp[] = [
  /^env\.[^.]+$/u,
  /^jobs\.[^.]+\.env\.[^.]+$/u,
  /^jobs\.[^.]+\.secrets\.[^.]+$/u,
  /^jobs\.[^.]+\.container\.(?:env|credentials)\.[^.]+$/u,
  /^jobs\.[^.]+\.services\.[^.]+\.(?:env|credentials)\.[^.]+$/u,
  /^jobs\.[^.]+\.steps\.\*\.(?:env|with)\.[^.]+$/u,
  /^jobs\.[^.]+\.steps\.\*\.run$/u,
];

/** How the expression is written so that the scalar around it stays one scalar; nothing where it cannot be. */
function written(scalar: YamlScalar, start: number, end: number, reference: string): string | undefined {
  if (scalar.style === "plain" && scalar.inFlow) {
    // Braces end a plain scalar there.
    return start === scalar.start && end === scalar.end ? `"${reference}"` : undefined;
  }
  return reference;
}

async function suggest({ text, finding, variable, asIs, azure, secretName }: Wanted): Promise<Answer | undefined> {
  const name = githubName(variable);
  if (name === undefined) return undefined;
  const reference = githubSecret(name);
  const fedBy = azure
    ? `az keyvault secret show --vault-name ${azure.name} --name ${secretName} --query value --output tsv | gh secret set ${name}`
    : `gh secret set ${name}`;
  const positions = positionsOf(text);
  const start = positions?.index(finding.span.start) ?? 0;
  const end = positions?.index(finding.span.end) ?? 0;
  const scalar = positions && (await yamlScalarAt(positions, start));
  const fits =
    asIs &&
    scalar !== undefined &&
    scalar.start <= start &&
    end <= scalar.end &&
    offered.some((key) => key.test(scalar.path.map((part) => part.replaceAll(".", "_")).join(".")));
  const newText = fits ? written(scalar, start, end, reference) : undefined;
  return { use: reference, fedBy, edits: newText === undefined ? [] : [{ span: finding.span, newText }], reader: null };
}

export const githubActions: Place = {
  syntax: "github-actions",
  matches: ({ path }) => /(?:^|\/)\.github\/workflows\/[^/]{1,200}\.ya?ml$/u.test(path),
  suggest,
};
