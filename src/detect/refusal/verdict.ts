/** What one line of a test says that is expected: that what is handed over is refused, or that it is accepted. */
import { mayRefuse } from "./clue.ts";

export type Verdict = "refused" | "accepted";

/** These words in a name or alone: `code` in `statusCode` and `STATUS_CODE`, not in `encode`. */
function anyOf(words: string): string {
  const capital = words.replace(/(?<=^|\|)[a-z]/gu, (first) => first.toUpperCase());
  return String.raw`(?:(?<![A-Za-z])(?:${words}|${words.toUpperCase()})|(?<![A-Z])(?:${capital}))`;
}

const answer = anyOf("status|code|assert|expect|should|respon|equal|require");
const given = String.raw`["'\]]{0,2}\s{0,3}[:=]\s{0,3}`;
const notTrue = String.raw`(?:false|False|FALSE)\b`;
const isTrue = String.raw`(?:true|True|TRUE)\b`;

/** A number of HTTP beside a word for an answer. */
function status(numbers: string): RegExp {
  const number = String.raw`(?<![\d.])(?:${numbers})(?![\d.]\d|\d)`;
  return new RegExp(`${answer}.{0,80}${number}|${number}.{0,40}${anyOf("status|code")}`, "u");
}

// What is counted or waited for: `maxListeners: 400`, `this.timeout(400)`, `400 ms`.
const otherNumber =
  /(?:timeout|max|limit|size|delay|\bport|\bms)\w{0,30}["'\])]{0,2}\s{0,3}(?:={1,3}|:=?|[(,])\s{0,3}\d{1,9}|\b\d{1,9}\s?m?s\b/giu;

const refusedBy = [
  // A status of HTTP, where one is asked for.
  status("40[013]|422"),
  // Names of such a status, and of errors.
  /UNAUTHORI[SZ]ED|FORBIDDEN|BAD_REQUEST|NOT_AUTHORI[SZ]ED|UNPROCESSABLE|ACCESS_DENIED|Unauthori[sz]ed|Forbidden|BadRequest|AccessDenied|PermissionDenied/u,
  /InvalidCredentials|InvalidPassword|InvalidToken|InvalidSignature|Authenti?cation(?:Fail|Err|Exc)\w*|AuthFail\w*|(?:Invalid|Wrong|Bad|Incorrect)[A-Z]\w*(?:Error|Exception)/u,
  // Assertions of what is thrown.
  /assertRaises|pytest\.raises|assertThrows|assert_raises|\.toThrow|\.rejects\b|raise_error|expectException|should_?fail|shouldThrow|catchThrowable|\bthrowsA\b|throws_ok|dies_ok/u,
  // Assertions of an error that is returned.
  /unwrap_err|is_err\(\)|isErr\(\)|require\.Error|assert\.Error|assertFormError/u,
  // What an entry of a table says: `wantErr: true`, `.failure = TRUE`, `isValid: false`.
  new RegExp(String.raw`${anyOf("want|expect|should")}\w{0,12}(?:[Ee]rr|[Ff]ail)\w{0,12}${given}${isTrue}`, "u"),
  new RegExp(`${anyOf("fail|fails|failed|failure|error|err|invalid|reject|rejects|rejected")}${given}${isTrue}`, "u"),
  new RegExp(
    String.raw`(?:${anyOf("valid|success|successful|ok|pass|passes|match|matches")}|\b[Ii]s_?(?:jwt|Jwt|JWT|[Aa]uth\w{0,12}))${given}${notTrue}`,
    "u",
  ),
  // A sign-in that an assertion denies, before its name or behind it.
  /(?:assertFalse|assert_false|assert not |assert !|EXPECT_FALSE|assert!\(!|refute|assertNull|assertIsNone|isFalse)(?!.{0,40}\bfail).{0,120}(?:login|log_in|auth|check|verif|valid|pass|token|match|success|ok\b|result)/iu,
  /(?:login|log_in|auth|check|verif|valid|pass|token|match|success|ok\b|result).{0,120}(?: is False|== False|toBe\(false\)|toBeFalsy|toEqual\(false\)|be_?fals|to be false|equal\(false\)|isFalse\(\))/iu,
  /(?:login|log_in|auth|check|verif|user|session|token).{0,120}(?:is None\b|toBeNull|be_nil)/iu,
  // The error that an entry of a table names.
  new RegExp(
    String.raw`(?:${anyOf("error|errmsg|exception|failure")}|(?:expected|Expected|want|Want)_?[Ee]rr\w{0,8}|err_msg)["']?\s{0,3}[:=]\s{0,3}(?:["'\x60&]|errors?\.|Err[A-Z])`,
    "u",
  ),
  // The words of a message.
  new RegExp(
    String.raw`${anyOf("error|errors|message|detail|reason|comment|msg")}\W.{0,80}(?:[Ii]nvalid|[Ii]ncorrect|[Ww]rong|[Mm]ismatch|[Nn][o']t match|[Dd]enied|[Nn]ot allowed|[Tt]oo (?:short|common|weak)|[Ff]ail|[Cc]annot|INVALID|INCORRECT|WRONG|MISMATCH|DENIED|FAIL)`,
    "u",
  ),
  // Helpers of a test for what is refused: `expectReject($res)`, `assertDenied(x)`.
  /\b(?:expect|assert)_?(?:Reject|Refus|Denied|reject|refus|denied)\w{0,20}\s?\(/u,
  // What testify denies of a value that is handed over in it: `assert.False(t, app.ValidateSecret("x"))`.
  /\b(?:assert|require)\.Falsef?\([^"`]{0,120}(?:[Ll]ogin|[Aa]uth|[Cc]heck|[Vv]erif|[Vv]alid|[Pp]ass|[Tt]oken|[Mm]atch)[^"`]{0,60}\(["`]/u,
  // The errors of a form, where an assertion asks for them: programs gather theirs under that name, too.
  /(?:assert|expect|should|verify|\bok\b|\bis\b).{0,120}(?:\.(?:errors|has_errors?|form_errors)\b|errors?["']?\])/iu,
];

const acceptedBy = [
  // A status of HTTP, where one is asked for, and its names.
  status("20[0124]|30[123]"),
  /HTTPStatus\.(?:OK|FOUND|CREATED)|HTTP_20\d/iu,
  // Assertions that hold, but not of what befell a user.
  /(?:assertTrue|assert_true|EXPECT_TRUE|ASSERT_TRUE)(?!\(\s?[\w.]{0,40}(?:lock|block|denie|reject|banned|fail|invalid|expire))|toBe\(true\)|toBeTruthy|be_true|be_truthy|NoError|is_ok\(\)|assertRedirects|\bisTrue\(\)|not\.toThrow|toBeDefined|assertNotNull|is not None|is True/u,
  // A failure that an assertion denies.
  /(?:assertFalse|assert_false|assert not |assert !|EXPECT_FALSE|assert!\(!|refute).{0,40}\bfail(?:ed|ure|s)?\b/iu,
  // Helpers of a test: `expectOK($res)`, `expectCookie($res)`.
  /\b(?:expect|assert)_?(?:OK|Ok|Cookie|Success|Accepted|Authenticated|LoggedIn)(?:\b|[A-Z])\w{0,20}\s?\(/u,
  // What an entry of a table says: `wantErr: nil`.
  /(?:want|expect|should)\w{0,12}(?:err|fail)\w{0,12}["']?\s{0,3}[:=]\s{0,3}(?:false|nil|None|null)/iu,
];

const verdicts = new Map<string, Verdict | "neither">();
const mostVerdicts = 2000;

/** What a line says that the test expects; nothing where it says neither or both. Answers are kept: lines are seen from many places. */
export function verdictOf(text: string): Verdict | undefined {
  let verdict = verdicts.get(text);
  if (verdict === undefined) {
    const code = /\d/u.test(text) ? text.replace(otherNumber, " ") : text;
    // Most lines hold no clue: then the expressions are not even compiled.
    const isRefused = mayRefuse(code) && refusedBy.some((pattern) => pattern.test(code));
    const isAccepted = acceptedBy.some((pattern) => pattern.test(code));
    verdict = isRefused === isAccepted ? "neither" : isRefused ? "refused" : "accepted";
    if (verdicts.size >= mostVerdicts) verdicts.clear();
    verdicts.set(text, verdict);
  }
  return verdict === "neither" ? undefined : verdict;
}
