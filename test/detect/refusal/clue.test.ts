import { describe, expect, it } from "vitest";
import { mayRefuse } from "../../../src/detect/refusal/clue.ts";
import { verdictOf } from "../../../src/detect/refusal/verdict.ts";
import { isRemarkOfRefusal, namesRefused } from "../../../src/detect/refusal/words.ts";

// One for each way of saying it.
const verdicts = [
  "assert response.status_code == 401",
  "expect(422)",
  "HTTPStatus.UNAUTHORIZED",
  "Unauthorised(",
  "BAD_REQUEST",
  "NOT_AUTHORISED",
  "UNPROCESSABLE",
  "AccessDenied",
  "PermissionDenied",
  "InvalidSignature",
  "AuthenticationErr(",
  "AuthenticationExc(",
  "AuthFailed",
  "IncorrectLoginException",
  "self.assertRaises(",
  "assertThrows(",
  "await x.rejects.",
  "$this->expectException(",
  "should_fail",
  "catchThrowable(",
  "throws_ok {",
  "dies_ok {",
  "x.unwrap_err()",
  "x.is_err()",
  "isErr()",
  "require.Error(t, x)",
  "assert.Error(t, x)",
  "assertFormError(",
  "wantErr: true,",
  "expectedToFail = True",
  "{err: true}",
  'rejected": true',
  '"valid": false',
  "match = False",
  "isJwt: false",
  "is_authenticated = False",
  "assertFalse(login(x))",
  "assert not check(x)",
  "assert!(!verify(x))",
  "EXPECT_FALSE(auth(x))",
  "refute login(x)",
  "assertNull(token(x))",
  "assertIsNone(match(x))",
  "isFalse(valid(x))",
  "login(x) is False",
  "verify(x) == False",
  "expect(check(x)).toBe(false)",
  "expect(check(x)).toBeFalsy()",
  "expect(check(x)).toEqual(false)",
  "login(x).should be_falsey",
  "expect(check(x)).to be false",
  "check(x).should.equal(false)",
  "session is None",
  "expect(user).toBeNull()",
  "user.should be_nil",
  'errmsg: "x"',
  "exception = 'x'",
  "wantErr: errors.New(x)",
  "err_msg = 'x'",
  'message: "Does not match"',
  'message: "Doesn\'t match"',
  'reason: "not allowed"',
  'detail: "too short"',
  'comment: "Cannot"',
  'msg: "x", "DENIED"',
  "assert form.errors",
  "expect(form.has_errors)",
  "assert x['errors']",
];

const names = [
  "wrongLogin = {",
  "nonexistent_key = ",
  "tamperedToken(",
  "revoked_key: ",
  "weak_password = ",
  "expired := ",
  "truncated = ",
  "mismatching(",
];

const remarks = [
  "// wrong password",
  "# does not exist, this token",
  "# isn't valid, this key",
  "// too long a password",
  "// a missing token",
  "# an unsupported key",
  "# an unknown user's password",
  "// a broken signature",
];

describe("the clue to a refusal", () => {
  it.each(verdicts)("is in what an assertion says: %s", (code) => {
    expect(verdictOf(code)).toBe("refused");
    expect(mayRefuse(code)).toBe(true);
  });

  it.each(names)("is in a name: %s", (code) => {
    expect(namesRefused(code)).toBe(true);
    expect(mayRefuse(code)).toBe(true);
  });

  it.each(remarks)("is in a remark: %s", (code) => {
    expect(isRemarkOfRefusal(code, false)).toBe(true);
    expect(mayRefuse(code)).toBe(true);
  });

  it.each(['resource "azurerm_sql_server" "test" {', 'version = "12.0"', "enabled = false", "r = client.post(url)"])(
    "is not in most code: %s",
    (code) => {
      expect(mayRefuse(code)).toBe(false);
    },
  );
});
