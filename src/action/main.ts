import { relative, resolve } from "node:path";
import * as core from "@actions/core";
import { UserError } from "../model/error.ts";
import type { Report } from "../model/finding.ts";
import { escapeText } from "../reports/escape.ts";
import { faultText } from "../reports/fault.ts";
import { sarif } from "../reports/sarif.ts";
import { summary } from "../reports/summary.ts";
import { writeReport } from "../reports/write.ts";
import { run, type RunOptions } from "../run.ts";
import { annotate } from "./annotations.ts";
import { undisclosed, undisclosedReport } from "./disclosure.ts";
import { readEvent, type Event } from "./event.ts";
import { createGitHub, type GitHub } from "./github.ts";
import { readInputs, type Inputs } from "./inputs.ts";
import { jobSummary } from "./job-summary.ts";
import { refuseLinks } from "./no-link.ts";
import { chooseRange, type Choice } from "./range.ts";
import { reviewPullRequest } from "./review.ts";
import { suggestionBlock, type Block } from "./suggestion-block.ts";
import { uploadSarif } from "./upload.ts";

/** What one step of the job knows. */
interface Job {
  readonly workspace: string;
  readonly event: Event;
  readonly inputs: Inputs;
  readonly choice: Choice;
  /** Who reads what is written may know which entry of a vault it is. */
  readonly isOpen: boolean;
}

/** What a scan needs whatever it scans. */
function shared({ workspace, event, inputs }: Job): RunOptions {
  const passphrase = process.env["VAULTLINT_PASSPHRASE"];
  return {
    paths: inputs.paths,
    workingDirectory: workspace,
    vaults: inputs.vaults,
    ...(passphrase !== undefined && { passphrase: () => Promise.resolve(passphrase) }),
    ...(event.pullRequest?.isFork === true && { withoutVaults: true }),
    ...(inputs.failOn && { failOn: inputs.failOn }),
    ...(inputs.baseline !== undefined && { baseline: inputs.baseline }),
    // A gate that skipped something has not passed.
    strict: true,
  };
}

/**
 * The report to upload. Code scanning closes what the newest report of a branch does not list, so that of a push lists what stands in
 * all files, whatever the push changed.
 */
async function sarifReport(job: Job, report: Report): Promise<{ report: Report; isComplete: boolean }> {
  if (!job.event.push || job.choice.kind === "files") return { report, isComplete: true };
  const { policyFrom } = job.choice.options;
  const all = await run({ ...shared(job), ...(policyFrom !== undefined && { policyFrom }) });
  return { report: job.isOpen ? all.report : undisclosedReport(all.report), isComplete: all.exitCode !== 2 };
}

async function writeSarif(job: Job, text: string): Promise<void> {
  const { workspace, inputs } = job;
  const path = resolve(workspace, inputs.sarifFile);
  refuseLinks(workspace, path, "sarif-file");
  await writeReport(path, text);
  core.setOutput("sarif-file", relative(workspace, path));
}

/** Commit and ref that a report is about: a pull request's head is scanned, not its merge. */
function analysed({ event, choice }: Job): { commit: string | undefined; ref: string } {
  const { pullRequest } = event;
  return choice.head !== undefined && choice.head === pullRequest?.head
    ? { commit: choice.head, ref: `refs/pull/${String(pullRequest.number)}/head` }
    : { commit: event.sha, ref: event.ref };
}

function githubOf({ inputs }: Job): GitHub {
  return createGitHub({
    apiUrl: process.env["GITHUB_API_URL"] ?? "https://api.github.com",
    graphqlUrl: process.env["GITHUB_GRAPHQL_URL"] ?? "https://api.github.com/graphql",
    repository: process.env["GITHUB_REPOSITORY"] ?? "",
    token: inputs.token,
  });
}

