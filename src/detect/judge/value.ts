import type { Confidence } from "../../model/severity.ts";
import { shannon } from "../entropy.ts";
import type { NameKind } from "./names.ts";
import { guessable } from "./guessable.ts";
import { placeholder } from "./placeholder.ts";
import { wordiness } from "./words.ts";

/** Where a value stands; the same characters mean more in a .env file than in prose. */
export interface ValueContext {
  readonly nameKind: NameKind;
  readonly name: string;
  readonly quoted: boolean;
  /** Prose or a format that was not recognised: more doubt. */
  readonly loose: boolean;
}

export interface Judgement {
  readonly confidence: Confidence;
  readonly reasons: readonly string[];
}

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/iu;
const date = /^\d{4}-\d\d-\d\d(?:[T ].{0,30})?$/u;
const version = /^v?\d{1,4}(?:\.\d{1,6}){1,4}(?:[-+.][\w.]{1,30})?$/u;
const url = /^[a-z][a-z\d+.-]{1,20}:\/\//iu;
const path =
  /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\)[\w.@ /\\-]{1,300}$|^[\w.@-]{1,60}(?:\/[\w.@-]{1,60}){2,20}$|^[\w-]{1,80}\.(?:json|ya?ml|pem|key|crt|cer|txt|env|ts|js|py|go|rb|java|xml|html?|css|md|sh|php|cs|pub|p12|pfx|jks|conf|ini|properties|toml)$/u;
