// Everyone reads the log, the annotations and the review of a public repository. Whoever may push there could otherwise ask, commit
// by commit, what a vault holds and what its entries are called.
import type { Finding, Report, Verification } from "../model/finding.ts";
import { envName } from "../references/names.ts";

/** What is shown of a vault where its name is not. */
const unnamed = "(not named here)";

function undisclosedState(verification: Verification): Verification {
  switch (verification.state) {
    case "in-vault":
      return {
        state: "in-vault",
        vault: unnamed,
        uri: "",
        kind: "secret",
        name: "",
        version: "",
        standing: "current",
        undisclosed: true,
      };
    case "same-name":
      return { state: "unverified", reason: "what the vault says is not shown here" };
    default:
      return verification;
  }
}

/** The finding without the entry's name, version and state: a reference stays where the file alone gives its name. */
export function undisclosed(finding: Finding): Finding {
  const { verification, suggestion, ...rest } = finding;
  const without = { ...rest, verification: undisclosedState(verification) };
  if (!suggestion || (verification.state !== "in-vault" && verification.state !== "same-name"))
    return { ...without, ...(suggestion && { suggestion }) };
  const { use, syntax, edits } = suggestion;
  const byFile = finding.name !== undefined && envName(finding.name) === envName(verification.name);
  const written = [use, ...edits.map(({ newText }) => newText)].join("\n").toLowerCase();
  const host = URL.canParse(verification.uri) ? new URL(verification.uri).hostname.split(".")[0] : undefined;
  const namesVault = [verification.vault, verification.uri, host].some(
    (text) => text !== undefined && text !== "" && written.includes(text.toLowerCase()),
  );
  if (!byFile || namesVault || verification.kind !== "secret") return without;
  return { ...without, suggestion: { syntax, use, edits, then: ["rotate it: everyone who can read this has it"] } };
}

/** The report as everyone may read it. */
export function undisclosedReport(report: Report): Report {
  const labels = report.vaults.flatMap(({ label, uri }) => [uri, label]).filter((text) => text !== "");
  const without = (message: string): string => labels.reduce((text, label) => text.replaceAll(label, unnamed), message);
  return {
    ...report,
    findings: report.findings.map(undisclosed),
    vaults: report.vaults.map(({ mode, entries }) => ({ uri: "", label: unnamed, mode, entries })),
    notices: report.notices.map((notice) => ({ ...notice, message: without(notice.message) })),
  };
}