/** Uploads where the workflow asks for it; returns what to say. */
async function upload(job: Job, text: string): Promise<string[]> {
  const { event, inputs } = job;
  const { commit, ref } = analysed(job);
  core.setOutput("sarif-sha", commit ?? "");
  core.setOutput("sarif-ref", ref);
  if (!inputs.uploadSarif) return [];
  if (event.name === "merge_group") return ["The report of a merge queue's branch is not uploaded: the branch goes."];
  if (commit === undefined || !/^refs\/(?:heads|tags|pull)\//u.test(ref))
    throw new UserError("The report was not uploaded: GITHUB_SHA and GITHUB_REF do not say what was scanned.");
  const isDependabot = process.env["GITHUB_ACTOR"] === "dependabot[bot]";
  const mayBeRefused = event.pullRequest !== undefined && (event.pullRequest.isFork || isDependabot);
  return [await uploadSarif(githubOf(job), { sarif: text, commit, ref, mayBeRefused })];
}

async function review(job: Job, report: Report, blocks: ReadonlyMap<string, Block>): Promise<string[]> {
  const { event, choice, inputs } = job;
  const { pullRequest } = event;
  if (!inputs.review || !pullRequest || choice.head !== pullRequest.head) return [];
  const { number, head } = pullRequest;
  return [await reviewPullRequest(githubOf(job), { report, blocks, pullRequest: number, head })];
}

/** Does what the user asked for besides the gate; what failed is said at the end, and makes the exit code 2. */
async function attempt(what: () => Promise<string[]>, failures: string[]): Promise<string[]> {
  try {
    return await what();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    failures.push(error.message);
    return [];
  }
}

async function main(): Promise<void> {
  const workspace = process.env["GITHUB_WORKSPACE"] ?? process.cwd();
  const started = performance.now();
  const inputs = readInputs(workspace);
  const event = readEvent(process.env);
  const choice = await chooseRange(event, inputs, workspace);
  core.info(escapeText(choice.why));
  if (choice.kind === "nothing") {
    core.setOutput("findings", 0);
    core.setOutput("failing", false);
    return;
  }
  const isOpen = (inputs.vaultDetails ?? (event.isPrivate ? "full" : "minimal")) === "full";
  const job: Job = { workspace, event, inputs, choice, isOpen };
  const blocks = new Map<string, Block>();
  const scanned = await run({
    ...shared(job),
    ...choice.options,
    ...(inputs.review && {
      onFindings: (text, findings, all) => {
        if (text.origin) return;
        for (const finding of findings) {
          const block = suggestionBlock(text, isOpen ? finding : undisclosed(finding), all);
          if (block) blocks.set(finding.fingerprint, block);
        }
      },
    }),
  });
  const report = isOpen ? scanned.report : undisclosedReport(scanned.report);

  annotate(report.findings);
  core.info(summary(report, performance.now() - started, { color: false, width: 100 }));
  core.setOutput("findings", report.findings.length);
  core.setOutput("failing", scanned.exitCode === 1);
  const failures: string[] = [];
  const remarks: string[] = [];
  if (event.pullRequest?.isFork === true && inputs.vaults.length > 0)
    remarks.push("Not compared with a vault: whoever wrote a fork's pull request could ask the vault by it.");
  let isComplete = scanned.exitCode !== 2;
  if (inputs.sarifFile !== "" || inputs.uploadSarif) {
    const whole = await sarifReport(job, report);
    isComplete &&= whole.isComplete;
    const text = sarif.write(whole.report, { color: false, width: 80 });
    if (inputs.sarifFile !== "") await writeSarif(job, text);
    remarks.push(...(await attempt(() => upload(job, text), failures)));
  }
  remarks.push(...(await attempt(() => review(job, report, blocks), failures)));
  for (const remark of remarks) core.info(escapeText(remark));
  if ((process.env["GITHUB_STEP_SUMMARY"] ?? "") !== "")
    await core.summary.addRaw(jobSummary(report, choice.why, [...remarks, ...failures])).write();

  for (const failure of failures) core.setFailed(escapeText(failure));
  if (!isComplete)
    core.setFailed("The scan is incomplete: see the notices above. What was not scanned may hold secrets.");
  else if (scanned.exitCode === 1) core.setFailed("Secrets found at or above the fail level.");
  process.exitCode = !isComplete || failures.length > 0 ? 2 : scanned.exitCode;
}

try {
  await main();
} catch (error) {
  core.setFailed(error instanceof UserError ? escapeText(error.message) : faultText(error));
  process.exitCode = 2;
}
