/** Decides from a name alone whether what it is given is meant to be secret. `some-key`: a key of something unknown, so the value must prove more. */
export type NameKind = "password" | "key" | "token" | "some-key";

// What a word ends with that is a word for a password, and the words that are one only where nothing stands in front; of these some
// more behind the name of an account.
export const passwordEnds =
  "password|passwd|passwort|kennwort|passphrase|passcode|contrasena|senha|motdepasse|authtok|presharedkey";
export const passwordWords = "pass|pwd|passwd|pw|psw|pword|masterauth";
export const accounts = "db|user|admin|root|my|pg|sql|smtp|ftp|mail|ssh|login|sudo|redis|ldap|key|store|bind|require";
export const accountEnds = "pass|pwd|pw";
const passwordWord = new RegExp(
  String.raw`(?:${passwordEnds})s?\d{0,4}$|^(?:${passwordWords})\d{0,4}$|(?:${accounts})(?:${accountEnds})\d{0,4}$`,
  "u",
);
export const tokenEnds = "token|secret|credential|jwt|bearer";
export const tokenWords = "tok|creds|pat|pepper";
const tokenWord = new RegExp(String.raw`(?:${tokenEnds})s?\d?$|^(?:${tokenWords})$`, "u");
export const gluedToKey =
  "api|access|account|acct|auth|encryption|encrypt|private|secret|signing|sign|master|service|storage|shared|client|app|application|license|secondary|session|admin|deploy|webhook|hmac|aes|ssh|crypto|cipher|hash|cookie|jwt|write|ingest|integration|function|host|subscription|instrumentation|appinsights";
const gluedKey = new RegExp(String.raw`(?:${gluedToKey})key\d?$`, "u");
/** What makes a key one of something: that it is secret. */
export const keyQualifier: ReadonlySet<string> = new Set(
  (
    "api access account acct auth authentication authorization encryption encrypt private secret signing sign signature master service storage shared client " +
    "app application license secondary session admin deploy webhook hmac aes ssh crypto cipher cookie jwt write ingest integration function host subscription server " +
    "dev prod staging live rest bot push partner security sas management oauth user hash"
  ).split(" "),
);

// A name that ends so says something about the secret, and holds none.
export const aboutSecret: ReadonlySet<string> = new Set(
  (
    "name names id ids url urls uri path paths file filename filepath dir directory folder length size count type types policy field fields label placeholder regex regexp pattern " +
    "prefix suffix header headers version expiry expires expiration expired ttl enabled disabled public env var variable param params parameter input form text title message messages msg " +
    "error errors hint help format strength min max limit required valid validator validation validate changed reset request response endpoint provider manager service class store ref " +
    "reference arn algorithm algo alg method mode location index column table schema option options config settings list array map cache handler callback fn func function " +
    "button page screen view component dialog modal link icon rule rules check checker generator factory builder helper util utils test tests spec mock lifetime age timeout interval duration " +
    "usage scope scopes audience issuer claim claims flag state status event action reducer selector hook context props description desc comment note doc docs example visible visibility show hide " +
    "toggle reuse history rotation attempts attempt encoder decoder encoding digest salt rounds iterations question answer prefixes vault bundle line position pos start end offset " +
    "kind source target property properties attribute attributes tag tags node parser literal keyword separator delimiter"
  ).split(" "),
);
// Keys that open nothing: of maps, tables, caches, keyboards, translations.
export const otherKeys: ReadonlySet<string> = new Set(
  (
    "cache store fips primary foreign sort partition row map dict group index unique object hash i18n translation idempotency routing lookup registry public column field property item list sub parent child event image " +
    "action state query react hot bucket short shortcut arrow enter escape tab shift ctrl alt meta up down left right any each the this that by for if in no not first last next previous old composite natural " +
    "surrogate id uuid name type class style data attribute attr json yaml xml label annotation config setting settings option metric tag topic message record document entry node tree search filter " +
    "start end begin tenant trusted authorized verify verifying socket"
  ).split(" "),
);
export const notSecretFirst: ReadonlySet<string> = new Set(
  "is has contains num max min show hide should can no use forgot enable disable allow require missing without have has support supports encode label lbl title text txt caption heading tooltip placeholder hint msg message mandatory remove error err".split(
    " ",
  ),
);
export const notSecretAny: ReadonlySet<string> = new Set(
  "to public publishable trusted pagination page next continuation cursor sync syntax lexer lex parse parser foreign partition sort translation nonce captcha sitekey anonymous anon authenticity jsonwebtoken idempotency encrypted hashed ciphertext forbidden disallowed banned blacklisted blocklisted".split(
    " ",
  ),
);

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}
function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}
function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Words of an identifier in lower case: `dbPassword_v2`, `API-KEY`, `spring.datasource.password`. */
export function words(identifier: string): string[] {
  const found: string[] = [];
  let start = -1;
  for (let i = 0; i <= identifier.length; i++) {
    const code = identifier.charCodeAt(i);
    const inWord = isLower(code) || isUpper(code) || isDigit(code);
    if (start >= 0) {
      const last = identifier.charCodeAt(i - 1);
      const hump = isUpper(code) && (isLower(last) || isDigit(last));
      const acronymEnds = isUpper(code) && isUpper(last) && isLower(identifier.charCodeAt(i + 1));
      if (!inWord || hump || acronymEnds) {
        found.push(identifier.slice(start, i).toLowerCase());
        start = -1;
      }
    }
    if (inWord && start < 0) start = i;
  }
  return found;
}

