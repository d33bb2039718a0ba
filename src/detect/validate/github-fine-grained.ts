// Fine-grained GitHub tokens carry no CRC: before their last eight characters stand eight Base32 characters of a SHA-256.
// Found by https://github.com/mongodb/kingfisher/pull/342 and confirmed on published tokens.
import { crypto } from "../../model/crypto.ts";
import { encodeBase32 } from "./base32.ts";
import type { Validator } from "./verdict.ts";

const hashLength = 8;
const shape = /^(?<covered>github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{43})(?<hash>[A-Z2-7]{8})[A-Za-z0-9]{8}$/u;

/** The eight characters behind `covered`, the token without its last sixteen. */
export function computeGithubFineGrained(covered: string): string {
  return encodeBase32(crypto().createHash("sha256").update(covered, "latin1").digest()).slice(0, hashLength);
}

/** A token of the right shape whose hash is not Base32 is `unknown`: the scheme is not documented by GitHub. */
export const githubFineGrained: Validator = (value) => {
  const { covered, hash } = (value.length === 93 ? shape.exec(value)?.groups : undefined) ?? {};
  if (covered === undefined) return "unknown";
  return computeGithubFineGrained(covered) === hash ? "valid" : "invalid";
};
