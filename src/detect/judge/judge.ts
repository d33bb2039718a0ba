import type { Judged } from "../../model/candidate.ts";
import type { Confidence } from "../../model/severity.ts";
import type { Evidence } from "./evidence.ts";
import { measure } from "./facts.ts";
import { features } from "./features.ts";
import weights from "./weights.json" with { type: "json" };

export interface Judgement {
  readonly confidence: Confidence;
  /** The strongest signals, noun phrases without the value. */
  readonly reasons: readonly string[];
  /** Where it was asked for. */
  readonly judged?: Judged;
}

const { bias, ...byName } = weights;
const weightOf: Readonly<Record<string, number>> = byName;
const vector = Float64Array.from(features, ({ name }) => weightOf[name] ?? 0);

/** From which probability on a candidate is reported with that confidence. */
const thresholds = { low: 0.12, medium: 0.5, high: 0.85 };
const mostReasons = 4;

/**
 * Values of all features, in their order.
 * @public The training script reads it.
 */
export function featureVector(evidence: Evidence): Float64Array {
  const facts = measure(evidence);
  return Float64Array.from(features, ({ of }) => of(facts));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/**
 * What counted, the strongest first. Strengths are told in quarters: exact ones would be a fingerprint of the value, by which a
 * guess could be confirmed.
 */
function judgedBy(chance: number, parts: Float64Array): Judged {
  const signals = features
    .map(({ name, phrase }, index) => {
      const weight = vector[index] ?? 0;
      const strength = weight === 0 ? 0 : Math.round((4 * (parts[index] ?? 0)) / weight) / 4;
      return { name, phrase, weight, contribution: rounded(weight * strength) };
    })
    .filter(({ contribution }) => contribution !== 0)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  return { score: rounded(chance), bias, signals };
}

/**
 * How sure it is that a value is a secret, by logistic regression over many weak signals. Nothing where it is none. With `explain`,
 * the signals come along.
 */
export function judge(evidence: Evidence, explain = false): Judgement | undefined {
  const facts = measure(evidence);
  const strengths = new Float64Array(features.length);
  let sum = bias;
  for (let index = 0; index < vector.length; index++) {
    const weight = vector[index] ?? 0;
    const part = weight === 0 ? 0 : weight * (features[index]?.of(facts) ?? 0);
    strengths[index] = part;
    sum += part;
  }
  const chance = 1 / (1 + Math.exp(-sum));
  // A password that everybody tries is one that somebody may have set: worth a look, never sure.
  if (chance < thresholds.low && !(facts.guessable && facts.isPassword)) return undefined;
  const sure: Confidence = chance >= thresholds.high ? "high" : chance >= thresholds.medium ? "medium" : "low";
  const confidence = facts.guessable ? "low" : sure;
  const parts = features
    .map(({ phrase }, index) => ({ phrase, part: strengths[index] ?? 0 }))
    .filter(({ part }) => part !== 0);
  parts.sort((a, b) => Math.abs(b.part) - Math.abs(a.part));
  const strongest = parts.slice(0, mostReasons).map(({ phrase, part }) => (part < 0 ? `but ${phrase}` : phrase));
  return { confidence, reasons: [...new Set(strongest)], ...(explain && { judged: judgedBy(chance, strengths) }) };
}