const known = new Map<string, NameKind | undefined>();
const mostKnown = 20_000;

/** A name without the number behind it, which says nothing: `password_12`. What the kind of a name asks of the whole stays whole. */
function withoutNumber(identifier: string): string {
  let end = identifier.length;
  while (end > 0 && isDigit(identifier.charCodeAt(end - 1))) end--;
  const last = identifier.charCodeAt(end - 1);
  if (end === 0 || end === identifier.length || isLower(last) || isUpper(last)) return identifier;
  const stem = identifier.slice(0, end - 1);
  return /salt$/iu.test(stem) ? identifier : stem;
}

/** What kind of secret a name promises, or nothing. Names repeat in a tree, so the answers are kept. */
export function secretName(identifier: string): NameKind | undefined {
  const name = withoutNumber(identifier);
  const before = known.get(name);
  if (before !== undefined || known.has(name)) return before;
  if (known.size >= mostKnown) known.clear();
  const kind = kindOf(name);
  known.set(name, kind);
  return kind;
}

// Environment-like tails: PASSWORD_PROD, secret_key_base.
export const tails: ReadonlySet<string> = new Set(
  (
    "base prod production dev development staging stage test live local old new current previous default value val str string data raw bytes base64 b64 hex plain " +
    "confirmation confirm repeat again db rw ro"
  ).split(" "),
);

/** True for a word behind that of the secret: one of the tails, a letter or a version, `TOKEN_V2`. */
function isTail(word: string): boolean {
  return tails.has(word) || (word.length <= 2 && /^(?:v\d|[a-z])$/u.test(word));
}

// Of Atlassian, and of ASP.NET.
const ofForm = /(?:^|[^a-z])atl_token$|requestverificationtoken$/u;

function kindOf(identifier: string): NameKind | undefined {
  const parts = words(identifier);
  while (parts.length > 1 && /^\d+$/u.test(parts.at(-1) ?? "")) parts.pop();
  const last = parts.at(-1);
  // WordPress signs cookies with these.
  if (last === "salt" && /^(?:secure_auth|auth|nonce|logged_in)_salt$/iu.test(identifier)) return "key";
  // Of pipelines the name of a secret.
  const lower = identifier.toLowerCase();
  if (lower === "fromsecret" || lower === "from_secret" || lower === "from-secret") return undefined;
  // The token of a form is for everybody; what signs it is not.
  const isOfForm = lower.includes("csrf") || lower.includes("xsrf") || ofForm.test(lower);
  if (isOfForm && !lower.includes("secret") && !lower.includes("key")) return undefined;
  if (last === undefined || notSecretFirst.has(parts[0] ?? "") || parts.some((word) => notSecretAny.has(word)))
    return undefined;
  // `mod_auth.c`, a file of a list of changes.
  if (identifier.endsWith(".c") || identifier.endsWith(".h")) return undefined;
  // `ac_cv_header_pwd_h`, an answer of configure, and `X-Amz-Credential`, which says whose key signed.
  if (identifier.includes("ac_cv_") && /(?:^|\W)ac_cv_/u.test(identifier)) return undefined;
  if (last === "credential" && /^(?:amz|goog)$/u.test(parts.at(-2) ?? "")) return undefined;
  let end = parts.length;
  while (end > 1 && isTail(parts[end - 1] ?? "")) end--;
  const word = parts[end - 1] ?? "";
  const before = parts[end - 2] ?? "";
  if (aboutSecret.has(word)) return undefined;
  if (passwordWord.test(word) || (word === "phrase" && before === "pass") || (word === "word" && before === "pass"))
    return "password";
  if (word === "key" || word === "keys") {
    if (keyQualifier.has(before)) return "key";
    // The site key of a captcha stands in web pages.
    if (before === "site" && parts.some((part) => /captcha|turnstile/u.test(part))) return undefined;
    return before === "" || otherKeys.has(before) ? undefined : "some-key";
  }
  if (gluedKey.test(word) || (word === "psk" && !/^(?:kx?|ciphers?|(?:ec)?dhe|rsa)$/u.test(before))) return "key";
  // Of Kerberos a principal, or where the tickets are kept.
  if (/^creds?$|^credentials?$/u.test(word) && /^(?:gss|gssapi|krb5?|kerberos)$/u.test(before)) return undefined;
  if (tokenWord.test(word)) return "token";
  if (/^(?:sid|sessid|sessionid)$/u.test(word))
    return /^(?:auth|session|connect|php|j)$/u.test(before) || word !== "sid" ? "token" : undefined;
  // `WEATHER_API`: who has one of its own mostly has the key of it.
  if (word === "api" && before !== "" && end === parts.length) return "some-key";
  if (word === "auth" || word === "authorization")
    return parts.length > 1 || word === "authorization" ? "token" : undefined;
  return undefined;
}
