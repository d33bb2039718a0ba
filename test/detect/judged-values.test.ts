// What names are given and weighs too little to be a secret is passed over by the search: only where the judge refuses it, too.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Literal } from "../../src/detect/compile/rule-literals.ts";
import { compileTables } from "../../src/detect/compile/tables.ts";
import { beforeTried, guessable, triedWords } from "../../src/detect/judge/guessable.ts";
import { placeholder } from "../../src/detect/judge/placeholder.ts";
import { search } from "../../src/detect/kernel/kernel.ts";
import { ASSIGNED } from "../../src/detect/kernel/layout.ts";
import { kindsOf } from "../../src/detect/text-kind.ts";
import { compare } from "./agreement.ts";
import { fill, seeded } from "./generate.ts";

const anchors = ["password", "token", "secret", "key", "auth", "pass"].map((text): Literal => ({
  text,
  cased: false,
  begins: "anywhere",
  condition: ASSIGNED,
}));
const image = compileTables(anchors);

/** How often the search reports a name. */
function hits(path: string, text: string): number {
  let count = 0;
  search(Buffer.from(text, "latin1"), image, kindsOf({ path, binary: false }), () => count++);
  return count;
}

describe("the search passes over", () => {
  it.each([
    ["names in a list", "a.py", 'f(["password", "create_mode"])'],
    ["names below one another", "a.py", '  "password",\n        "storage_account",\n        "call_timeout",\n'],
    ["a name with digits", "a.py", '  key="power_apparent_phase_2",\n'],
    ["a constant with digits", "a.py", '  key="CO2_QUALITY_FIELD",\n'],
    ["what is made of names", "a.py", '  key=f"{description}_{place}",\n'],
    ["an argument of a check", "a.go", 'check.That(x).Key("auth_settings_v2.0.enabled").HasValue("true")'],
    ["what is asked for", "a.go", 'idToken := strings.TrimSpace(d.Get("oidc_token").(string))\n'],
    ["what is asked for, in a call", "a.go", 'expandAuthorization(d.Get("authorization").([]any)),'],
    ["an element", "a.go", 'authTokens["identity"] = "SystemAssigned"\n'],
    ["words of a document", "a.py", "    password: SomeSecretPassword\n    state: present\n"],
    ["a call that is waited for", "a.py", "    token = await self.cloud.create_token(self.user)\n    if token:\n"],
    ["a member", "a.go", '\toutput["token"] = *input.Token\n\treturn\n'],
    ["a variable of settings", "a.tf", "  admin_password = var.admin_password\n  user = var.user\n"],
    ["an element of a loop", "a.go", "\tfor key := range id.Path {\n"],
    ["words of a document in a mapping", "a.py", "x = {key: value for key, value in items}\n"],
    ["a word that stands for a secret", "a.py", '  x_password = "example"\n'],
    ["choices", "a.py", "\n  'choices': ['pass', 'discard', 'respond'],\n"],
    ["a command of a shell", "a.ps1", "$token = New-Object -TypeName Management.Token\n"],
    ["the key of a text", "a.json", '  "password": "[%key:common::config_flow::data::password%]",\n'],
  ])("%s", (_, path, text) => {
    expect(hits(path, text)).toBe(0);
    expect(compare(path, text)).toEqual([]);
  });
});

describe("the search reports", () => {
  const random = seeded(7);
  const drawn = fill("${alnum:24}", random);

  it.each([
    ["what is drawn", "a.py", 'f(["password", "VALUE"])'],
    ["what is drawn, as a default", "a.py", 'x = os.getenv("API_TOKEN", "VALUE")\n'],
    ["what is taken otherwise", "a.ts", 'const token = read("access_token") || "VALUE";\n'],
    ["a key with a word in front", "a.py", '  api_token="acme_prod_VALUE",\n'],
    ["a string behind a word that ends with or", "a.rb", 'token = factor "VALUE"\n'],
    ["a string behind a sign", "a.ps1", '$token = $a.secret!\n"secret") or "VALUE"\n'],
    ["a password behind a user", "a.php", '  f(CURLOPT_USERPWD_PASSWORD, "user:VALUE");\n'],
  ])("%s", (_, path, text) => {
    expect(compare(path, text.replace("VALUE", drawn)).length).toBeGreaterThan(0);
  });

  it("what everybody tries", () => {
    const values = beforeTried
      .concat("")
      .flatMap((before) => ["", "_", "-", " "].map((sign) => before + sign))
      .flatMap((before) => triedWords.map((word) => before + word))
      .flatMap((value) => [value, `${value}12!`, `${value}-word`, `${value}pass`]);
    const walks = ["asdfasdf", "poiuytrewq", "qwertyuiop1", "werwer", "tretre", "rewrew!", "Zxcvbnm", "uiopoiu"];
    const tried = [...values, ...walks].filter((value) => guessable(value) && placeholder(value) === undefined);
    expect(tried.length).toBeGreaterThan(2000);
    const lines = tried.map((value) => `  f("password", "${value}")\n`);
    const text = lines.join("");
    expect(hits("a.py", text)).toBeGreaterThanOrEqual(tried.length);
  });
});

