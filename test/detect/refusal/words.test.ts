// Every word that speaks of what is refused or accepted, by itself.
import { describe, expect, it } from "vitest";
import { type Verdict, verdictOf } from "../../../src/detect/refusal/verdict.ts";
import {
  isNameOfFormer,
  isNameOfRefused,
  isRemarkOfRefusal,
  isValueOfRefused,
  setsSecret,
} from "../../../src/detect/refusal/words.ts";

const list = (words: string): string[] => words.split(" ");

/** Those of which the check does not say so. */
function unlike<T>(texts: readonly string[], check: (text: string) => T, expected: T): string[] {
  return texts.filter((text) => check(text) !== expected);
}

describe("what a test hands over", () => {
  it("is called what is refused", () => {
    const words = list(
      "wrong bad invalid incorrect bogus malformed mangled broken corrupt corrupted mismatch mismatched mismatching tampered forged " +
        "nonexistent nonexisting unauthorized unauthorised forbidden fail fails failing failed failure rejected reject rejects refused " +
        "refuse weak expired revoked truncated",
    );
    expect(unlike(words, (word) => isNameOfRefused(`${word}Password`), true)).toEqual([]);
    expect(unlike(list("user users account client host url"), (word) => isNameOfRefused(`bad_${word}`), false)).toEqual(
      [],
    );
    expect(isNameOfRefused("wrongnessPassword")).toBe(false);
  });

  it("is called what was right before", () => {
    const words = list("oldPassword currentpw existingPass original_oldpass previouspwd");
    expect(
      unlike(words, (word) => isNameOfFormer(word.replace("Password", "password").replace("P", "p")), true),
    ).toEqual([]);
    expect(isNameOfFormer("older")).toBe(false);
  });

  it("says itself that it is refused", () => {
    const values = list(
      "wrong-one INVALID7 incorrect7 bogus7 nonexisting7 mismatch7 malformed7 doesnotmatch does_not_exist not-the-key not_a_key not-valid " +
        "not-real not-right bad bad-pass a-badtoken bad_key badsecret bad-cred bad-user badvalue bad-sig bad-guess badone",
    );
    expect(unlike(values, isValueOfRefused, true)).toEqual([]);
    expect(
      unlike(list("Kq8ZrT2vLx badger7 notes-7 not-allowed not_theirs abad-idea right"), isValueOfRefused, false),
    ).toEqual([]);
  });

  it("is spoken of in a comment", () => {
    const sure =
      "wrong|invalid|incorrect|bogus|reject|rejects|rejected|refuse|refused|refuses|mismatch|mismatched|mismatches|malformed|mangled|truncated|" +
      "tampered|forged|nonexistent|non-existent|too short|too long|too weak|too common|not match|not exist|not valid|not be accepted|isn't valid";
    const general = "bad|fail|fails|failed|failing|failure|missing|unsupported|unknown|broken";
    const secrets =
      "pass|password|passwords|passwd|passphrase|passcode|pw|pwd|secret|credential|token|keys|login|log in|authentication|signature|jwt|jwk|claim|certificate|signer|hash|base64";
    const words = [...sure.split("|"), ...general.split("|")];
    expect(unlike(words, (word) => isRemarkOfRefusal(`// the password is ${word}`, false), true)).toEqual([]);
    expect(unlike(secrets.split("|"), (word) => isRemarkOfRefusal(`// a wrong ${word} here`, false), true)).toEqual([]);
    // Of a structure any part may be meant, but by no general word.
    expect(unlike(sure.split("|"), (word) => isRemarkOfRefusal(`// ${word} header here`, true), true)).toEqual([]);
    expect(unlike(general.split("|"), (word) => isRemarkOfRefusal(`// ${word} header here`, true), false)).toEqual([]);
    expect(unlike(words, (word) => isRemarkOfRefusal(`// ${word} header here`, false), false)).toEqual([]);
  });

  it("is spoken of by nothing but the word", () => {
    const alone = list("wrong invalid incorrect bad bogus rejected refused fail fails failed failure malformed");
    expect(unlike(alone, (word) => isRemarkOfRefusal(`// should ${word}!`, false), true)).toEqual([]);
    expect(isRemarkOfRefusal("// must be refused", false)).toBe(true);
    expect(isRemarkOfRefusal("// must be failed", true)).toBe(false);
  });

  it("is set where it is right", () => {
    const makes = list("create insert factory add make new build register");
    const whose = list("user account client credential member admin");
    expect(unlike(makes, (word) => setsSecret(`${word}_user(`), true)).toEqual([]);
    expect(unlike(whose, (word) => setsSecret(`create_new_${word}(`), true)).toEqual([]);
    const others =
      "User(|Account(|Admin(|Member(|User.objects.create_superuser(|set_password|setPass|hash|encrypt|bcrypt|save|environ|setenv|thenReturn|return_value|patch(|settings.|config";
    expect(unlike(others.split("|"), setsSecret, true)).toEqual([]);
    expect(unlike(["login(", "check(x)"], setsSecret, false)).toEqual([]);
  });
});

