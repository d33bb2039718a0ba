import type { RuleInfo } from "../../model/rule.ts";
import { type Argument, argumentsAt } from "./arguments.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { beginsPart, isWordAt, partIn, sightingOf, windowAt } from "./window.ts";

/** Secrets that their place among the arguments shows: `new Credential("user", "x")`, `getConnection(url, "user", "x")`, `HMAC256("x")`. */
export const callRules: readonly RuleInfo[] = [
  {
    id: "call/password",
    title: "Password given to a sign-in call",
    kind: "structural",
    severity: "high",
    opens: "the account that the call signs in with",
    rotate: "Change the password, then let the code read it from the vault or the environment.",
    cwe: [798, 259],
  },
  {
    id: "call/key",
    title: "Key given to a cryptographic call",
    kind: "structural",
    severity: "high",
    opens: "whatever is encrypted or signed with the key",
    rotate: "Make a new key, let the code read it from the vault, and replace what the old one signed or encrypted.",
    cwe: [321, 798],
  },
];

/** A call, and the argument that holds its secret. */
interface Call {
  /** The end of the function's name, as it stands in the text without case. */
  readonly anchor: string;
  /** 0-based place of the secret; `pair` where user and password stand side by side at one of several places. */
  readonly at: number | "pair";
  /** It may be the only argument. */
  readonly alone?: true;
  readonly isKey?: true;
  /** The files whose language has the call so; the default is any. */
  readonly files?: RegExp;
}

