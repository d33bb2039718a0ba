import type { Judged } from "../../model/candidate.ts";
import type { Confidence } from "../../model/severity.ts";
import type { Evidence } from "./evidence.ts";
import { Facts } from "./facts.ts";
import { features, placeOf, places } from "./features.ts";
import { leastSum, thresholds } from "./thresholds.ts";
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

const mostReasons = 4;

/**
 * Values of all features, in their order.
 * @public The training script reads it.
 */
export function featureVector(evidence: Evidence): Float64Array {
  const facts = new Facts(evidence);
  return Float64Array.from(features, ({ of }) => of(facts));
}

/** What each feature adds to the sum. */
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

/** A feature that counts, where `parts` says what it adds. */
interface Weighed {
  readonly index: number;
  readonly weight: number;
  readonly of: (facts: Facts) => number;
}

/** One whose answer costs much. */
interface Costly extends Weighed {
  /** The most that it adds, where that depends on the value. */
  readonly most: ((facts: Facts) => number) | undefined;
  /** The same where it does not. */
  readonly limit: number;
}

const weighed = features.flatMap((feature, index) => {
  const weight = vector[index] ?? 0;
  return weight === 0 ? [] : [{ feature, index, weight, of: feature.of }];
});
const ofPlace: readonly Weighed[] = weighed.filter(({ feature }) => feature.isPlace);
const ofCharacters: readonly Weighed[] = weighed.filter(({ feature }) => !feature.isPlace && !feature.isCostly);
/** What says much comes first: it spares the rest. */
const costly: readonly Costly[] = weighed
  .filter(({ feature }) => feature.isCostly)
  .map(({ feature: { most }, index, weight, of }) =>
    weight > 0 && most
      ? { index, weight, of, most, limit: 0 }
      : { index, weight, of, most: undefined, limit: Math.max(0, weight) },
  )
  .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
const bounded = costly.filter(({ most }) => most);
const limits = costly.reduce((sum, { limit }) => sum + limit, 0);

function mostOf({ most, weight, limit }: Costly, facts: Facts): number {
  return most ? weight * most(facts) : limit;
}

/** What a feature adds, which it notes. */
function weighOne({ index, weight, of }: Weighed, facts: Facts): number {
  return (parts[index] = weight * of(facts));
}

/** What the features of a place add together: few places occur, and each again and again. NaN where it was not asked for. */
const placeSums = new Float64Array(places).fill(Number.NaN);

function placeSum(facts: Facts): number {
  const number = placeOf(facts.evidence);
  const known = placeSums[number] ?? 0;
  if (!Number.isNaN(known)) return known;
  return (placeSums[number] = ofPlace.reduce((sum, { weight, of }) => sum + weight * of(facts), 0));
}

/**
 * Fills `parts`; false where the value cannot be a secret, whatever the features say that were not asked. The cheap ones come first,
 * since most values are none. By index: a scan runs this too rarely for iterators to be optimized away, and they would take as long as
 * the features do.
 */
function weigh(facts: Facts): boolean {
  let most = bias + placeSum(facts) + limits;
  for (let i = 0, one = ofCharacters[0]; one; one = ofCharacters[++i]) most += weighOne(one, facts);
  for (let i = 0, one = bounded[0]; one; one = bounded[++i]) most += mostOf(one, facts);
  if (most < leastSum && !facts.isChosen) return false;
  for (let i = 0, one = costly[0]; one; one = costly[++i]) {
    most += weighOne(one, facts) - mostOf(one, facts);
    if (most < leastSum && !facts.isChosen) return false;
  }
  for (let i = 0, one = ofPlace[0]; one; one = ofPlace[++i]) weighOne(one, facts);
  return true;
}

/** What says most, told in the order of the features: which of them says more is a matter of the value, by which a guess could be told from others. */
function reasonsOf(sums: Float64Array): string[] {
  const strongest: number[] = [];
  for (let index = 0; index < sums.length; index++) {
    const size = Math.abs(sums[index] ?? 0);
    if (size === 0) continue;
    let place = strongest.length;
    while (place > 0 && Math.abs(sums[strongest[place - 1] ?? 0] ?? 0) < size) place--;
    if (place < mostReasons) strongest.splice(place, 0, index);
    if (strongest.length > mostReasons) strongest.pop();
  }
  const reasons = strongest
    .sort((a, b) => a - b)
    .map((index) => `${(sums[index] ?? 0) < 0 ? "but " : ""}${features[index]?.phrase ?? ""}`);
  return [...new Set(reasons)];
}

/**
 * How sure it is that a value is a secret, by logistic regression over many weak signals. Nothing where it is none. With `explain`,
 * the signals come along.
 */
export function judge(evidence: Evidence, explain = false): Judgement | undefined {
  // Of nothing there are no shares.
  if (evidence.value === "") return undefined;
  const facts = new Facts(evidence);
  if (!weigh(facts)) return undefined;
  const sum = parts.reduce((total, part) => total + part, bias);
  const chance = 1 / (1 + Math.exp(-sum));
  // A password that everybody tries is one that somebody may have set: worth a look, never sure. So is a phrase.
  if (chance < thresholds.low && !facts.isChosen) return undefined;
  const { isDoubtful } = facts;
  const medium = isDoubtful ? thresholds.doubtful : evidence.file.test ? thresholds.inTest : thresholds.medium;
  const sure: Confidence = chance >= thresholds.high ? "high" : chance >= medium ? "medium" : "low";
  const confidence = facts.isComposed ? "medium" : facts.guessable || facts.isLabel ? "low" : sure;
  return { confidence, reasons: reasonsOf(parts), ...(explain && { judged: judgedBy(chance) }) };
}
