import { expect, it } from "vitest";
import { nearest } from "../../src/config/nearest.ts";

const known = ["ignore", "rules", "azure/storage-key", "aws/access-key", "failOn"];

it.each([
  ["ingore", "ignore"],
  ["Ignore", "ignore"],
  ["failon", "failOn"],
  ["rule", "rules"],
  ["azure/storage_key", "azure/storage-key"],
  ["access-key", "aws/access-key"],
  ["something", undefined],
  ["", undefined],
  ["x".repeat(100_000), undefined],
])("%s is meant to be %s", (name, expected) => {
  expect(nearest(name, known)).toBe(expected);
});
