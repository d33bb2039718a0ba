// Words that a name is given are passed over by the search: only where the detector refuses them, too.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare } from "./agreement.ts";

describe("the search passes over words only where the detector refuses them", () => {
  const before = [
    ..."|  |\t|self.|this.|cfg.|{|[|(|f(|a, |user, |f(a, b=1, |f(a, |(a, |const [a, |let |# |// |- |\"|'|`|[\"|['|${|:|App:|--|-|$|@|if |'x1Yq8' == |value=\"x1Yq8\" key=".split(
      "|",
    ),
    "\n",
    'value="Ab3dE9fG" ',
    "'a' + ",
  ];
  const names =
    "key keys Key KEY translation_key translationKey api_key apikey private.key shared_key presharedkey pre_shared_key a_key s3_key d key-id-key password passwd my_password self.password token TOKEN auth_tokens secret client_secret csrf_token access_key xtoken keyring monkey".split(
      " ",
    );
  const closes = ["", '"', "'", "`", '"]', "']", "]", ")", "?", "*", '\\"', ": str", " string", "[0]", '["a"]'];
  const signs = "=|: |:| = | == |!=| === | => |=>| := | := |: = ".split("|");
  const words =
    "humidity|None|none|null|str|string|True|false|password|token|secret|value|key|stored|access_token|self.x|a.b.c|AvailabilityZone|qzxwvkjhgf|hjkqz|wxyz|abc|quo|q(x)|new|await|return|const|try|my-words here|path/to: it|words and more|kubernetes.io/hostname|x1Yq8Lw2Rt9Bn4|Ab3dE9fGh1|aBc1|tr0ub4dor|hunter2|lambda|Bearer|default|or|or_x".split(
      "|",
    );
  const quotes = ["", '"', "'", "`", 'b"', 'f"', '"""', '@"', '\\"'];
  const after =
    ',|, |)|]|}|;|:| |\n|\r\n|\n\n|\n    + |\n  . |\n  "|\n  \'x1Yq8Lw2Rt9Bn4\'|\n  b"Yq8"| || \'x1Yq8Lw2Rt9Bn4\'| if a else "x1Yq8"| + "x1Yq8Lw2Rt9Bn4"| "x1Yq8Lw2Rt9Bn4"|.x|(|[|{| {| = "x1Yq8Lw2Rt9Bn4"|\n= \'x1Yq8Lw2Rt9Bn4\'| | None| # c|\n# c|\n@x|\n  next = 1|, "x1Yq8Lw2Rt9Bn4"|, value: "x1Yq8Lw2Rt9Bn4"|\nvalue: x1Yq8Lw2Rt9Bn4|\\| \\\n "x1Yq8Lw2Rt9Bn4"|&|%|=x1Yq8Lw2Rt9Bn4|-x1Yq8Lw2Rt9Bn4|x1Yq8Lw2Rt9Bn4'.split(
      "|",
    );
  const pick = (from: readonly string[]) => fc.constantFrom(...from);
  const given = fc.tuple(pick(before), pick(names), pick(closes), pick(signs), pick(quotes), pick(words), pick(after));
  const line = given.map(([lead, name, close, sign, quote, word, rear]) => {
    const own = /["'`]$/u.exec(lead)?.[0] ?? "";
    const end = /["'`]+$/u.exec(quote)?.[0] ?? "";
    return `${lead}${name}${close === "" ? own : close}${sign}${quote}${word}${end}${rear}`;
  });
  const paths = pick(["a.py", "a.ts", "a.c", "a.php", "a.pl", "a.yml", "a.json", "a.env", "a.md", "a.tmpl", "a.rb"]);

  it("on lines of any form", () => {
    let found = 0;
    fc.assert(
      fc.property(paths, fc.array(line, { minLength: 1, maxLength: 3 }), (path, lines) => {
        found += compare(path, lines.join("\n")).length;
      }),
      { numRuns: 2000 },
    );
    expect(found).toBeGreaterThan(100);
  });
});
