// Takes over what another scanner was told to accept: those findings of today that its file names, and nothing else.
import { UserError } from "../../model/error.ts";
import type { Finding } from "../../model/finding.ts";
import { readSmallText, shownPath } from "../read-file.ts";
import type { Accepted } from "./accepted.ts";
import { isSecretsBaseline, secretsBaseline } from "./detect-secrets.ts";
import { gitleaksIgnore, isGitleaksIgnore } from "./gitleaks-ignore.ts";
import { gitleaksReport, isGitleaksReport } from "./gitleaks-report.ts";

/** What was taken over, and what was not and why. */
export interface CarriedOver {
  readonly findings: readonly Finding[];
  readonly total: number;
  /** `line 12: no finding stands there`; no more of the imported file than its positions. */
  readonly left: readonly string[];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads a file of another scanner; its content tells which. */
export async function readAccepted(file: string): Promise<Accepted[]> {
  const text = (await readSmallText(file, { what: "file to import", missing: "check its path" })).replace(
    /^\ufeff/u,
    "",
  );
  const data = parsed(text);
  if (isSecretsBaseline(data)) return secretsBaseline(data);
  if (isGitleaksReport(data)) return gitleaksReport(data);
  if (data === undefined && isGitleaksIgnore(text)) return gitleaksIgnore(text);
  throw new UserError(
    `${shownPath(file)} is nothing that can be imported: name a .gitleaksignore, a JSON report of gitleaks or a .secrets.baseline.`,
  );
}

function standsOn({ region }: Finding, line: number): boolean {
  return region.line <= line && line <= region.endLine;
}

/** Finds what `accepted` names among the findings of today. */
export function carryOver(
  accepted: readonly Accepted[],
  findings: readonly Finding[],
  isScanned: (path: string) => boolean,
): CarriedOver {
  const byPath = new Map<string, Finding[]>();
  for (const finding of findings) {
    const same = byPath.get(finding.region.path);
    if (same) same.push(finding);
    else byPath.set(finding.region.path, [finding]);
  }
  const taken = new Set<Finding>();
  const left: string[] = [];
  for (const { at, path, line, isValue, refused } of accepted) {
    const inFile = byPath.get(path) ?? [];
    const onLine = inFile.filter((finding) => standsOn(finding, line));
    const fit = isValue ? inFile.filter((finding) => isValue(finding, standsOn(finding, line))) : onLine;
    if (refused !== undefined) left.push(`${at}: ${refused}`);
    else if (fit.length > 0) for (const finding of fit) taken.add(finding);
    else if (onLine.length > 0) left.push(`${at}: another value stands there now`);
    else if (inFile.length > 0 || isScanned(path)) left.push(`${at}: nothing is found there now`);
    else left.push(`${at}: its file was not scanned`);
  }
  return { findings: [...taken], total: accepted.length, left };
}
