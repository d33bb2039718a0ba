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

/** True unless one of the parameters of a reference (`?region=...&token=...`) is a credential. */
export function harmlessParameters(parameters = ""): boolean {
  return [...parameters.matchAll(credentialParameter)].every(({ groups }) => /^[${<%]/u.test(groups?.["value"] ?? ""));
}
