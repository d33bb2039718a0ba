/** Which vault values prove something wherever they stand: strong ones that are of no kind that code holds openly. */
import { estimateStrength, provingStrength } from "../model/strength.ts";

/** Bits a character from which a text is random rather than made of words. */
const randomDensity = 3.4;
/** As far as the estimate looks. */
const considered = 128;

function isRandom(value: string): boolean {
  return estimateStrength(value) / Math.min(considered, Math.max(1, value.length)) >= randomDensity;
}

const address = /^[a-z][a-z\d+.-]{0,30}:\/\/(?:(?<userinfo>[^/?#@\s]*)@)?(?<rest>\S*)$/iu;
const guid = /^[({]?[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}[)}]?$/iu;
const openKinds: readonly RegExp[] = [
  // Host, with or without port; e-mail address; path; version; date; word.
  /^[\w-]+(?:\.[\w-]+)+\.?(?::\d{1,5})?$/u,
  /^[^\s@]+@[\w-]+(?:\.[\w-]+)+$/u,
  /^(?:[a-z]:)?(?:\.{0,2}|~|%\w+%|\$\{?\w+\}?)[/\\][^\n]*$/iu,
  /^[\w.@ -]+(?:[/\\][\w.@ -]+)+$/u,
  /^v?\d+(?:\.\d+)+(?:[-+.][\w.+-]*)?$/iu,
  /^\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-][\d:]+)?)?$/u,
  /^\p{L}+$/u,
];
const publicArmour = /^-----BEGIN (?:CERTIFICATE|[A-Z ]*PUBLIC KEY)-----/u;
const privateArmour = /-----BEGIN [A-Z ]*PRIVATE KEY/u;
const publicKeyLine = /^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-nistp\d+) [A-Za-z\d+/]+={0,2}(?: [^\n]*)?$/u;

/** A webhook's path or a signature in the query can be the secret, so a URL is open only where every part of it is. */
function isOpenAddress(value: string): boolean {
  const { userinfo, rest = "" } = address.exec(value)?.groups ?? {};
  if (!address.test(value) || userinfo?.includes(":") === true) return false;
  return rest
    .split(/[/?&#=;,]/u)
    .every((part) => guid.test(part) || estimateStrength(part) < provingStrength || !isRandom(part));
}

/** True where the value proves, anywhere in a text, that it came out of the vault. */
export function provesAnywhere(value: string): boolean {
  if (estimateStrength(value) < provingStrength || guid.test(value) || isOpenAddress(value)) return false;
  if (publicArmour.test(value) && !privateArmour.test(value)) return false;
  if (publicKeyLine.test(value)) return false;
  return isRandom(value) || !openKinds.some((kind) => kind.test(value));
}
