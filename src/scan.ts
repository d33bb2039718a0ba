import { everything, type Collector, type Hidden } from "./collect/collector.ts";
import { settingsFor, type Config } from "./config/config.ts";
import { createDetectStage, type AstMode, type Detected } from "./detect/detect.ts";
import { jobWorkerFile } from "./job-worker-file.ts";
import type { Candidate } from "./model/candidate.ts";
import type { Finding, Notice, Report, Verification, Verified } from "./model/finding.ts";
import type { RuleInfo } from "./model/rule.ts";
import { atLeastConfidence, type Confidence } from "./model/severity.ts";
import type { Secret } from "./model/secret.ts";
import { provingStrength } from "./model/strength.ts";
import type { SourceText } from "./model/text.ts";
import { byPlace, place, placeEdits } from "./place.ts";
import { asksEveryText } from "./reading-ahead.ts";
import { type JobData, searchOptions } from "./search-options.ts";
import type { SilentText, SourceItems } from "./model/source-item.ts";
import { createSuggester } from "./suggest/suggest.ts";
import type { Baseline } from "./suppress/baseline.ts";
import { inlineIgnores } from "./suppress/inline.ts";
import { allowanceOf, unlimited } from "./verify/allowance.ts";
import { createVerifier, type NamedVault } from "./verify/verifier.ts";
import { vaultRules } from "./verify/rules.ts";
import { unite } from "./unite.ts";
import { reportOnce } from "./verify/widespread.ts";
import { version } from "./version.ts";

export interface ScanOptions {
  /** Where the texts come from: `worktree(...)`, `stdin(...)`, `history(...)`. */
  readonly source: SourceItems;
  readonly config: Config;
  readonly vaults: readonly NamedVault[];
  /** What a change took away: of its new values only so many are compared, whoever wrote it. */
  readonly before?: () => AsyncIterable<Buffer>;
  readonly ast: AstMode;
  /** Threads that search; default: 1. */
  readonly jobs?: number;
  readonly baseline?: Baseline;
  /** Decides at the end what of all findings is reported; everything, if it is not given. */
  readonly collector?: Collector;
  /** Say of each finding how it was found, and what the judge weighed. */
  readonly explain?: boolean;
  /** Called with the path of each text that was searched. */
  readonly onText?: (path: string) => void;
  /**
   * Called with each text that has findings, before its bytes are reused: also where a value stands in so many files that the report
   * names but one. `all` holds those too that are suppressed.
   */
  readonly onFindings?: (text: SourceText, findings: readonly Finding[], all: readonly Finding[]) => void;
}

/** By path and message, each once: a file can have many versions. */
function sorted(notices: readonly Notice[]): Notice[] {
  const byText = new Map(notices.map((notice) => [`${notice.path ?? ""}${notice.message}\0${notice.kind}`, notice]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, notice]) => notice);
}

/** Says that there was no room for the findings of so many texts. */
function fullReport(most: number, texts: number): Notice {
  const those = texts === 1 ? "those of 1 more file" : `those of ${String(texts)} more files`;
  const message = `${String(most)} findings are as many as a report holds: ${those} are left out (limits.findings)`;
  return { kind: "incomplete", message };
}

