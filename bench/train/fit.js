/**
 * Logistic regression with L2 by Newton's method: deterministic, no random start. Of a vector of weights the first is the bias.
 * @typedef {{ readonly x: Float64Array, readonly y: number, readonly weight: number }} Sample
 */

/** An element that is there. @param {Float64Array | undefined} row @param {number} index */
const at = (row, index) => row?.[index] ?? 0;

/** Solves A x = b for a positive definite A by Cholesky. @param {readonly Float64Array[]} a @param {Float64Array} b */
function solve(a, b) {
  const l = a.map((row) => Float64Array.from(row));
  const n = b.length;
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      const row = l[i];
      if (!row) continue;
      let sum = at(row, j);
      for (let k = 0; k < j; k++) sum -= at(row, k) * at(l[j], k);
      row[j] = i === j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / at(l[j], j);
    }
  }
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = at(b, i);
    for (let k = 0; k < i; k++) sum -= at(l[i], k) * at(y, k);
    y[i] = sum / at(l[i], i);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = at(y, i);
    for (let k = i + 1; k < n; k++) sum -= at(l[k], i) * at(y, k);
    y[i] = sum / at(l[i], i);
  }
  return y;
}

/** The chance of a sample. @param {Float64Array} weights @param {Float64Array} x */
export function predict(weights, x) {
  let sum = at(weights, 0);
  for (let i = 0; i < x.length; i++) sum += at(weights, i + 1) * at(x, i);
  return 1 / (1 + Math.exp(-sum));
}

/** The weights that suit the samples best; `ridge` is how much a weight costs. @param {readonly Sample[]} samples @param {number} ridge */
export function fit(samples, ridge) {
  const size = (samples[0]?.x.length ?? 0) + 1;
  let weights = new Float64Array(size);
  const mean = samples.reduce((sum, { weight }) => sum + weight, 0) / samples.length;
  for (let round = 0; round < 25; round++) {
    const gradient = Float64Array.from(weights, (weight, index) => (index === 0 ? 0 : -ridge * weight));
    const hessian = Array.from({ length: size }, (_, index) => {
      const row = new Float64Array(size);
      row[index] = index === 0 ? 1e-6 : ridge;
      return row;
    });
    for (const { x, y, weight } of samples) {
      const chance = predict(weights, x);
      const scale = weight / mean;
      const curve = scale * Math.max(1e-6, chance * (1 - chance));
      const active = [0];
      for (let i = 0; i < x.length; i++) if (x[i] !== 0) active.push(i + 1);
      const valueOf = (/** @type {number} */ i) => (i === 0 ? 1 : at(x, i - 1));
      for (const i of active) {
        const xi = valueOf(i);
        gradient[i] = at(gradient, i) + scale * (y - chance) * xi;
        const row = hessian[i];
        if (row) for (const j of active) row[j] = at(row, j) + curve * xi * valueOf(j);
      }
    }
    const step = solve(hessian, gradient);
    weights = weights.map((weight, index) => weight + at(step, index));
    if (step.every((change) => Math.abs(change) < 1e-6)) break;
  }
  return weights;
}
