// The SARIF report to code scanning, by the same request that github/codeql-action/upload-sarif makes.
import { promisify } from "node:util";
import { setTimeout as pause } from "node:timers/promises";
import { gzip } from "node:zlib";
import { UserError } from "../model/error.ts";
import { escapeText } from "../reports/escape.ts";
import { wordsOf, type Answer, type GitHub } from "./github.ts";

export interface Upload {
  readonly sarif: string;
  readonly commit: string;
  readonly ref: string;
  /** The token may not write, whatever the workflow says: the pull request is a fork's, or Dependabot's. */
  readonly mayBeRefused: boolean;
}

/** GitHub takes no larger file: docs.github.com, "SARIF support for code scanning". */
const largest = 10_000_000;
/** A report is processed within seconds, a large one within a minute. */
const longestWait = 120_000;
const mostErrors = 10;

const field = (body: unknown, name: string): unknown =>
  typeof body === "object" && body !== null ? (body as Record<string, unknown>)[name] : undefined;

/** Waits until GitHub has read the report. A UserError with its complaints where it cannot; a sentence where it takes too long. */
async function processed(github: GitHub, id: string): Promise<string> {
  const end = performance.now() + longestWait;
  for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
    const { status, body } = await github.request("GET", `${github.repository}/code-scanning/sarifs/${id}`);
    const state = field(body, "processing_status");
    if (state === "complete") return "The report was uploaded to code scanning.";
    if (state === "failed") {
      const errors = field(body, "errors");
      const words = (Array.isArray(errors) ? errors : [])
        .slice(0, mostErrors)
        .map((error) => escapeText(String(error)).slice(0, 300));
      throw new UserError(`Code scanning cannot read the report: ${words.join("; ") || "it does not say why"}.`);
    }
    // Right after the upload it may not be known yet.
    if (status !== 200 && status !== 404)
      throw new UserError(`Code scanning does not say what became of the report (status ${String(status)}).`);
    if (performance.now() + wait > end)
      return "The report was uploaded to code scanning, which has not read it yet: look there later.";
    await pause(wait);
  }
}

function refusal(answer: Answer, mayBeRefused: boolean): string {
  const words = wordsOf(answer);
  const said = words === "" ? "" : ` (GitHub says: ${words})`;
  if ((answer.status === 403 || answer.status === 404) && mayBeRefused)
    return `The report was not uploaded: a pull request from a fork or by Dependabot has no right to. The annotations and the summary hold all findings${said}.`;
  if (answer.status === 403 || answer.status === 404)
    throw new UserError(
      `The report was not uploaded: the job needs "permissions: security-events: write", and code scanning must be available in this repository${said}.`,
    );
  throw new UserError(`The report was not uploaded: GitHub answered with status ${String(answer.status)}${said}.`);
}

/** Uploads the report; returns the sentence to say. A UserError where it was asked for and does not work. */
export async function uploadSarif(github: GitHub, { sarif, commit, ref, mayBeRefused }: Upload): Promise<string> {
  const zipped = await promisify(gzip)(sarif);
  if (zipped.length > largest)
    throw new UserError(
      `The report was not uploaded: compressed it has ${String(zipped.length)} bytes, and GitHub takes ${String(largest)}. Name fewer paths, or ignore what is generated.`,
    );
  const answer = await github.request(
    "POST",
    `${github.repository}/code-scanning/sarifs`,
    { commit_sha: commit, ref, sarif: zipped.toString("base64"), tool_name: "vaultlint" },
    // The same report for the same commit replaces the first.
    true,
  );
  const id = field(answer.body, "id");
  if (answer.status !== 202 || typeof id !== "string") return refusal(answer, mayBeRefused);
  if (!/^[\w-]{1,100}$/u.test(id)) throw new UserError("GitHub answered the upload with an id of an unknown form.");
  return processed(github, id);
}