describe("what a line expects", () => {
  it.each<readonly [Verdict | undefined, string]>([
    ["refused", "assert response.status == 401"],
    ["refused", "expect(res.statusCode).toBe(422)"],
    ["refused", "HTTP 403 is the status"],
    [undefined, "this.timeout(400) // expect"],
    ["accepted", "assert response.status == 204"],
    ["accepted", "expect(res.status).toBe(302)"],
    ["accepted", "HTTPStatus.FOUND"],
    ["accepted", "HTTP_201_CREATED"],
    ["accepted", "wantErr: nil"],
    ["accepted", "expectErr: false"],
    ["accepted", "shouldFail: None"],
    ["accepted", "assertTrue(ok)"],
    [undefined, "assertTrue(is_locked)"],
    [undefined, "x = y"],
  ])("is %s: %s", (verdict, line) => {
    expect(verdictOf(line)).toBe(verdict);
  });

  it("is refused by names of errors", () => {
    const names =
      "UNAUTHORIZED UNAUTHORISED FORBIDDEN BAD_REQUEST NOT_AUTHORIZED UNPROCESSABLE ACCESS_DENIED Unauthorized Forbidden BadRequest AccessDenied PermissionDenied " +
      "InvalidCredentials InvalidPassword InvalidToken InvalidSignature AuthenticationFailed AuthenticationError AuthenticationException AuthFailed " +
      "InvalidKeyError WrongKeyException BadKeyError IncorrectKeyException " +
      "assertRaises pytest.raises assertThrows assert_raises x.toThrow x.rejects raise_error expectException should_fail shouldfail shouldThrow catchThrowable throwsA throws_ok dies_ok " +
      "unwrap_err x.is_err() x.isErr() require.Error assert.Error assertFormError";
    expect(unlike(list(names), verdictOf, "refused")).toEqual([]);
  });

  it("is refused by what an assertion denies", () => {
    const denies =
      "assertFalse|assert_false|assert not |assert !|EXPECT_FALSE|assert!(!|refute|assertNull|assertIsNone";
    const what = list("login log_in auth check verif valid pass token match success ok");
    expect(unlike(denies.split("|"), (word) => verdictOf(`${word}(verified)`), "refused")).toEqual([]);
    expect(unlike(what, (word) => verdictOf(`assertFalse(${word}(x))`), "refused")).toEqual([]);
    const behind =
      " is False| == False|.toBe(false)|.toBeFalsy|.toEqual(false)|.be_false|.to be false|.equal(false)|.isFalse()";
    expect(unlike(behind.split("|"), (word) => verdictOf(`auth(x)${word}`), "refused")).toEqual([]);
    expect(unlike(what, (word) => verdictOf(`${word}(x) == False`), "refused")).toEqual([]);
    const none = list("login log_in auth check verif user session token");
    expect(unlike(none, (word) => verdictOf(`${word}(x).toBeNull`), "refused")).toEqual([]);
  });

  it("is refused by what a table names", () => {
    const entries =
      "wantErr: true|expectFail = True|shouldErr: TRUE|fail: true|invalid: true|rejected = True|valid: false|success: false|ok = False|passes: false|matches: false|isJwt: false|is_authorized = False|" +
      'error: "x"|expectedErr: ErrX|wantErr: errors.New|err_msg = "x"|message: invalid|detail: "too short"|reason = mismatch|msg: access denied';
    expect(unlike(entries.split("|"), verdictOf, "refused")).toEqual([]);
  });

  it("is accepted by assertions that hold", () => {
    const holds =
      "assertTrue assert_true EXPECT_TRUE ASSERT_TRUE x.toBe(true) x.toBeTruthy be_true be_truthy NoError x.is_ok() assertRedirects x.isTrue() x.not.toThrow x.toBeDefined assertNotNull";
    const accepted = list(holds).filter((text) => text !== "x.not.toThrow");
    expect(unlike([...accepted, "x is not None", "x is True"], verdictOf, "accepted")).toEqual([]);
  });
});
