import fc from "fast-check";
import { expect, it } from "vitest";
import { charactersOf } from "../../../src/detect/judge/characters.ts";
import { placeholder } from "../../../src/detect/judge/placeholder.ts";
import { guardedShapes } from "../../../src/detect/judge/shape.ts";

// What the shapes are made of, so that drawn values match some of them.
const pieces = fc.oneof(
  fc.constantFrom(...Array.from("./\\:-=@$#[](){}<>&%,_+*!?'\" \t\n0123456789aAzZéÿ\u00a0\u2028K")),
  fc.constantFrom(
    ...[
      "2024-01-02",
      "v1",
      "https://a",
      "C:\\",
      "a/b",
      ".json",
      "me@example.com",
      "a.b",
      "::",
      "->",
      "fn(",
      "=>",
      "new ",
      "return",
      ")",
    ],
    ...[
      "sha256",
      "hmac-sha1",
      "aes-256-cbc:0:izBpxujqC1YbzpCB",
      '{"value":"x","salt":',
      `##${"0a".repeat(16)}`,
      "M15 6a1.54 1.54 0 01",
      "enc{ab}",
      `0x${"0a".repeat(20)}`,
      "[a-z]+",
      "\\d{",
      "\\x01",
      "\\xc2",
      "<b",
      "&amp;",
      "\\n ",
      "  ",
      "#id",
      "arn:",
      "-1.2.3",
      "projects/",
      "Signature=",
      "ANT_JAR",
      "ssh-rsa ",
      "ssh-rsa,ssh-ed25519",
      "=?utf-8?B?",
    ],
    ...[
      "net.iface-id.0",
      "vers=3",
      `1.3-${"0a".repeat(16)}`,
      "utf-16be",
      "!encrypted/pkcs1",
      `5f2c$${"0a".repeat(16)}`,
    ],
    ...["0x1f", "1.5", "[{", "[i]", "some words", "Grüße", "function", "md5"],
    ...[
      "{SSHA}a",
      `$P$${"Bx4/".repeat(4)}`,
      "CRAM-MD5",
      "$Id$",
      ".q(",
      "ssh-rsa",
      "*-*-os2*",
      "Jan 1",
      "HIGH:!MD5",
      "UUID=",
      "5/m/ip",
      "0d e8 21 50 a5 d3 af 8e 1f",
      "NextPart_0",
      "VARCHAR(40)",
      `${"Bx4/".repeat(4)}||${"Bx4/".repeat(4)}`,
      "HOTP0001",
      "HS256",
      "ed25519",
      "rfc2759",
      "s0_0_0_0_0_0_0",
      "Negotiate YIIJvwYG",
      "a[i]",
    ],
  ),
);
const values = fc.array(pieces, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(""));

it("a guard lets every value pass that its pattern matches", () => {
  const seen = new Set<RegExp>();
  fc.assert(
    fc.property(values, (value) => {
      const characters = charactersOf(value);
      for (const { pattern, needs } of guardedShapes) {
        if (!pattern.test(value)) continue;
        seen.add(pattern);
        expect(characters & needs, `${String(pattern)} on ${JSON.stringify(value)}`).not.toBe(0);
      }
    }),
    { numRuns: 4000, seed: 1 },
  );
  expect(guardedShapes.filter(({ pattern }) => !seen.has(pattern)).map(({ pattern }) => String(pattern))).toEqual([]);
});

it.each(["aaaa", "abababab", "\u{1f511}\u{1f511}\u{1f511}\u{1f511}", "\u{1f511}\u{1f512}".repeat(4)])(
  "one or two characters repeated are a placeholder: %s",
  (value) => {
    expect(placeholder(value)).toBe("one character repeated");
  },
);

it.each(["abcabcabc", "abab", "\u{1f511}\u{1f512}\u{1f513}".repeat(3)])("others are none: %s", (value) => {
  expect(placeholder(value)).toBeUndefined();
});