const calls: readonly Call[] = [
  ...[
    "credential",
    "credentials",
    "basicauth",
    "basic_auth",
    "basicauthentication",
    "httpdigestauth",
    "auth",
    "authenticate",
    "login",
    "logon",
    "sign_in",
    "signin",
    "passwordauthentication",
    "authenticationtoken",
    "credentials.basic",
  ].map((anchor): Call => ({ anchor, at: "pair", ...(anchor === "auth" && { alone: true }) })),
  // What an application signs in with, where its tenant and id stand elsewhere; of Microsoft, Amazon and Google.
  { anchor: "clientcredential", at: 1 },
  { anchor: "clientsecretcredential", at: 2 },
  { anchor: "usernamepasswordcredential", at: 3 },
  { anchor: "azurepipelinescredential", at: 3 },
  ...["sharedkeycredential", "namedkeycredential", "basicawscredentials", "awsbasiccredentials.create"].map(
    (anchor): Call => ({ anchor, at: 1 }),
  ),
  ...["newstaticcredentials", "newstaticcredentialsprovider"].map((anchor): Call => ({ anchor, at: 1 })),
  ...["pymysql.connect", "mysqldb.connect", "pymssql.connect"].map((anchor): Call => ({ anchor, at: 2 })),
  { anchor: "cx_oracle.connect", at: 1 },
  // Of paramiko: host, port, user, password.
  ...["ssh.connect", "ssh_client.connect", "sshclient.connect"].map((anchor): Call => ({ anchor, at: 3 })),
  // Of Python: host, port, database, password; host, user, password.
  ...["strictredis", "redis.redis"].map((anchor): Call => ({ anchor, at: 3, files: /\.py$/u })),
  ...["ftp", "ftplib.ftp", "ftp_tls"].map((anchor): Call => ({ anchor, at: 2, files: /\.py$/u })),
  { anchor: "getconnection", at: 2 },
  { anchor: "add_password", at: 3 },
  { anchor: "plainauth", at: 2 },
  { anchor: "mysqli", at: 2 },
  { anchor: "mysql_connect", at: 2 },
  { anchor: "mysqli_connect", at: 2 },
  { anchor: "mysql_real_connect", at: 3 },
  { anchor: "pdo", at: 2 },
  { anchor: "dbi->connect", at: 2 },
  { anchor: "sequelize", at: 2 },
  { anchor: "wifi.begin", at: 1 },
  { anchor: "keystore.load", at: 1 },
  { anchor: "credentials::new", at: 1 },
  { anchor: "username_pw_set", at: 1 },
  { anchor: "url.userpassword", at: 1 },
  { anchor: "keyring.set_password", at: 2 },
  // Of Django: name, address, password.
  ...["objects.create_user", "objects.create_superuser"].map((anchor): Call => ({ anchor, at: 2 })),
  // Of MongoDB: of a shell, and user, database and password of its driver.
  ...["changeuserpassword", "db.adduser"].map((anchor): Call => ({ anchor, at: 1 })),
  ...[
    "credential.createcredential",
    "createscramsha1credential",
    "createscramsha256credential",
    "createplaincredential",
  ].map((anchor): Call => ({ anchor, at: 2 })),
  ...["oauthhandler", "oauth1userhandler", "set_access_token"].map((anchor): Call => ({
    anchor,
    at: 1,
    files: /\.py$/u,
  })),
  { anchor: "pbekeyspec", at: 0 },
  ...["password_hash", "password_verify"].map((anchor): Call => ({ anchor, at: 0, files: /\.(?:php|inc|phtml)$/u })),
  // Of ClickHouse: host, database, table, user, password.
  ...["mysql", "postgresql", "remote", "remotesecure"].map((anchor): Call => ({ anchor, at: 4, files: /\.sql$/u })),
  { anchor: "ftp_login", at: 2 },
  { anchor: "imap_open", at: 2 },
  { anchor: "ldap_bind", at: 2 },
  // Of .NET: path, user, password.
  { anchor: "directoryentry", at: 2 },
  { anchor: "oci_connect", at: 1 },
  { anchor: "simple_bind_s", at: 1 },
  { anchor: "simple_bind", at: 1 },
  { anchor: "nats.userinfo", at: 1 },
  { anchor: "x509certificate2", at: 1 },
  // Of OmniAuth: name of the provider, id, secret.
  { anchor: "omniauth", at: 2 },
  { anchor: "odbc_connect", at: 2 },
  { anchor: "ssh2_auth_password", at: 2 },
  { anchor: "hmac256", at: 0, isKey: true },
  { anchor: "hmac384", at: 0, isKey: true },
  { anchor: "hmac512", at: 0, isKey: true },
  { anchor: "secretkeyspec", at: 0, isKey: true },
  { anchor: "signwith", at: 1, isKey: true },
  { anchor: "jwt.encode", at: 1, isKey: true },
  { anchor: "jwt.decode", at: 1, isKey: true },
  { anchor: "jwt::encode", at: 1, isKey: true },
  { anchor: "encodingkey::from_secret", at: 0, isKey: true },
  { anchor: "hmac.new", at: 0, isKey: true },
  // Behind the hash.
  { anchor: "hmac.new", at: 1, isKey: true, files: /\.go$/u },
  { anchor: "fernet", at: 0, isKey: true },
  { anchor: "aes.new", at: 0, isKey: true },
  { anchor: "pyotp.totp", at: 0, isKey: true },
  { anchor: "newcookiestore", at: 0, isKey: true },
  { anchor: "signedstring", at: 0, isKey: true },
  ...["hash_hmac", "openssl_encrypt", "openssl_decrypt"].map((anchor): Call => ({ anchor, at: 2, isKey: true })),
  ...["pgp_sym_encrypt", "pgp_sym_decrypt", "aes_encrypt", "aes_decrypt"].map((anchor): Call => ({
    anchor,
    at: 1,
    isKey: true,
  })),
];

