/** The host that a credential in an address opens: one that anybody can reach is at risk, whatever a test expects of it. */
import type { Candidate } from "../../model/candidate.ts";
import type { SourceText } from "../../model/text.ts";

const reach = 300;
const behindAt = /^\\?@(?:tcp\(|\/\/)?(?<host>\[[\da-f:]{2,45}\]|[\w.-]{1,253})/iu;
const ofPair =
  /\b(?:server|data source|host|hostname|address|addr|endpoint)\s{0,3}=\s{0,3}(?:tcp:|sb:\/\/|https?:\/\/)?(?<host>[\w.-]{1,253})/iu;
const publicName = /^(?:[\w-]{1,63}\.){1,10}[a-z]{2,24}$/iu;
// RFC 2606 and RFC 6761, and what stands for a host in samples.
const reserved =
  /(?:^|\.)(?:test|example|invalid|localhost|local|localdomain|internal|lan)$|(?:^|\.)example\.[a-z.]{2,8}$/iu;
const sample =
  /(?:^|[.-])(?:your|my|some)?-?(?:foo|bar|baz|foobar|dummy|fake|sample|domain|test|host|hostname|server|site|website|company|acme|contoso)\.[a-z]{2,6}$|^(?:your|my|some)[\w-]{0,40}\./iu;
const publicAddress = /^\d{1,3}(?:\.\d{1,3}){3}$/u;
// Of this machine, of private networks and of documentation (RFC 1918, RFC 3927, RFC 5737).
const ownAddress =
  /^(?:0|10|127|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168|192\.0\.2|198\.51\.100|203\.0\.113|1\.2\.3)\./u;

function isElsewhere(host: string): boolean {
  if (publicAddress.test(host)) return !ownAddress.test(host);
  return publicName.test(host) && !reserved.test(host) && !sample.test(host);
}

/** True for the password of a URL or connection string whose host is not local, reserved or a sample. */
export function leadsElsewhere({ bytes }: SourceText, { ruleId, span }: Candidate): boolean {
  if (!ruleId.startsWith("url/") && !ruleId.startsWith("connection-string/")) return false;
  const after = bytes.toString("latin1", span.end, span.end + reach).split("\n", 1)[0] ?? "";
  const before =
    bytes
      .toString("latin1", Math.max(0, span.start - reach), span.start)
      .split("\n")
      .pop() ?? "";
  const match = behindAt.exec(after) ?? ofPair.exec(before) ?? ofPair.exec(after);
  return isElsewhere(match?.groups?.["host"] ?? "");
}
