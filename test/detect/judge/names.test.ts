import { expect, it } from "vitest";
import { secretName } from "../../../src/detect/judge/names.ts";

it.each([
  ["password", "password_12", "password"],
  ["apiToken", "apiToken-2024", "token"],
  ["AUTH_KEY", "AUTH_KEY_7", "key"],
  ["author", "author_3", undefined],
] as const)("the number behind %s says nothing", (name, numbered, kind) => {
  expect(secretName(name)).toBe(kind);
  expect(secretName(numbered)).toBe(kind);
});

it("but for a name that is known as a whole", () => {
  expect(secretName("auth_salt")).toBe("key");
  expect(secretName("auth_salt_1")).toBeUndefined();
  expect(secretName("2")).toBeUndefined();
});
