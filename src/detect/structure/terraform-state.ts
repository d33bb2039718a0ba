/** What Terraform keeps of resources that are secrets, in its state and in plans as JSON: the type says so, the key is called `result` or `value`. */
import { genericRules } from "../generic/generic.ts";
import type { Span } from "../../model/text.ts";
import { objectEdge } from "./object.ts";
import { judged, type Sighting, type TextContext, type TextDetector } from "./text-detector.ts";
import { sightingOf, windowAt } from "./window.ts";
import type { SourceText } from "../../model/text.ts";

const reach = 8000;
const mostInstances = 100;

interface Kind {
  /** The attribute that is secret. Others, as a hash of it, are not. */
  readonly attribute: string;
  /** What else the resource must hold. */
  readonly only?: RegExp;
  readonly isPassword: boolean;
}

/** Resources by their type. */
const kinds: Readonly<Record<string, Kind>> = {
  random_password: { attribute: "result", isPassword: true },
  azurerm_key_vault_secret: { attribute: "value", isPassword: false },
  azuread_application_password: { attribute: "value", isPassword: false },
  azuread_service_principal_password: { attribute: "value", isPassword: false },
  // Only this type of Amazon's parameters is encrypted.
  aws_ssm_parameter: { attribute: "value", only: /"type"\s{0,4}:\s{0,4}"SecureString"/u, isPassword: false },
};

const typeBefore = /"type"\s{0,4}:\s{0,4}$/u;

/** Offsets of the values of the attribute in the object. */
function valuesIn(object: string, attribute: string): Span[] {
  const pattern = new RegExp(String.raw`"${attribute}"\s{0,4}:\s{0,4}"(?<value>(?:[^"\\\n]|\\.){1,400})"`, "gu");
  return [...object.matchAll(pattern)].slice(0, mostInstances).map(({ index, 0: whole, groups }) => {
    const end = index + whole.length - 1;
    return { start: end - (groups?.["value"] ?? "").length, end };
  });
}

/** The secrets of all instances of the resource whose type stands at `at`. */
function* sightings(source: SourceText, at: number, context: TextContext): Generator<Sighting, undefined> {
  if (!typeBefore.test(source.bytes.toString("latin1", Math.max(0, at - 16), at))) return undefined;
  const window = windowAt(source, at, reach, reach);
  const { text } = window;
  const type = text.slice(window.at + 1, text.indexOf('"', window.at + 1));
  const kind = kinds[type];
  if (!kind) return undefined;
  const open = objectEdge(text, window.at, -1);
  const object = text.slice(open, objectEdge(text, window.at, 1));
  if (kind.only?.test(object) === false) return undefined;
  for (const { start, end } of valuesIn(object, kind.attribute)) {
    const sighting = sightingOf(
      window,
      {
        ruleId: kind.isPassword ? "generic/password" : "generic/secret",
        start: open + start,
        end: open + end,
        name: kind.isPassword ? "password" : "secret",
        nameKind: kind.isPassword ? "password" : "token",
        syntax: "colon",
        quoted: true,
        reason: "a secret in the state of Terraform",
      },
      context,
    );
    if (sighting) yield { ...sighting, sure: kind.isPassword };
  }
  return undefined;
}

export const terraformStateDetector: TextDetector = judged(
  genericRules,
  Object.keys(kinds).map((type) => `"${type}"`),
  (source, at, context) => sightings(source, at, context).next().value,
  { others: (source, at, context) => [...sightings(source, at, context)] },
);
