import { describe, expect, it } from "vitest";
import { crcLayouts } from "../../../src/detect/validate/crc.ts";
import { validators } from "../../../src/detect/validate/validators.ts";
import { complete, fill, seeded } from "../generate.ts";

// For each layout the tokens that its issuer makes, up to the sum.
const tokens: readonly [checksum: string, template: string][] = [
  ["github", "ghp_${alnum:30}"],
  ["github", "ghs_${alnum:70}"],
  ["npm", "npm_${alnum:30}"],
  ["vercel", "vcp_${base64url:50}"],
  ["cloudflare", "cfut_${alnum:40}"],
  ["zuplo", "zpka_${hex:32}"],
  ["atlassian", "ATATT3xFf${base64url:180}="],
  ["atlassian", "ATBB${alnum:24}"],
  ["atlassian", "ATTA${hex:64}"],
  ["yandex-captcha", "ysc2_${alnum:40}"],
  ["grafana", "glsa_${alnum:32}"],
  ["gitlab-routable", "glpat-${base64url:40}.01.${digit:2}"],
  ["chieftools", "ctp_${alnum:30}"],
  ["apiclub", "apclb_${alnum:24}"],
  ["canva", "cnvca${base64url:43}"],
  ["cashfree", "cfsk_ma_test_${hex:32}"],
  ["cloudsmith", "csa_${hex:30}"],
  ["confluent", "cflt${base64:54}"],
  ["prefect", "pnu_${alnum:30}"],
];

/** `text` with another character of the same class at `at`. */
function changed(text: string, at: number): string {
  const character = text.charAt(at);
  const other = /[a-f\d]/u.test(character) ? (character === "1" ? "2" : "1") : character === "G" ? "H" : "G";
  return text.slice(0, at) + other + text.slice(at + 1);
}

describe("the sum at the end of a token", () => {
  it("has a template here for every layout", () => {
    expect(new Set(tokens.map(([checksum]) => checksum))).toEqual(new Set(Object.keys(crcLayouts)));
  });

  it.each(tokens)("of %s proves what the issuer made from %s, and nothing else", (checksum, template) => {
    const random = seeded(template);
    for (let round = 0; round < 20; round++) {
      const head = fill(template, random);
      const token = complete({ checksum }, `${head}\${checksum}`);
      const validate = validators[checksum];
      expect(validate?.(token, {})).toBe("valid");
      expect(validate?.(changed(token, head.length - 2), {})).toBe("invalid");
      expect(validate?.(`${token}0000000000000`, {})).not.toBe("valid");
      expect(validate?.("x", {})).toBe("unknown");
    }
  });

  // Written down once, so that a change of the arithmetic that the generator shares does not go unseen.
  it.each([
    ["github", "ghp_", "a".repeat(30), "1yLcDB"],
    ["npm", "npm_", "a".repeat(30), "1yLcDB"],
    ["vercel", "vcp_", "a".repeat(50), "1JZOsH"],
    ["cloudflare", "cfut_", "a".repeat(40), "c95b8a25"],
    ["zuplo", "zpka_", "a".repeat(32), "_cab11777"],
    ["atlassian", "ATBB", "a".repeat(24), "CE3487FD"],
    ["grafana", "glsa_", "a".repeat(32), "_b1a40a94"],
    ["gitlab-routable", "glpat-", `${"a".repeat(40)}.01.12`, "195oqaw"],
    ["yandex-captcha", "ysc2_", "a".repeat(40), "97a8d178"],
    ["prefect", "pnu_", "a".repeat(30), "1YlCdb"],
    ["cashfree", "cfsk_ma_test_", "a".repeat(32), "_cab11777"],
    ["apiclub", "apclb_", "a".repeat(24), "e6027a84"],
    ["confluent", "cflt", "a".repeat(54), "KWHF2g"],
    ["canva", "cnvca", "a".repeat(43), "4a62a16b"],
    ["cloudsmith", "csa_", "a".repeat(30), "oZCctw"],
    ["chieftools", "ctp_", "a".repeat(30), "1yLcDB"],
  ])("of %s is written as the issuer writes it", (checksum, prefix, body, sum) => {
    expect(complete({ checksum }, `${prefix}${body}\${checksum}`)).toBe(`${prefix}${body}${sum}`);
  });
});
