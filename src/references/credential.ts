// A reference can leak what it should replace: as a fallback value, or as the credential with which to fetch the secret.
import { estimateStrength } from "../model/strength.ts";

/** Bits below which a fallback is a word or a number that everybody tries: no secret. */
const guessableBits = 20;

const credentialParameter =
  /(?:^|[&?,])(?:token|secret_id|client_secret|secret|password|[a-z]{1,20}_token)=(?<value>[^&,]{1,400})/giu;

/** True for a default value that is worth nothing: empty, `changeme`, `localhost`, `5432`. */
export function harmlessFallback(fallback = ""): boolean {
  return fallback === "" || /^\d{1,5}$/u.test(fallback) || estimateStrength(fallback) < guessableBits;
}

/** Bits of a word, in all and a character, that nobody types as part of a name. */
const randomBits = 40;
const randomBitsPerCharacter = 3.6;
/** Changes between letters and digits in one word: `oauth2token` has two. */
const mostNumbers = 2;

/** True for the name of a variable as people choose it, in words; a random token between braces is a value. */
export function isChosenName(name: string): boolean {
  return name.split(/[^\dA-Za-z]+/u).every((word) => {
    if (word.length * 6 < randomBits) return true;
    if ([...word.matchAll(/[A-Za-z]\d|\d(?=[A-Za-z])/gu)].length > mostNumbers) return false;
    const bits = estimateStrength(word);
    return bits < randomBits || bits < randomBitsPerCharacter * word.length;
  });
}

/** True unless a string literal of an expression (`secrets.X || '...'`) is worth something. */
export function harmlessLiterals(expression: string): boolean {
  return [...expression.matchAll(/(?<quote>["'`])(?<literal>[^"'`\n]{1,300})\k<quote>/gu)].every(({ groups }) => {
    const literal = groups?.["literal"] ?? "";
    // A sentence is a message, a format, a condition.
    return harmlessFallback(literal) || (literal.trim().includes(" ") && isChosenName(literal));
  });
}

/** True unless one of the parameters of a reference (`?region=...&token=...`) is a credential, or the value to fall back to. */
export function harmlessParameters(parameters = ""): boolean {
  const fallback = /(?:^|[&?,])fallback=(?<value>[^&,]{1,400})/iu.exec(parameters)?.groups?.["value"];
  if (!harmlessFallback(fallback)) return false;
  return [...parameters.matchAll(credentialParameter)].every(({ groups }) => /^[${<%]/u.test(groups?.["value"] ?? ""));
}