describe("search and detector agree", () => {
  const pick = (from: string) => fc.constantFrom(...from.split("|"));
  const names = pick(
    "key|Key|KEYS|keyS|.Key|--key|self.key|x_key|translation_key|api_key|private.key|presharedkey|storekey|password|new_password|db.password|user_pass|dbPass|token|access_token|secret|client_secret|credentials|basic_auth|masterauth|x_authorization|proxyuserpwd|PASSWORD_PROD|password_confirmation|checkPassword|set_password|hashedPassword|testToken",
  );
  const words = pick(
    "password|admin|letmein|sunshine|qwertyuiop|p4ss|secret|test|humidity|client_secret|MasterUsername|create_mode|discard|power_phase_2|CO2_QUALITY|hello2|v2.0.apple|tags.ENV|nxapi|value|default|x1Yq8Lw2Rt9Bn4|aBc1|hunter2|hjkqz|5f4dcc3b5aa765d61d8327deb882cf99|acme_live_9f86d081884c7d659a2f00ff|API key issued by X.|lamp river stone cloud|{a}_{b}|user:Kq8ZrT2v|[%key:a::b%]|[%x%] y|(x1Yq8)|abcdefgh==|quo|await|new",
  );
  const mixed = fc
    .array(pick("ta|re|ing|ver|con|tion|key|pass|tok|cred|user|1|42|_|-|.|A|Up|Q7|x|!|@| |/"), {
      minLength: 2,
      maxLength: 8,
    })
    .map((pieces) => pieces.join(""));
  const before = pick(' |self.|{|[|(|f(|a, |# |// |- |"|\'|`|["|{"|:|$|if |x("a", "|\'x1Yq8\' == ');
  const sign = pick('=|: |:| = | == |!=| => | := |, |,|,\n  |(| (|: \n  |["a"] = ');
  const quotes = pick('|"|\'|`|f"|b\'|\\"|g("|a.Get("|a.To(!b.Get(\'');
  const after = pick(
    ",|, |)|]|}|;|:|\n|\n\n|\n  - a|\n  \"|\n  'x1Yq8Lw2Rt9Bn4'| + \"x1Yq8Lw2Rt9Bn4\"| \"x1Yq8Lw2Rt9Bn4\"|, \"x1Yq8Lw2Rt9Bn4\"|, b'x1Yq8Lw2Rt9Bn4'|,\n      'x1Yq8Lw2Rt9Bn4'|) or 'x1Yq8Lw2Rt9Bn4'|).unwrap_or('x1Yq8Lw2Rt9Bn4')|: 'x1Yq8Lw2Rt9Bn4'| => 'x1Yq8Lw2Rt9Bn4'|, \"value\": \"x1Yq8Lw2Rt9Bn4\"|\n= 'x1Yq8Lw2Rt9Bn4'|=x1Yq8Lw2Rt9Bn4",
  );
  const line = fc
    .tuple(before, names, sign, quotes, fc.oneof(words, mixed), after)
    .map(([lead, name, is, open, value, rear]) => {
      const own = /["'`]$/u.exec(lead)?.[0] ?? "";
      return `${lead}${name}${own}${is}${open}${value}${/["'`]+$/u.exec(open)?.[0] ?? ""}${rear}`;
    });
  const paths = pick(
    "a.py|a.ts|a.go|a.php|a.rb|a.yml|a.json|a.env|a.md|x.md.j2|test/a.py|docs/a.html|a.ps1|a.rs|i18n/de.json",
  );

  it("on values that are judged", () => {
    let found = 0;
    fc.assert(
      fc.property(paths, fc.array(line, { minLength: 1, maxLength: 3 }), (path, lines) => {
        found += compare(path, lines.join("\n")).length;
      }),
      { numRuns: 1000, seed: 1 },
    );
    expect(found).toBeGreaterThan(100);
  });
});
