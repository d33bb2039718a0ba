import type { Judged } from "../../model/candidate.ts";
import type { Confidence } from "../../model/severity.ts";
import type { Evidence } from "./evidence.ts";
import { type Facts, measure } from "./facts.ts";
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

/** What each feature adds to the sum. Of those that cost much 0, while the others are weighed. */
const parts = new Float64Array(features.length);

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/**
 * What counted, the strongest first. Strengths are told in quarters: exact ones would be a fingerprint of the value, by which a
 * guess could be confirmed.
 */
function judgedBy(chance: number): Judged {
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

const costs = features.map(({ most }) => most);
/** The sum of all parts that a value of the lowest confidence needs, and a little less, since sums are rounded. */
const leastSum = Math.log(thresholds.low / (1 - thresholds.low)) - 1e-6;

/** Fills `parts`; false where the value cannot be a secret, whatever the costly features say. */
function weighQuickly(facts: Facts): boolean {
  let sum = bias;
  for (let index = 0; index < vector.length; index++) {
    const weight = vector[index] ?? 0;
    const most = costs[index];
    const part = weight === 0 || most ? 0 : weight * (features[index]?.of(facts) ?? 0);
    parts[index] = part;
    sum += most && weight > 0 ? weight * most(facts) : part;
  }
  return sum >= leastSum;
}

/**
 * How sure it is that a value is a secret, by logistic regression over many weak signals. Nothing where it is none. With `explain`,
 * the signals come along.
 */
export function judge(evidence: Evidence, explain = false): Judgement | undefined {
  const facts = measure(evidence);
  const isTried = facts.guessable && facts.isPassword;
  if (!weighQuickly(facts) && !isTried) return undefined;
  let sum = bias;
  for (let index = 0; index < vector.length; index++) {
    const weight = vector[index] ?? 0;
    if (costs[index] && weight !== 0) parts[index] = weight * (features[index]?.of(facts) ?? 0);
    sum += parts[index] ?? 0;
  }
  const chance = 1 / (1 + Math.exp(-sum));
  // A password that everybody tries is one that somebody may have set: worth a look, never sure.
  if (chance < thresholds.low && !isTried) return undefined;
  const sure: Confidence = chance >= thresholds.high ? "high" : chance >= thresholds.medium ? "medium" : "low";
  const confidence = facts.guessable ? "low" : sure;
  const signals = features
    .map(({ phrase }, index) => ({ phrase, part: parts[index] ?? 0 }))
    .filter(({ part }) => part !== 0);
  signals.sort((a, b) => Math.abs(b.part) - Math.abs(a.part));
  const strongest = signals.slice(0, mostReasons).map(({ phrase, part }) => (part < 0 ? `but ${phrase}` : phrase));
  return { confidence, reasons: [...new Set(strongest)], ...(explain && { judged: judgedBy(chance) }) };
}
