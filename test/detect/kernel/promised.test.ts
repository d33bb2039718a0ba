// Names that promise no secret are not reported: only those of which the judge says the same.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileTables } from "../../../src/detect/compile/tables.ts";
import { isOtherWord } from "../../../src/detect/generic/name-at.ts";
import { genericAnchors } from "../../../src/detect/generic/generic.ts";
import {
  aboutSecret,
  accountEnds,
  accounts,
  gluedToKey,
  keyQualifier,
  notSecretAny,
  notSecretFirst,
  otherKeys,
  passwordEnds,
  passwordWords,
  secretName,
  tails,
  tokenEnds,
  tokenWords,
} from "../../../src/detect/judge/names.ts";
import { search } from "../../../src/detect/kernel/kernel.ts";
import { ASSIGNED, IN_TEXT } from "../../../src/detect/kernel/layout.ts";
import { compare } from "../agreement.ts";

const value = "x1Yq8Lw2Rt9Bn4zK";
const tables = compileTables(
  genericAnchors.map((text) => ({ text, cased: false, begins: "anywhere", condition: ASSIGNED })),
);

function isReported(name: string): boolean {
  let hits = 0;
  search(Buffer.from(`${name} = "${value}"`), tables, IN_TEXT, () => hits++);
  return hits > 0;
}

/** What generic/generic.ts says of a name, besides how it keeps the answers. */
function promises(name: string): boolean {
  return secretName(name) !== undefined || /^(?:.*[.$-])?(?<!socket-)keys?$/iu.test(name);
}

/** A word in it makes the search look at the name. */
function isLookedAt(name: string): boolean {
  const line = Buffer.from(`${name} = "`);
  const text = line.toString().toLowerCase();
  return genericAnchors.some((anchor) => {
    for (let at = text.indexOf(anchor); at >= 0 && at < name.length; at = text.indexOf(anchor, at + 1))
      if (!isOtherWord(line, at)) return true;
    return false;
  });
}

describe("the kernel reports no name", () => {
  it.each([
    [
      "with another word behind that of the secret",
      "bypass_validation reauth_successful auth_enabled keyVaultUri authParams",
    ],
    ["that ends with letters of such words only", "bypass mkey get_mkey disable_password_authentication knxkeys"],
    ["of a key that opens nothing", "cache_key primary_keys parentKey ROW_KEY Key1 key_2 .AtMapKey"],
    ["that asks or tells something", "has_password isSecret forgotPassword enable_token"],
    ["of what is for everybody", "public_token sync_key next.page.token encryptedPassword"],
    ["with a number in front of its tail", "password_2_prod auth_settings_v2.0.apple_v2"],
  ])("%s", (_, names) => {
    for (const name of names.split(" ")) {
      expect(promises(name), name).toBe(false);
      expect(isReported(name), name).toBe(false);
    }
  });

  it("but one that promises a secret", () => {
    const names =
      "password passwords1 dbPassword_prod_2 REDISPASS requirepass pass pw pwd2 user_pw api_token tokens2 TOKEN_V2 creds db_creds jwt " +
      "pepper psk apikey appinsightsKey MyStoragekey1 key keys api.keys public-key $cache.key widget_key my_keys2_key api_keys auth_key " +
      "nonce_salt pass_phrase passWord WEATHER_API http_auth Authorization sessid php_sessid secret_key_base oldPasswordValue";
    for (const name of names.split(" ")) expect([promises(name), isReported(name)], name).toEqual([true, true]);
  });
});

describe("a name that promises a secret is reported", () => {
  const all = (list: string): readonly string[] => list.split("|");
  const secrets = [
    ...all(passwordEnds),
    ...all(passwordWords),
    ...all(tokenEnds),
    ...all(tokenWords),
    ...all(accounts).flatMap((account) => all(accountEnds).map((end) => account + end)),
    ...all(gluedToKey).map((what) => `${what}key`),
    ..."key keys tokens passwords credentials psk sid sessid sessionid api auth authorization salt".split(" "),
  ];
  const others = [
    ...[...aboutSecret, ...otherKeys, ...notSecretFirst, ...notSecretAny, ...tails, ...keyQualifier],
    ..."phrase word pass nonce logged in secure csrf captcha site gss krb5 x widget v2 b64 2 12 keyboard instrumentations".split(
      " ",
    ),
  ];
  const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
  const style = fc.constantFrom<(words: readonly string[]) => string>(
    (words) => words.join("_"),
    (words) => words.join("-"),
    (words) => words.join("."),
    (words) => words.join("_").toUpperCase(),
    (words) => words.map(capital).join(""),
    (words) => words.map((word, at) => (at === 0 ? word : capital(word))).join(""),
    (words) => words.join(""),
    (words) => words.map((word, at) => (at % 2 === 0 ? word.toUpperCase() : word)).join(""),
  );
  const change = fc.constantFrom<(word: string) => string>(
    ...Array.from({ length: 6 }, () => (word: string) => word),
    (word) => `${word}s`,
    (word) => `${word}7`,
    (word) => `${word}2024`,
    (word) => `x${word}`,
  );
  const secret = fc.constantFrom(...secrets);
  const word = fc.tuple(fc.oneof(fc.constantFrom(...others), secret), change).map(([each, how]) => how(each));
  const parts = fc.oneof(
    fc.array(word, { minLength: 1, maxLength: 4 }),
    fc
      .tuple(
        fc.array(word, { maxLength: 2 }),
        secret,
        fc.array(fc.constantFrom(...tails, "v2", "a", "3"), { maxLength: 2 }),
      )
      .map(([before, of, behind]) => [...before, of, ...behind]),
  );
  const name = fc
    .tuple(
      fc.constantFrom("", "", "", "", "--", "$", "_", "app."),
      style,
      parts,
      fc.constantFrom("", "", "", "", "_2", "12", "_"),
    )
    .map(([lead, join, words, rear]) => `${lead}${join(words)}${rear}`)
    .filter((each) => each.length <= 60);

  it("whatever its words, and however they are joined", () => {
    let promised = 0;
    let refused = 0;
    fc.assert(
      fc.property(name, (each) => {
        const is = promises(each.replace(/^[-.]+/u, ""));
        if (is && isLookedAt(each)) {
          promised++;
          expect(isReported(each), each).toBe(true);
        } else if (!is && isLookedAt(each) && !isReported(each)) refused++;
      }),
      { numRuns: 20_000, seed: 1 },
    );
    expect(promised).toBeGreaterThan(5000);
    expect(refused).toBeGreaterThan(3000);
  });

  it("and what it is given is found as by the detector alone", () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(name, { minLength: 10, maxLength: 10 }), (names) => {
        found += compare("a.py", names.map((each) => `${each} = "${value}"\n`).join("")).length;
      }),
      { numRuns: 300, seed: 1 },
    );
    expect(found).toBeGreaterThan(300);
  });
});
