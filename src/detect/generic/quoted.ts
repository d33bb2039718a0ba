/** Reads the string literal that a name is given: at once, inside calls, brackets and conversions, or behind a fallback. */
import type { Syntax } from "../judge/evidence.ts";
import { bracketLiteral, consume, isQuote, isSpace, type Literal, literal, skip } from "./literal.ts";
import { type Assignment, found, type Place } from "./place.ts";

const wrapper =
  /[@$&*]|default=(?=["'])|[bBrRuUfFLN]{1,2}(?=["'])|b?r?#{1,3}(?=")|(?:new|await|return|const|static|final|try|\+)\s{1,4}|[A-Za-z_][\w$.]{0,50}(?:::[\w$.]{0,50}){0,4}(?:<[\w<>, ]{0,30}>)?\s?[([{!]{1,2}|\[\]\w{1,12}[({]|[[({]\s{0,20}/uy;
const defaulted =
  /^(?:["'`],\s{0,3}|["'`]?[)\]]{0,3}\s{0,3}(?:\|\||\?[?:]|or)\s{1,3}|["'`]\)\.(?:unwrap_or|unwrap_or_else|orElse|getOrElse|or)\((?:\|\w{0,8}\|\s?)?)[bBrRuU]?(?=["'`])/u;
const environmentRead =
  /(?:[\w.]{1,60}\([\w., ]{0,40}\)\s{1,3}(?:\|\||\?[?:]|or)\s{1,3}|\w{1,40}\s?(?:\|\||\?[?:]|or)\s{1,3}|[\w.]{1,60}(?:\["?\w{1,40}"?\])?\s{0,2}(?:\|\||\?[?:])\s{0,3})[bBrRuU]?(?=["'`])/uy;

// Calls whose argument is a name or a text, not the value: `env("X")`, `config["x"]`, `t("x")`, `import("x")`.
const lookup =
  /(?:env|environ|getenv|getpwnam|getspnam|getpwent|config|settings?|lookup|fetch|translate|gettext|i18n|import|require|prompt|\bt|_)\??\s?[([]$/iu;
// What is asked for, or where a text is cut: `args.get("x")`, `find_by("x")`, `jwt.GetSigningMethod("x")`.
const asked =
  /(?:^|[.>:])(?:r?split|r?partition|lstrip|rstrip|strip|join|replace|(?:get|find|ask|query)(?:[A-Z_](?!ytes)\w{0,30})?|(?:Get|Find)(?!Bytes)[A-Z]\w{0,30})\($/u;
/** A call that is told of which account, not with which password: `getPassword("admin")`. */
export const getter: RegExp =
  /(?:^|[^a-z\d])(?:get|fetch|find|lookup|query|list|ask|prompt|delete|remove|revoke)_?(?:[a-z]\w{0,30})?(?:pass(?:w(?:or)?d)?|pwd|credentials?|secrets?|tokens?|keys?)$/iu;
// Of Perl `$settings{"x"}`, of other languages `settings["x"]`: the name of an element.
const subscript = /(?:\$\w{1,50}\{|\w\[)$/u;

// `checkPassword("user", "x")`: the second is the password. What is stored, `verify("x", "$2b$...")`, is none.
// So is that of `login_password("user", "x")`; of `auth_password("x", options)` it is the first.
const takesUser =
  /(?<!re)(?:check|verify|validate|upsert|set|store|save|log_?in|sign_?in|auth(?:enticate)?)_?(?:user_?)?pass(?:w(?:or)?d)?$/iu;
// `connectWithPassword("host", "x")`: what comes first says where or who.
const signsIn =
  /(?:connect_?(?:(?:with|by|using)_?)?|(?:log_?in|sign_?in|auth(?:enticate)?)_?(?:with|by|using)_?)(?:user_?)?pass(?:w(?:or)?d)?$/iu;
const nextLiteral = /["'`]\s{0,3},\s{0,20}[bru]?(?=["'`](?![${*])[^"'`]{3,40}["'`])/iuy;
const nextPassword = /^["'`]\s{0,3},\s{0,20}[\w.[\]($&*]{0,40}pass/iu;

// Of `hashPassword("x", "bcrypt")` the second string is how.
const hashes = /(?:hash|crypt)\w{0,20}\($/iu;
const list = /(?:[^\w\s]\s{0,60}\[|\[\]\w{1,12}\{)\s{0,24}["'`]$/u;

/** A string literal behind the operator, also inside calls, brackets and behind a fallback: `Some("x")`, `getenv("A") or "x"`. */
export function readQuoted(place: Place, at: number, syntax: Syntax): Assignment | undefined {
  const { text } = place;
  const bracketed = place.style === "code" ? bracketLiteral(text, at) : undefined;
  if (bracketed) return found(place, bracketed, true, syntax);
  let i = at;
  let depth = 0;
  let wrapped = syntax;
  const other = isQuote(text[at]) ? undefined : consume(environmentRead, text, at);
  if (other !== undefined) {
    i = other;
    wrapped = "fallback";
  }
  let looksUp = false;
  let isHashed = false;
  for (; depth < 4 && !isQuote(text[i]) && text[i] !== "\\"; depth++) {
    const next = consume(wrapper, text, i);
    if (next === undefined) return undefined;
    const piece = text.slice(i, next).trimEnd();
    looksUp ||= lookup.test(piece) || subscript.test(text.slice(Math.max(at, i - 1), next));
    isHashed ||= hashes.test(piece);
    looksUp ||= asked.test(piece) || (piece.endsWith("(") && getter.test(piece.slice(0, -1)));
    i = skip(text, next, isSpace, 24);
  }
  // Of .env and TOML, and of PowerShell `@'`.
  const mayBeginBelow = (place.style === "line" && depth === 0) || text[i - 1] === "@";
  const first = literal(text, i, place.inside, mayBeginBelow);
  if (!first) return undefined;
  if (depth > 0 || syntax === "argument") {
    const isList = list.test(text.slice(Math.max(0, first.start - 90), first.start));
    // `check(password, []string{"x", "y"})`, `check($options['password'], ['x', 'y'])`: another argument.
    const isNamed = isQuote(text[place.nameEnd]) && text[place.nameEnd + 1] !== "]";
    if (isList && syntax === "argument" && !isNamed) return undefined;
    const second = depth === 0 || isList || isHashed ? undefined : fallbackOf(place, first);
    if (second) return found(place, second, true, "fallback");
  }
  if (looksUp) return undefined;
  if (depth > 0) {
    const rear = text.slice(first.end, first.end + 8);
    // `password: { "old": ... }`, `"password" => ["old" => ...]`: what stands in the braces is a name.
    if (/^["'`]\s{0,4}(?::(?!:)|=>)/u.test(rear)) return undefined;
    // `if ($a != $password || preg_match("/x/", $b))`: what else is asked.
    if (syntax === "fallback" && /^["'`]\s{0,4},/u.test(rear)) return undefined;
  }
  const name = syntax === "call" ? text.slice(place.nameStart, place.nameEnd) : "";
  if (signsIn.test(name) && /^["'`]\s{0,4},/u.test(text.slice(first.end, first.end + 6)))
    return found(place, secondOf(place, first), true, "call");
  return takesUser.test(name) ? readBehindUser(place, first) : found(place, first, true, wrapped);
}

/** Of `getenv("NAME", "value")` and `env["NAME"] || "value"` the second string, which is the value. */
function fallbackOf({ text, inside }: Place, first: Literal): Literal | undefined {
  const rest = defaulted.exec(text.slice(first.end, first.end + 32))?.[0];
  if (rest === undefined || !/^[A-Za-z_][\w.-]{0,60}$/u.test(text.slice(first.start, first.end))) return undefined;
  return literal(text, first.end + rest.length, inside);
}

/** The literal behind the first argument of a call. */
function secondOf({ text, inside }: Place, first: Literal): Literal | undefined {
  const next = consume(nextLiteral, text, first.end);
  return next === undefined ? undefined : literal(text, next, inside);
}

const user = /^[a-z][a-z\d._-]{1,20}$/u;

/** The password behind the first argument of a call, where that reads like a user; else that argument. */
function readBehindUser(place: Place, first: Literal): Assignment | undefined {
  if (!user.test(place.text.slice(first.start, first.end))) return found(place, first, true, "call");
  const rear = place.text.slice(first.end, first.end + 80);
  if (nextPassword.test(rear)) return undefined;
  return found(place, secondOf(place, first) ?? first, true, "call");
}
