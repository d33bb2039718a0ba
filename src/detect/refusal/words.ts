/** What a test says where it hands over what is to be refused. */
import { words } from "../judge/names.ts";

const ofRefused = new Set(
  (
    "wrong bad invalid incorrect bogus malformed mangled broken corrupt corrupted mismatch mismatched mismatching tampered forged nonexistent " +
    "nonexisting unauthorized unauthorised forbidden fail fails failing failed failure rejected reject rejects refused refuse weak expired " +
    "revoked truncated"
  ).split(" "),
);
const given = /(?<name>[A-Za-z_]\w{2,60})["'\]]{0,2}\s{0,3}(?::=|=(?!=)|:(?!:)|=>|\()/gu;

// Whose name it is: a bad user may have a good password.
const ofSomebody = new Set(["user", "users", "account", "client", "host", "url"]);

/** True for `badPassword`. */
export function isNameOfRefused(name: string): boolean {
  const all = words(name);
  return all.some((word, index) => ofRefused.has(word) && !ofSomebody.has(all[index + 1] ?? ""));
}

/** True for a name of what was right before: `old_password`. */
export function isNameOfFormer(name: string): boolean {
  return words(name).some((word) => /^(?:old|current|existing|original|previous)(?:pass|pw|$)/u.test(word));
}

/** True for code in which something called so is given what follows: `const wrongLogin = {`, `expect_forbidden(`. */
export function namesRefused(code: string): boolean {
  for (const match of code.matchAll(given)) if (isNameOfRefused(match.groups?.["name"] ?? "")) return true;
  return false;
}

/** True for a value that says it: `wrong-password`. */
export function isValueOfRefused(value: string): boolean {
  return (
    /wrong|invalid|incorrect|bogus|nonexist|mismatch|malformed|does_?not_?(?:match|exist)|not[-_](?:the|a|valid|real|right)\b/iu.test(
      value,
    ) || /(?:^|[^a-z])bad[-_ ]?(?:pass|pw|token|key|secret|cred|user|value|sig|guess|one)|^bad$/iu.test(value)
  );
}

const refusing =
  /\b(?:wrong|invalid|incorrect|bad|bogus|rejects?|rejected|refused?|refuses|mismatch|mismatche[sd]|fail|fails|failed|failing|failure|malformed|mangled|missing|unsupported|unknown|truncated|broken|tampered|forged|non-?existent|too (?:short|long|weak|common))\b|(?:\bnot|n't) (?:be )?(?:match|exist|valid|accepted|jwt|base64)/iu;
const ofSecrets =
  /\b(?:pass|passwords?|passwd|passphrases?|passcodes?|pw|pwd|secrets?|credentials?|tokens?|keys?|login|log in|auth\w*|signatures?|jwt|jwk|claims?|certificates?|signer|hash|base64)\b/iu;
const nothingElse =
  /^\W*(?:should |must |this |will )?(?:wrong|invalid|incorrect|bad|bogus|rejected|refused|fail|fails|failed|failure|malformed|be rejected|be refused)\W*$/iu;

/** True for a comment that says it: `// wrong password`. Of tokens and keys with a structure any part may be meant. */
export function isRemarkOfRefusal(text: string, hasStructure: boolean): boolean {
  return refusing.test(text) && (hasStructure || ofSecrets.test(text) || nothingElse.test(text));
}

export type Verdict = "refused" | "accepted";

const refusedBy = [
  // A status of HTTP, where one is asked for.
  /(?:status|code|assert|expect|should|respon|equal|require|is).{0,80}(?<!\d)(?:40[013]|422)(?!\d)|(?<!\d)(?:40[013]|422)(?!\d).{0,40}(?:status|code)/iu,
  /UNAUTHORI[SZ]ED|FORBIDDEN|BAD_REQUEST|NOT_AUTHORI[SZ]ED|UNPROCESSABLE|ACCESS_DENIED|Unauthori[sz]ed|Forbidden|BadRequest|AccessDenied|PermissionDenied|InvalidCredentials|InvalidPassword|InvalidToken|InvalidSignature|Authenti?cation(?:Fail|Err|Exc)\w*|AuthFail\w*|(?:Invalid|Wrong|Bad|Incorrect)[A-Z]\w*(?:Error|Exception)/u,
  /assertRaises|pytest\.raises|assertThrows|assert_raises|\.toThrow|\.rejects\b|raise_error|expectException|should_?fail|shouldThrow|unwrap_err|is_err\(\)|isErr\(\)|require\.Error|assert\.Error|assertFormError|catchThrowable|\bthrowsA\b|throws_ok|dies_ok/u,
  /(?:want|expect|should)\w{0,12}(?:err|fail)\w{0,12}["']?\s{0,3}[:=]\s{0,3}true|(?:fail|error|invalid|reject)\w{0,10}["']?\s{0,3}[:=]\s{0,3}true\b|(?:valid|success|ok|pass|is_?(?:valid|ok|jwt|auth\w{0,12}|success\w{0,4}|match\w{0,3}))["']?\s{0,3}[:=]\s{0,3}false\b/iu,
  /(?:assertFalse|assert_false|assert not |assert !|EXPECT_FALSE|assert!\(!|refute|assertNull|assertIsNone|isFalse).{0,120}(?:login|log_in|auth|check|verif|valid|pass|token|match|success|ok\b|result)/iu,
  /(?:login|log_in|auth|check|verif|valid|pass|token|match|success|ok\b|result).{0,120}(?: is False|== False|toBe\(false\)|toBeFalsy|toEqual\(false\)|be_?fals|to be false|equal\(false\)|isFalse\(\))|(?:login|log_in|auth|check|verif|user|session|token).{0,120}(?:is None\b|toBeNull|be_nil)/iu,
  /\.?(?:error|expected_?err\w{0,8}|want_?err\w{0,8}|err_?msg|exception|failure)["']?\s{0,3}[:=]\s{0,3}(?:["'`&]|errors?\.|Err[A-Z])/iu,
  /(?:errors?|message|detail|reason|comment|msg)\W.{0,80}(?:invalid|incorrect|wrong|mismatch|n[o']t match|denied|not allowed|too (?:short|common|weak)|fail|cannot)/iu,
  /\.(?:errors|has_errors?|form_errors)\b|errors?["']?\]/u,
];
const acceptedBy = [
  /(?:status|code|assert|expect|should|respon|equal|require|is).{0,80}(?<!\d)(?:20[0124]|30[123])(?!\d)|HTTPStatus\.(?:OK|FOUND|CREATED)|HTTP_20\d/iu,
  /assertTrue|assert_true|EXPECT_TRUE|ASSERT_TRUE|toBe\(true\)|toBeTruthy|be_true|be_truthy|NoError|is_ok\(\)|assertRedirects|\bisTrue\(\)|not\.toThrow|toBeDefined|assertNotNull|is not None|is True/u,
  /(?:want|expect|should)\w{0,12}(?:err|fail)\w{0,12}["']?\s{0,3}[:=]\s{0,3}(?:false|nil|None|null)/iu,
];

const verdicts = new Map<string, Verdict | "neither">();
const mostVerdicts = 2000;

/** What a line says that the test expects; nothing where it says neither or both. Answers are kept: lines are seen from many places. */
export function verdictOf(text: string): Verdict | undefined {
  let verdict = verdicts.get(text);
  if (verdict === undefined) {
    const isRefused = refusedBy.some((pattern) => pattern.test(text));
    const isAccepted = acceptedBy.some((pattern) => pattern.test(text));
    verdict = isRefused === isAccepted ? "neither" : isRefused ? "refused" : "accepted";
    if (verdicts.size >= mostVerdicts) verdicts.clear();
    verdicts.set(text, verdict);
  }
  return verdict === "neither" ? undefined : verdict;
}

/** True for code that sets or stands for what is right: `create_user(`, `set_password(`, `when(x).thenReturn(`. */
export function setsSecret(code: string): boolean {
  return /(?:create|insert|factory|add|make|new|build|register)_?\w{0,20}(?:user|account|client|credential|member|admin)|(?:User|Account|Admin|Member)(?:\.objects\.create\w{0,12})?\(|set_?pass|hash|encrypt|bcrypt|\bsave|environ|setenv|thenReturn|return_value|patch\(|settings\.|config\b/iu.test(
    code,
  );
}
