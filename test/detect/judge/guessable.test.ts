import { expect, it } from "vitest";
import { guessable } from "../../../src/detect/judge/guessable.ts";

it.each([
  "password1",
  "admin123!",
  "qwertyuiop",
  "asdfghjkl",
  "1qaz2wsx",
  "!QAZ2wsx",
  "1qaz@WSX3edc",
  "zxcvbnm123",
  "qwerty123",
  "q1w2e3r4t5",
  "1q2w3e4r",
  "poiuytrewq",
  "QwertyUiop!1",
  "azertyuiop",
])("everybody tries %s", (value) => {
  expect(guessable(value)).toBe(true);
});

it.each([
  "qwer",
  "qwertyKq8Zr",
  "tr4Wq9sdf",
  "asdKq8",
  "properties",
  "power",
  "treetop",
  "Kq8ZrT2vLx9W",
  "1234567890",
  "qaz tgb",
  "",
])("not everybody tries %s", (value) => {
  expect(guessable(value)).toBe(false);
});

it("answers at once of what goes on for long", () => {
  expect(guessable("qwertyuiop".repeat(100_000))).toBe(false);
});
