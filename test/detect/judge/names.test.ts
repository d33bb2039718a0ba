import fc from "fast-check";
import { expect, it } from "vitest";
import { nameEnds } from "../../../src/detect/judge/name-ends.ts";
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

it.each([
  ["DB_PASSWORD_PROD", "password"],
  ["secret_key_base", "key"],
  ["tokenV2", "token"],
  ["pass_phrase", "password"],
  ["passWord", "password"],
  ["signing_keys", "key"],
  ["cache_key", undefined],
  ["key", undefined],
  ["widgetKey", "some-key"],
  ["captcha_site_key", undefined],
  ["apikey", "key"],
  ["tls_psk", "key"],
  ["ecdhe_psk", undefined],
  ["db_creds", "token"],
  ["gss_creds", undefined],
  ["krb5_credential", undefined],
  ["php_sessid", "token"],
  ["sessionId", undefined],
  ["sessionid", "token"],
  ["connect.sid", "token"],
  ["account_sid", undefined],
  ["WEATHER_API", "some-key"],
  ["api", undefined],
  ["redis_auth", "token"],
  ["auth", undefined],
  ["Authorization", "token"],
  ["from_secret", undefined],
  ["csrf_token", undefined],
  ["csrf_secret", "token"],
  ["X-Amz-Credential", undefined],
  ["mod_auth.c", undefined],
  ["ac_cv_header_pwd_h", undefined],
  ["has_password", undefined],
  ["public_token", undefined],
  ["password_length", undefined],
] as const)("%s promises %s", (name, kind) => {
  expect(secretName(name)).toBe(kind);
});

it("a name that promises a secret ends as the search knows, but for numbers, an s and words of one letter", () => {
  const word = fc.constantFrom(
    ..."db user api my app auth secure nonce logged in from pass site captcha gss php session connect test hash x".split(
      " ",
    ),
    ...nameEnds,
    ..."passwords keys creds tokens previous bytes b64 v2 a DB KEY Key id name type sids apikeys userpw".split(" "),
  );
  const name = fc.array(fc.tuple(word, fc.constantFrom("_", "-", ".", "", "_2_")), { minLength: 1, maxLength: 4 });
  let promised = 0;
  fc.assert(
    fc.property(name, (pieces) => {
      const text = pieces.flat().join("");
      if (secretName(text) === undefined) return;
      promised++;
      const letters = text.replace(/[^A-Za-z]+$/u, "");
      const stem = letters.replace(/(?<=[a-z]{2})s$/iu, "").toLowerCase();
      const isShort = /(?:^|[^A-Za-z])[A-Za-z]$|[^A-Z][A-Z]$/u.test(letters);
      expect(isShort || nameEnds.some((end) => stem.endsWith(end.slice(-4)))).toBe(true);
    }),
    { numRuns: 5000, seed: 1 },
  );
  expect(promised).toBeGreaterThan(500);
});
