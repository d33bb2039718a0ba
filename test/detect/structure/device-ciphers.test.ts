import { describe, expect, it } from "vitest";
import { plainOfNine, plainOfSeven } from "../../../src/detect/structure/device-ciphers.ts";
import { seeded } from "../generate.ts";
import { hiddenByNine, hiddenBySeven } from "./hidden.ts";

describe("what devices hide", () => {
  it.each([
    // https://pypi.org/project/juniper9-crypt/, and what every text on type 7 shows.
    ["$9$FNkC3/t1IcevLuOWx", plainOfNine, "hello"],
    ["$9$o1aGiPfz/Cuk.tO", plainOfNine, "hello"],
    ["$9$LbHX-wg4Z", plainOfNine, "lc"],
    ["070C285F4D06", plainOfSeven, "cisco"],
    ["0822455D0A16", plainOfSeven, "cisco"],
  ])("is read from the published example %s", (value, plainOf, plain) => {
    expect(plainOf(value)).toBe(plain);
  });

  it("is read whatever the letter or offset that it begins with", () => {
    for (let offset = 0; offset < 16; offset++)
      expect(plainOfSeven(hiddenBySeven("Orders 2026!", offset))).toBe("Orders 2026!");
    expect(plainOfNine(hiddenByNine("Orders 2026! ~{}"))).toBe("Orders 2026! ~{}");
  });

  it("is nothing in what only looks like it", () => {
    const random = seeded("nine");
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./-";
    const values = Array.from(
      { length: 500 },
      () => `$9$${Array.from({ length: 24 }, () => alphabet[Math.floor(random() * 65)] ?? "").join("")}`,
    );
    expect(values.filter((value) => plainOfNine(value) !== undefined).length).toBeLessThan(5);
    for (const value of ["", "$9$", "$9$Q", "$1$Qabc", "$9$ä", "$9$LbHX-wg4"])
      expect(plainOfNine(value)).toBeUndefined();
    for (const value of ["", "07", "0701", "07010203040", "99010203040506", "07ffffffffff"])
      expect(plainOfSeven(value)).toBeUndefined();
  });
});
