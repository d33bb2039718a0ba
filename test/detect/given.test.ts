// Names in code that are given nothing are passed over by the search: only where the detector reads nothing, too.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare } from "./agreement.ts";

const pick = (from: readonly string[]) => fc.constantFrom(...from);
const words = (text: string) => text.split(" ");

const names = words("key password self.password $token api_key auth_token pwd client_secret user a b.c _ err");
const leads = [
  ...words("f( [ ( { # // ' \" -- * $ x[ x['a'][ (setq #define don't, return"),
  ...["", "  ", "\t", "const ", "let [", "my ($", "for ", 'f("a", ', "x['a'] = y['b'] = ", `${"a".repeat(230)}, `],
  ...['"{0}".format(', '"x1Yq8Lw2".eq(', '{"value": "x1Yq8Lw2Rt9Bn4", "key": "'],
];
const closes = words('" \' ] "] \'] ) ") } ? :str [] [0] [a] ["a"]');
const signs = [
  ...words("= := == : => ( , += > -> .get( .getOrElse( .equals("),
  ...[" = ", " := ", ": ", " =\n", ",\n  ", " != ", ":\n    ", "):\n  ", ") {\n  "],
];
const texts = [
  ...words(
    '"x1Yq8Lw2Rt9Bn4" \'x1Yq8Lw2Rt9Bn4\' `x1Yq8Lw2Rt9Bn4` u\'x1Yq8Lw2Rt9Bn4\' "" \'b\' "it\'s" "key" @"x1Yq8Lw2Rt9Bn4"',
  ),
  ...['"""x1Yq8Lw2Rt9Bn4"""', "'\"x1Yq8Lw2Rt9Bn4\"'", '\\"x1Yq8Lw2Rt9Bn4\\"', '"x1Yq8Lw2Rt9Bn4', '"\n x1Yq8Lw2Rt9Bn4"'],
];
const calls = words(
  "f get os.environ.get params.get os.Getenv self.get_option a.getBytes GetX a.GetBytesX split a.b.join rpartition env Some f::g find_by ask queryX getter replace q",
);
const between = [" or ", " || ", " ?? ", " ?: ", " ? ", "||", " | ", ").getOrElse(", ").get("];
const { value } = fc.letrec<{ value: string }>((again) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    pick([...texts, ...names, "None", "a | b", "f(a, b)", "{}", "x1Yq8Lw2Rt9Bn4"]),
    fc
      .tuple(pick(calls), fc.array(again("value"), { minLength: 1, maxLength: 2 }))
      .map(([f, all]) => `${f}(${all.join(", ")})`),
    again("value").map((inner) => `a[${inner}]`),
    again("value").map((inner) => `{ ${inner}: 1 }`),
    fc.tuple(again("value"), pick(between), again("value")).map((all) => all.join("")),
    fc.tuple(pick(words("default= ( [ f(\n ! & []byte( [[ q(")), again("value")).map((all) => all.join("")),
  ),
}));
const commas = pick([", ", ",", ",\n", "  ,  "]);
const others = fc.array(fc.tuple(pick(names), commas), { maxLength: 3 }).map((all) => all.flat().join(""));
const behind = fc.array(fc.tuple(commas, pick(names)), { maxLength: 2 }).map((all) => all.flat().join(""));
const values = fc.array(value, { minLength: 1, maxLength: 3 }).map((all) => all.join(", "));
const rears = pick([
  "",
  "\n",
  ")",
  "]",
  "}",
  ';"',
  ', "x1Yq8Lw2Rt9Bn4"',
  ", x=1)",
  ', value: "x1Yq8Lw2Rt9Bn4"',
  "\nvalue: x1Yq8Lw2Rt9Bn4",
]);
const line = fc
  .tuple(pick(leads), others, pick(names), fc.option(pick(closes)), behind, pick(signs), values, rears)
  .map(([lead, before, name, close, after, sign, given, rear]) => {
    const own = /["']$/u.exec(lead + before)?.[0] ?? "";
    return `${lead}${before}${name}${close ?? own}${after}${sign}${given}${rear}`;
  });
const paths = pick(words("a.py a.go a.ts a.rb a.c a.php a.pl a.rs a.yml a.json a.env"));

describe("the search passes over names in code only where the detector reads nothing", () => {
  it("on lines of any form", () => {
    let found = 0;
    fc.assert(
      fc.property(paths, fc.array(line, { minLength: 1, maxLength: 3 }), (path, lines) => {
        found += compare(path, lines.join("\n")).length;
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect(found).toBeGreaterThan(200);
  });
});