// What stands behind a token that is given alone: `.auth("x", { type: "bearer" })`.
const bearer = /^\{[^{}]{0,60}bearer/iu;
/** By name the calls; what is of one language comes first. */
const byName = new Map<string, readonly Call[]>();
for (const call of calls) {
  const others = byName.get(call.anchor) ?? [];
  byName.set(call.anchor, call.files ? [call, ...others] : [...others, call]);
}
const indexed = /\bindex\s[^\n;]{1,100}\son\s{1,4}[\w.]{0,80}$/iu;
const bracketless = /^(?:(?:http_)?basic_auth|omniauth)$/u;
const user = /user|login|name|account|e?mail|uid|admin/iu;
const id = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/iu;

// How a name is searched for where its bracket need not follow at once.
const written: Readonly<Record<string, readonly string[]>> = {
  credential: ["credential"],
  credentials: [],
  omniauth: ["omniauth "],
  basic_auth: ["basic_auth"],
  auth: [".auth(", ":auth(", "->auth(", "auth=(", "auth = (", "auth' => [", 'auth" => ['],
  login: ["login(", "login = ("],
};
const anchorsOf = (name: string): readonly string[] => written[name] ?? [`${name}(`];
/** Those whose secret is never the first argument. */
const later = new Set(
  [...byName]
    .filter(([, named]) => named.every(({ at, alone }) => at !== 0 && alone !== true))
    .flatMap(([name]) => anchorsOf(name)),
);
const isChecked = /\.[cm]?[jt]sx?$/u;

// Names that others end in, in capitals and in small letters: `HTTPBasicAuth(`, `urlauth=(`.
const isGlued = /^[^a-z]|^(?:basic|auth=)/iu;

const ofPair = /\s?(?:[:=]\s?)?\(\s?/uy;
// Of Guzzle too: `'auth' => ['user', 'x', 'digest']`.
const ofAuth =
  /\s?(?:[:=]\s?)?\(\s?|["']\s=>\s\[\s?(?=["'][^"'\n]{1,80}["'],\s{0,4}["'][^"'\n]{1,160}["']\s?(?:\]|,\s{0,4}["'](?:basic|digest|ntlm)["']))/uy;

// A default that stands where the environment has none: `os.environ.get("P", "x")`, `os.getenv("P") or "x"`, `process.env.P || "x"`.
const defaulted =
  /^[\w.]{0,40}(?:environ\.get|getenv|env)\(\s{0,2}["'][\w.-]{1,60}["'](?:,\s{0,3}(?:default\s?=\s?)?["'](?<second>[^"'\\\n]{1,160})["']\s{0,2}\)|\)\s{1,3}or\s{1,3}["'](?<other>[^"'\\\n]{1,160})["'])$|^process\.env\.\w{1,60}\s{0,3}(?:\|\||\?\?)\s{0,3}["'`](?<third>[^"'`\\\n]{1,160})["'`]$/u;

/** The argument, or what it falls back to. */
function resolved(text: string, argument: Argument): Argument {
  if (argument.isLiteral) return argument;
  const expression = text.slice(argument.start, argument.end);
  const { second, other, third } = defaulted.exec(expression)?.groups ?? {};
  const value = second ?? other ?? third;
  if (value === undefined) return argument;
  const start = argument.start + expression.lastIndexOf(value);
  return { start, end: start + value.length, isLiteral: true };
}

/** The function name of the table that begins at `at` in a file at `path`, and where its arguments begin. */
function nameAt(text: string, at: number, path: string): { call: Call; end: number } | undefined {
  let end = at;
  while (isWordAt(text, end) || text[end] === "." || text.startsWith("->", end) || text.startsWith("::", end))
    end += text[end] === "-" || text[end] === ":" ? 2 : 1;
  const name = text.slice(at, end).toLowerCase();
  const call = byName.get(name)?.find(({ files }) => files === undefined || files.test(path));
  if (!call) return undefined;
  // `auth=(...)` and `auth: (...)` take a pair too.
  const bracket = name === "auth" ? ofAuth : ofPair;
  bracket.lastIndex = end;
  if (bracket.test(text)) return { call, end: bracket.lastIndex };
  return bracketless.test(name) && text[end] === " " && /["':]/u.test(text.charAt(end + 1))
    ? { call, end: end + 1 }
    : undefined;
}

/** The second of a user and a password that stand side by side, from the first argument on or from the second. */
function pairIn(text: string, given: readonly Argument[]): Argument | undefined {
  const [first, second, third, fourth] = given;
  if (!first || !second?.isLiteral) return undefined;
  const isUser = (argument: Argument): boolean =>
    argument.isLiteral || user.test(text.slice(argument.start, argument.end));
  const valueOf = (argument: Argument): string => text.slice(argument.start, argument.end);
  // Of sbt: realm, host, user, password.
  if (fourth && given.every(({ isLiteral }) => isLiteral)) return fourth;
  // Behind a URL, a realm or a client: `(url, "user", "x")`, `("tenant id", "client id", "x")`.
  if (third?.isLiteral && (!first.isLiteral || id.test(valueOf(second)))) return third;
  return isUser(first) ? second : undefined;
}

/** The only argument, where nothing but the kind of a token follows it. */
function loneIn(text: string, [first, second, third]: readonly Argument[]): Argument | undefined {
  if (!first?.isLiteral || third) return undefined;
  return !second || (!second.isLiteral && bearer.test(text.slice(second.start, second.end))) ? first : undefined;
}

/** True for columns: in backticks, as SQL has names, or of an index that is made on them. */
function areColumns(window: string, at: number, first: Argument | undefined, path: string): boolean {
  if (path.endsWith(".sql") && first && window[first.start - 1] === "`") return true;
  return indexed.test(window.slice(window.lastIndexOf("\n", at - 1) + 1, at));
}

export const callDetector: TextDetector = judged(
  callRules,
  [...byName.keys()].flatMap(anchorsOf),
  (text, at, context) => {
    const window = windowAt(text, at, 120, 800);
    const first = window.text.charAt(window.at);
    const start = window.at + (first === "-" ? 2 : ".:".includes(first) ? 1 : 0);
    if (start === window.at && !isGlued.test(window.text.slice(start, start + 5)) && !beginsPart(window.text, start))
      return undefined;
    const named = nameAt(window.text, start, text.path);
    if (!named) return undefined;
    const { call, end } = named;
    // In JavaScript the AST checks know these calls, and which package they come from.
    if (call.isKey && isChecked.test(text.path)) return undefined;
    const most = call.at === "pair" ? 4 : call.at + 1;
    const given = argumentsAt(window.text, end, most).map((argument) => resolved(window.text, argument));
    if (areColumns(window.text, start, given[0], text.path)) return undefined;
    const alone = call.alone && loneIn(window.text, given);
    const secret = alone ?? (call.at === "pair" ? pairIn(window.text, given) : given[call.at]);
    if (!secret?.isLiteral || secret.end - secret.start > 160) return undefined;
    const value = window.text.slice(secret.start, secret.end);
    if (given.some((other) => /^anonymous$/iu.test(window.text.slice(other.start, other.end)))) return undefined;
    if (given.some((other) => other !== secret && window.text.slice(other.start, other.end) === value))
      return undefined;
    const userOf = call.at === "pair" && !alone ? given[given.indexOf(secret) - 1] : undefined;
    const sighting = sightingOf(
      window,
      {
        ruleId: call.isKey ? "call/key" : "call/password",
        start: secret.start,
        end: secret.end,
        name: call.isKey ? "key" : "password",
        nameKind: call.isKey ? "key" : "password",
        syntax: "sign-in",
        quoted: true,
        related: userOf?.isLiteral ? [partIn(window, "user", userOf)] : [],
        reason: call.isKey
          ? "the key of a cryptographic call"
          : alone
            ? "what a call signs in with"
            : "the second of user and password",
      },
      context,
    );
    return sighting && { ...sighting, sure: true };
  },
  {
    begins: (anchor) => (isGlued.test(anchor) ? "anywhere" : "part"),
    reach: 800,
    where: (anchor) => ({ what: "call", later: later.has(anchor) }),
  },
);
