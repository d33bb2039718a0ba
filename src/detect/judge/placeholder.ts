/** Values that stand where a secret will be put, or that everybody knows: never a secret worth a report. */
import { charactersOf, foreign, guarded, matches } from "./characters.ts";
import { familiarity } from "./language.ts";
import { isDocumented } from "./samples.ts";

export const wholeWords: ReadonlySet<string> = new Set(
  (
    "null nil none undefined true false yes no on off empty blank todo tbd tba fixme unset default required optional string str text " +
    "value values changeme change_me change-me changeit change_it please_change replaceme replace_me insert_here fillme password passwd pwd pass passphrase secret " +
    "secrets token tokens key apikey api_key api-key credentials credential username user admin root guest foo bar baz foobar qux test " +
    "testing tests dummy fake example sample placeholder redacted removed hidden masked censored obfuscated scrubbed sanitized filtered suppressed omitted withheld unused masked_value mysecret mypassword mytoken my-secret my-password " +
    "my_secret my_password yourpassword your_password yoursecret notasecret not_a_secret not-a-secret n/a na int integer boolean bool object function void any unknown " +
    "kennwort passwort wachtwoord salasana heslo jelszo haslo contrasena senha lozinka parola sifre losenord passord adgangskode kodeord parool geslo " +
    "utf-8 utf8 utf_8 utf-16 ascii latin-1 latin1 base64 varchar char bytes byte number uuid guid hash encrypted plaintext plain basic bearer digest oauth oauth2 jwt ntlm gssapi kerberos negotiate xoauth2 oauthbearer " +
    "xyes xno md4 md5 sha sha1 sha224 sha256 sha384 sha512 md5sum sha1sum sha256sum sha512sum self this that"
  ).split(" "),
);

/** Text in which a variable, template or function call stands in place of the value. */
const templated = guarded(
  /\$\{|\$\(|\{\{|\}\}|<%|%>|<[A-Za-z][\w .:/-]{0,60}>|^<.{0,200}>$|^\$[A-Za-z_]\w{0,60}(?:$|\{|->|\[["'\w])|^%[A-Za-z_]\w{0,60}%$|^\[[\w .-]{1,60}\]$|^\[%[\w:.-]{1,200}%\]$|^\{[\w .:-]{1,60}\}$|^@[A-Za-z_][\w.]{0,60}@?$|^#\{|%\(\w{1,40}\)s|^__\w{1,60}__$|^\.\.\.$|\$[A-Z_]{3,40}\b|^%\{[\w.:&-]{1,60}\}$|^%-?\d{1,3}[sdxXu]$|^#?(?:%\d{0,2}[sdxXucp][-:., ]{0,2}){2,12}$|\{\}[-:.,/ ]{1,2}\{\}|^(?:\{[\w.!:]{0,60}\}\d{0,8}){1,8}$|^\$[a-z]{1,12}\([A-Za-z][\w.>=-]{0,40}\)$/u,
  "${}<%[@#_.",
);

// In small letters.
const marker =
  /(?:^|[^a-z])(?:sample|placeholder|dummy|changeme|change[-_ ]me|replace|insert|redacted|fake|todo|fixme|my[-_](?:secret|password|token|api|key))|[^a-z](?:your|example)|\*\*\*|_here$|-here$|goes[-_ ]?here|example$|\bexample\b|example(?:key)?$|not[-_ ]?(?:a[-_ ]?)?(?:real|valid|secret)|(?:put|enter|add|set|use)[-_ ](?:your|the|a|my)\b|random[-_ ]?(?:char|string|letter|value)|[\da-z]-{5,}[\da-z]|(?:^|[:|;,])xxx[:|;,]/u;

// Signs of a template, a mask or a sample that a drawn value may hold by chance.
const doubtful = /%[sdv]|x{4,}|\.{3}|^(?:your|example)/iu;

/** True when three different characters stand in the value; most values show it at once. */
function isVaried(value: string): boolean {
  const first = value.charCodeAt(0);
  let second = first;
  for (let i = 1; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code === first || code === second) continue;
    if (second !== first) return true;
    second = code;
  }
  return false;
}

/** True when the value is made of one or two characters repeated, or is a mask. */
function isRepetition(value: string, characters: number): boolean {
  // Halves of a character are no two of them.
  if (isVaried(value) && ((characters & foreign) === 0 || !/[\ud800-\udfff]/.test(value))) return false;
  if (/^(.)\1{3,400}$/u.test(value)) return true;
  return value.length >= 8 && new Set(value).size <= 2;
}

/** True where what stands around a doubtful sign is drawn, so that the sign is a part of the value: `q%dZ7t!Rw2Lx`. */
function isDrawnAround(value: string): boolean {
  if (/[\s"'`\\]|x{5}|\.{3}$/iu.test(value)) return false;
  // A token has no dots in a row: what stood between is left out.
  if (/^[\w+/=-]{4,}\.{3}[\w+/=-]{4,}$/u.test(value)) return false;
  const pieces = value.split(doubtful);
  const rest = pieces.join("");
  if (pieces.length > 2 || rest.length < 8 || familiarity(rest) > 0) return false;
  const isMixed = /[a-z]/u.test(rest) && /[A-Z]/u.test(rest) && /\d/u.test(rest);
  // A token whose middle is left out keeps its first and its last characters, of which people show few.
  const shown = /[!@#$%^&*?~]/u.test(rest) ? 10 : 20;
  return isMixed && rest.length >= (pieces[0] === "" ? 8 : shown);
}

const longestWord = Math.max(...Array.from(wholeWords, ({ length }) => length));

function reasonOf(value: string, characters: number): string | undefined {
  const lower = value.toLowerCase();
  if (value.length <= longestWord && wholeWords.has(lower)) return "a word that stands for a secret";
  if (isDocumented(value)) return "a value from a vendor's documentation";
  if (isRepetition(value, characters)) return "one character repeated";
  if (matches(templated, value, characters)) return "a template or variable";
  // Of Amazon's documents, in the middle of a token. No drawn value has seven given letters.
  if (value.includes("EXAMPLE") || marker.test(lower)) return "a placeholder word";
  if (doubtful.test(value) && !isDrawnAround(value)) return "a placeholder word";
  return undefined;
}

let lastValue: string | undefined;
let lastReason: string | undefined;

/** Says why a value is a placeholder, or nothing. The last answer is kept: detectors ask for a value one after the other. */
export function placeholder(value: string, characters?: number): string | undefined {
  if (value !== lastValue) {
    lastReason = reasonOf(value, characters ?? charactersOf(value));
    lastValue = value;
  }
  return lastReason;
}