/** The rules that findings and their parts name. */
async function rulesOf(findings: readonly Finding[], userRules: readonly RuleInfo[]): Promise<readonly RuleInfo[]> {
  if (findings.length === 0) return [];
  const { allRules } = await import("./known-rules.ts");
  const named = new Set(
    findings.flatMap(({ ruleId, also, related = [] }) => [
      ruleId,
      ...also,
      ...related.flatMap((part) => part.ruleId ?? []),
    ]),
  );
  const own = userRules.filter(({ id }) => named.has(id));
  return [...allRules(named), ...own].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The whole line, in order: sources, detect, verify, suggest; what it returns is what the reports write. */
export async function scan(options: ScanOptions): Promise<Report> {
  const { config } = options;
  const needsReason = config.baselinePolicy.require.includes("reason");
  const userRules = config.rulesFiles.flatMap((file) => file.rules);
  const detect = createDetectStage({
    ast: options.ast,
    userRules,
    ...searchOptions(config, options.explain === true),
    jobs: {
      threads: (options.jobs ?? 1) - 1,
      file: jobWorkerFile,
      data: { config, explain: options.explain === true } satisfies JobData,
    },
  });
  const isLimited = options.before && options.vaults.length > 0;
  const allowance = isLimited ? await allowanceOf(options.before()) : unlimited;
  const verifier = await createVerifier(options.vaults, new Date(), allowance);
  const titleOf = (ruleId: string): string | undefined =>
    detect.titleOf(ruleId) ?? vaultRules.find(({ id }) => id === ruleId)?.title;
  const suggester = createSuggester(config.azureVault === undefined ? {} : { targetVault: config.azureVault });

  /** Of other texts nobody asks what belongs to a secret, and to look for it costs as much as to find the secret. */
  const mayReport = ({ path }: SourceText, { candidates, hasIgnores }: Detected): boolean => {
    if (hasIgnores || options.vaults.length + config.inline.length > 0) return true;
    if (options.baseline || options.onFindings) return true;
    const { minConfidence } = settingsFor(config, path);
    return candidates.some(({ confidence }) => atLeastConfidence(confidence, minConfidence));
  };

  const collector = options.collector ?? everything();
  /** A report of more is of no use to anybody, and takes all memory there is. */
  const isFull = (): boolean => collector.count() >= config.limits.findings;
  let leftOut = 0;
  let findings: Finding[];
  const notices: Notice[] = [];
  const behindComments = new Set<Secret>();
  const stats = { files: 0, bytes: 0, suppressed: 0, belowConfidence: 0 };
  /** How many findings like one stood before in the file, which may come in pieces. */
  let seen = new Map<string, number>();
  const count = ({ path, bytes, piece }: SourceText): void => {
    options.onText?.(path);
    if (!piece || piece.offset === 0) {
      stats.files++;
      if (seen.size > 0) seen = new Map();
    }
    stats.bytes += piece ? Math.min(piece.own.end, bytes.length) - piece.own.start : bytes.length;
  };
  const isEachAsked = asksEveryText({
    ast: options.ast,
    vaults: options.vaults.length,
    rulesFiles: config.rulesFiles.length,
  });
  const silent = ({ path, size }: SilentText): void => {
    if (isEachAsked) throw new Error("a text was not handed over that is looked at");
    options.onText?.(path);
    stats.files++;
    stats.bytes += size;
  };
  /** Of a piece of a text, what begins in a neighbour is left to that one. */
  const own = <T>({ piece }: SourceText, all: readonly T[], startOf: (one: T) => number): readonly T[] =>
    piece ? all.filter((one) => startOf(one) >= piece.own.start && startOf(one) < piece.own.end) : all;
  const verify = (text: SourceText, candidates: readonly Candidate[]): readonly Verified[] =>
    own(
      text,
      verifier.verify(
        text,
        own(text, candidates, ({ span }) => span.start),
      ),
      ({ candidate }) => candidate.span.start,
    );
  const isSure = (confidence: Confidence, verification: Verification, least: Confidence): boolean =>
    atLeastConfidence(confidence, least) || verification.state === "in-vault";

  /** True where nothing of it is to be reported anew: then nobody asks where it stands, which costs more than to find it. */
  const isLeft = (text: SourceText, verified: readonly Verified[]): boolean => {
    const settings = settingsFor(config, text.path);
    const isOff = ({ candidate }: Verified): boolean =>
      settings.severityOf(candidate.ruleId, candidate.severity) === "off";
    const on = verified.filter((one) => !isOff(one));
    const sure = on.filter(({ candidate, verification }) =>
      isSure(candidate.confidence, verification, settings.minConfidence),
    );
    if (sure.length > 0 && collector.knows?.(text, sure) !== true) return false;
    stats.suppressed += verified.length - on.length;
    stats.belowConfidence += on.length - sure.length;
    return true;
  };
  const isPlain = options.vaults.length === 0 && !options.baseline && !options.onFindings;
  const isDone = (text: SourceText, { candidates, notices: said, hasIgnores }: Detected): boolean => {
    if (!isPlain || hasIgnores || said.length > 0) return false;
    if (candidates.length > 0 && config.inline.length > 0) return false;
    if (candidates.length > 0 && !isLeft(text, verify(text, candidates))) return false;
    count(text);
    return true;
  };

  try {
    for await (const item of detect.all(options.source, { isDone, silent })) {
      if (item.kind === "notice") {
        notices.push(item.notice);
        continue;
      }
      const { text, detected } = item;
      count(text);
      notices.push(...detected.notices);
      const { candidates } = detected;
      const isAsked = candidates.length > 0 && mayReport(text, detected);
      const compared = verify(text, isAsked ? await detect.withParts(text, candidates) : candidates);
      // What repairs files needs every place, a report does not.
      const verified = options.onFindings ? compared : compared.filter(({ repeated }) => repeated !== true);
      const mayIgnore = detected.hasIgnores || (verified.length > 0 && config.inline.length > 0);
      const ignores = mayIgnore ? inlineIgnores(text, config.inline, { needsReason }) : undefined;
      if (verified.length > 0) {
        const settings = settingsFor(config, text.path);
        const isPlaced = ignores ?? options.baseline ?? options.onFindings;
        if (!isPlaced && isLeft(text, verified)) continue;
        if (isFull()) {
          if (!isLeft(text, verified)) leftOut++;
          continue;
        }
        const kept: Finding[] = [];
        const reported: Finding[] = [];
        const hidden: Hidden[] = [];
        const all = place(text, verified, titleOf, seen);
        for (const [index, finding] of all.entries()) {
          const isReported = verified[index]?.repeated !== true;
          const one = isReported ? 1 : 0;
          const severity = settings.severityOf(finding.ruleId, finding.severity);
          const proven = finding.verification.state === "in-vault" && finding.secret.strength() >= provingStrength;
          const comment = ignores?.covers(finding.region.line, [finding.ruleId, ...finding.also]);
          const isHidden = comment !== undefined && !proven;
          const isReportable = isSure(finding.confidence, finding.verification, settings.minConfidence);
          if (severity === "off" || (isHidden && !isReportable)) stats.suppressed += one;
          else if (!isHidden && options.baseline?.covers(finding)) stats.suppressed += one;
          else if (!isReportable) stats.belowConfidence += one;
          else {
            const suggested = suggester.suggest(text, finding, finding.verification);
            const suggestion = suggested instanceof Promise ? await suggested : suggested;
            const answered = {
              ...finding,
              severity,
              ...(suggestion && { suggestion: placeEdits(text, suggestion) }),
              ...(options.explain === true && { foundBy: detect.foundBy(finding.ruleId, finding.kind) }),
            };
            if (isHidden) {
              stats.suppressed += one;
              behindComments.add(answered.secret);
              if (isReported) hidden.push({ finding: answered, comment });
              continue;
            }
            kept.push(answered);
            if (isReported) reported.push(answered);
          }
        }
        options.onFindings?.(text, kept, all);
        collector.add(text, reported, ignores && { all: ignores.comments, hidden });
      } else if (ignores) collector.add(text, [], { all: ignores.comments, hidden: [] });
      // Of an old version nobody can remove a comment, nor where a file was packed.
      if (ignores && !text.origin && !text.archive && !text.piece) notices.push(...ignores.unused());
    }
    notices.push(...verifier.notices());
    if (leftOut > 0) notices.push(fullReport(config.limits.findings, leftOut));
    findings = await collector.findings();
  } finally {
    await detect.close();
    verifier.close();
  }
  // What a comment hides is asked of the baseline only where the comment does not hold.
  const shown = findings.filter((finding) => options.baseline?.covers(finding) !== true);
  stats.suppressed -= shown.filter(({ secret }) => behindComments.has(secret)).length;
  const reported = reportOnce(unite(shown.sort(byPlace)), verifier.widespread(), (ruleId, path, severity) =>
    settingsFor(config, path).severityOf(ruleId, severity),
  );
  return {
    version,
    findings: reported,
    notices: sorted(notices),
    rules: await rulesOf(reported, userRules),
    vaults: verifier.vaults,
    stats,
  };
}
