import { describe, expect, it } from "vitest";
import { growth, line, median, ratio, seconds } from "../../bench/statistics.js";

describe("median", () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 2, 10], 3],
  ])("of %j is %d", (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it("leaves the values in their order", () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it("of nothing is an error", () => {
    expect(() => median([])).toThrow("no values");
  });
});

describe("line", () => {
  it("goes through points that lie on one", () => {
    const { slope, start } = line([
      [1, 5],
      [2, 7],
      [4, 11],
    ]);
    expect(slope).toBeCloseTo(2);
    expect(start).toBeCloseTo(3);
  });

  it("needs two different places", () => {
    expect(() => line([[1, 1]])).toThrow("two points");
    expect(() =>
      line([
        [1, 1],
        [1, 2],
      ]),
    ).toThrow("two different places");
  });
});

it("growth tells proportion from the square", () => {
  expect(growth([1, 2, 4, 8].map((x) => [x, 3 * x]))).toBeCloseTo(1);
  expect(growth([1, 2, 4, 8].map((x) => [x, 5 * x * x]))).toBeCloseTo(2);
});

it.each([
  [1, 4, "0.25x"],
  [70, 1.5, "46.7x"],
  [300, 2, "150x"],
])("%d against %d is %s", (value, to, expected) => {
  expect(ratio(value, to)).toBe(expected);
});

it.each([
  [0.4567, "0.46"],
  [45.67, "45.7"],
  [456.7, "457"],
])("%d seconds are written as %s", (value, expected) => {
  expect(seconds(value)).toBe(expected);
});