const email = /^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}$/u;
const dottedNames = /^[A-Za-z_$][\w$]*(?:(?:\.|::|->)[A-Za-z_$][\w$]*){1,12}$/u;
const identifier = /^[A-Za-z_$][A-Za-z_$]*$/u;
const codeLike =
  /^[!*&]?[\w.$>:[\]-]{1,200}\(|^function\b|=>|^(?:new|await|return|typeof|import|export|const|let|var|def|class)\s|\)\s*;?$|^[\w.]+\[[\w"'.-]+\]/u;
const publicHash = /^(?:sha(?:1|256|384|512)|md5)[-:=]/iu;
const encrypted =
  /^(?:ENC\[|\$ANSIBLE_VAULT|encrypted:|\{cipher\}|AQICAH|vault:v\d+:|\$2[aby]\$|\$argon2|\$pbkdf2|\$scrypt|\$6\$|\$5\$|\$1\$|\{SSHA\}|\{SHA\}|pbkdf2[_:]|bcrypt|SCRAM-SHA)/u;
const markup = /[<>]|^&\w{1,12};|\\[nt]\s|\s{2}/u;

/** True for values that by their shape are no secret, whatever they are called. */
function neverSecret(value: string, context: ValueContext): string | undefined {
  if (value.length < (context.nameKind === "password" ? 4 : 8)) return "too short";
  if (value.length > 512) return "too long";
  const held = placeholder(value);
  if (held) return held;
  if (date.test(value) || version.test(value)) return "a date or version";
  if (url.test(value) || path.test(value) || email.test(value)) return "a URL, path or address";
  if (publicHash.test(value) || encrypted.test(value)) return "a hash or ciphertext";
  if (isSequence(value)) return "the alphabet";
  if (/^[#.][a-z][a-z-]*$|^arn:|-\d+\.\d+\.\d+$/u.test(value)) return "a selector, resource name or version";
  if (codeLike.test(value) || markup.test(value)) return "code or markup";
  if (dottedNames.test(value) && !(context.quoted && /\d/u.test(value) && wordiness(value) < 0.45))
    return "a dotted name";
  if (/^[\d.,:\s-]{1,40}$/u.test(value) && context.nameKind !== "password") return "a number";
  const folded = (text: string): string => text.toLowerCase().replaceAll(/[^a-z\d]/gu, "");
  if (folded(value) === folded(context.name)) return "its own name";
  return undefined;
}

/** A run of the alphabet: typed in order, not drawn. */
function isSequence(value: string): boolean {
  let run = 1;
  const folded = value.toLowerCase();
  for (let i = 1; i < folded.length; i++) {
    run = folded.charCodeAt(i) === folded.charCodeAt(i - 1) + 1 && /[a-z]/u.test(folded.charAt(i)) ? run + 1 : 1;
    if (run >= 10) return true;
  }
  return false;
}

/** The text behind base64, where it is printable. */
function decoded(value: string): string | undefined {
  if (value.length < 8 || !/^[A-Za-z\d+/]{8,400}={0,2}$/u.test(value)) return undefined;
  const text = Buffer.from(value, "base64").toString("latin1");
  return /^[\x20-\x7e]{6,300}$/u.test(text) ? text : undefined;
}

function classes(value: string): number {
  return [/[a-z]/u, /[A-Z]/u, /\d/u, /[^A-Za-z\d]/u].filter((set) => set.test(value)).length;
}

function judgePassword(value: string, context: ValueContext): Judgement | undefined {
  if (guessable(value) || guessable(decoded(value) ?? ""))
    return { confidence: "low", reasons: ["a word everybody tries"] };
  const wordy = wordiness(value);
  const kinds = classes(value);
  const spaces = value.split(" ").length - 1;
  if (spaces > 0 && (!context.quoted || spaces > 3 || wordy > 0.6)) return undefined;
  if (/^\d+$/u.test(value))
    return value.length >= 6 ? { confidence: context.quoted ? "medium" : "low", reasons: ["digits only"] } : undefined;
  if (identifier.test(value)) {
    if (wordy > 0.5 || value.length < 8) return { confidence: "low", reasons: ["a plain word"] };
    return { confidence: context.quoted && !context.loose ? "medium" : "low", reasons: ["letters only, no words"] };
  }
  if (/^[a-z]+(?:[-_.][a-z]+)+$/iu.test(value)) return { confidence: "low", reasons: ["words joined by signs"] };
  if (!/[A-Za-z\d]/u.test(value)) return undefined;
  if (kinds >= 3 && value.length >= 8)
    return { confidence: context.loose ? "medium" : "high", reasons: ["three kinds of characters"] };
  if (kinds >= 2 && (value.length >= 6 || /[^\w]/u.test(value)))
    return { confidence: "medium", reasons: ["two kinds of characters"] };
  return { confidence: "low", reasons: ["short or simple"] };
}

function judgeKey(value: string, context: ValueContext): Judgement | undefined {
  if (/\s/u.test(value)) return undefined;
  const bits = shannon(value);
  const wordy = wordiness(value);
  const hasDigit = /\d/u.test(value);
  if (uuid.test(value)) return { confidence: "medium", reasons: ["a random UUID"] };
  if (/^[\da-f]+$/iu.test(value) && hasDigit && value.length >= 16) {
    if (bits < 2.6 || (context.nameKind === "some-key" && value.length < 24)) return undefined;
    return { confidence: value.length >= 24 && !context.loose ? "high" : "medium", reasons: ["random hex digits"] };
  }
  if (identifier.test(value)) {
    const random = value.length >= 16 && wordy < 0.5 && bits >= 3.2;
    if (context.nameKind === "some-key") return undefined;
    if (!random) return wordy > 0.6 ? undefined : { confidence: "low", reasons: ["letters only"] };
    return { confidence: context.quoted ? "medium" : "low", reasons: ["random letters"] };
  }
  if (/^[a-z]+(?:[-_.:/][a-z\d]{0,12}){1,12}$/iu.test(value) && (wordy > 0.5 || !hasDigit)) return undefined;
  if (!hasDigit && wordy > 0.55) return context.quoted ? { confidence: "low", reasons: ["words"] } : undefined;
  if (context.nameKind === "some-key") {
    const drawn = value.length >= 16 && hasDigit && /[A-Za-z]/u.test(value) && bits >= 3.2 && wordy < 0.5;
    return drawn ? { confidence: "medium", reasons: ["random characters"] } : undefined;
  }
  if (value.length >= 16 && bits >= 3) {
    if (wordy > 0.62) return { confidence: "low", reasons: ["reads like words"] };
    return {
      confidence: value.length >= 20 && bits >= 3.5 && !context.loose ? "high" : "medium",
      reasons: ["random characters"],
    };
  }
  if (value.length >= 10 && hasDigit && bits >= 2.8 && wordy < 0.55)
    return { confidence: "medium", reasons: ["letters and digits"] };
  return context.quoted && hasDigit ? { confidence: "low", reasons: ["short"] } : undefined;
}

/** Share of steps from one character to the next in order: `abcdef0123456789` is typed, not drawn. */
function orderedShare(value: string): number {
  let ordered = 0;
  for (let i = 1; i < value.length; i++) {
    const step = value.charCodeAt(i) - value.charCodeAt(i - 1);
    if (step === 1 || step === 0 || (value[i] === "0" && value[i - 1] === "9")) ordered++;
  }
  return ordered / Math.max(1, value.length - 1);
}

/** How sure it is that `value`, given to a name that promises a secret, is one. Nothing where it is none. */
export function judgeValue(value: string, context: ValueContext): Judgement | undefined {
  if (neverSecret(value, context) !== undefined) return undefined;
  const verdict = context.nameKind === "password" ? judgePassword(value, context) : judgeKey(value, context);
  return (
    verdict && {
      confidence: verdict.confidence,
      reasons: [`named like a ${context.nameKind === "some-key" ? "key" : context.nameKind}`, ...verdict.reasons],
    }
  );
}
