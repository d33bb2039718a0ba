/**
 * From which probability on a candidate is reported with that confidence. In the place of `medium` stands `doubtful` where the facts are,
 * and `inTest` in tests and examples, whose words are given to any name.
 */
export const thresholds = { low: 0.12, medium: 0.5, inTest: 0.6, doubtful: 0.7, high: 0.85 } as const;

/** The sum of all parts that a value of the lowest confidence needs, and a little less, since sums are rounded. */
export const leastSum: number = Math.log(thresholds.low / (1 - thresholds.low)) - 1e-6;
