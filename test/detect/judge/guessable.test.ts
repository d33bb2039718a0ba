import { expect, it } from "vitest";
import { guessable } from "../../../src/detect/judge/guessable.ts";

it.each([
  "password1",
  "admin123!",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm123",
  "qwerty123",
  "poiuytrewq",
  "asdfasdf",
  "QwertyUiop!1",
  "azertyuiop",
])("everybody tries %s", (value) => {
  expect(guessable(value)).toBe(true);
});

it.each([
  "qwer",
  "1qaz2wsx",
  "QAZwsx123",
  "1q2w3e4r",
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
