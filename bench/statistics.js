// What the benchmarks compute from their measurements.

/** The middle one; of an even number of values the mean of the two in the middle. @param {readonly number[]} values */
export function median(values) {
  if (values.length === 0) throw new Error("There is no median of no values.");
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** @typedef {readonly [x: number, y: number]} Point */

/** The line that lies closest to all points (least squares). @param {readonly Point[]} points */
export function line(points) {
  const count = points.length;
  if (count < 2) throw new Error("A line needs two points.");
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / count;
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  if (spread === 0) throw new Error("A line needs two different places.");
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
  return { slope, start: meanY - slope * meanX };
}

/** With which power of x the points grow: 1 is in proportion, 2 is with the square. @param {readonly Point[]} points */
export function growth(points) {
  return line(points.map(([x, y]) => [Math.log(x), Math.log(y)])).slope;
}

/** `0.42x`, with the digits that can be trusted. @param {number} value @param {number} to */
export function ratio(value, to) {
  const times = value / to;
  return `${times.toFixed(times < 10 ? 2 : times < 100 ? 1 : 0)}x`;
}

/** @param {number} value */
export function seconds(value) {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}
