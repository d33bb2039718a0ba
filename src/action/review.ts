// One review of a pull request, kept up to date: a comment with a suggestion on each line that holds a secret, changed, or marked as done
// and folded away, by later runs, never written twice.
import type { Finding, Report } from "../model/finding.ts";
import { counted } from "../reports/wording.ts";
import { hunksOf, inOneHunk, type Hunk } from "./diff-lines.ts";
import { listAll, wordsOf, type Answer, type GitHub } from "./github.ts";
import { commentBody, doneBody, fingerprintIn, reviewBody, reviewMark } from "./review-comment.ts";
import type { Block } from "./suggestion-block.ts";

export interface Review {
  readonly report: Report;
  /** Suggestion blocks by fingerprint. */
  readonly blocks: ReadonlyMap<string, Block>;
  readonly pullRequest: number;
  readonly head: string;
}

/** More comments than these bury the conversation; the others stand in the review's text. */
const mostComments = 30;
/** GitHub lists 3,000 files of a pull request at most. */
const mostPages = 30;

/** A comment to be made. */
interface Wanted {
  readonly fingerprint: string;
  readonly comment: {
    readonly path: string;
    readonly line: number;
    readonly side: "RIGHT";
    readonly start_line?: number;
    readonly start_side?: "RIGHT";
    readonly body: string;
  };
}

/** A comment that an earlier run made. */
interface Known {
  readonly id: number;
  /** Its id in the GraphQL API. */
  readonly node: string | undefined;
  readonly fingerprint: string;
  readonly path: string;
  /** Nothing where the line has changed since. */
  readonly line: number | undefined;
  readonly body: string;
}

type Data = Readonly<Record<string, unknown>>;

function isRefusal(answer: Answer | readonly unknown[]): answer is Answer {
  return !Array.isArray(answer);
}

function dataOf(items: readonly unknown[]): Data[] {
  return items.filter((item): item is Data => typeof item === "object" && item !== null);
}

async function hunksByPath(github: GitHub, pull: string): Promise<Map<string, Hunk[]> | Answer> {
  const files = await listAll(github, `${pull}/files`, mostPages);
  if (isRefusal(files)) return files;
  return new Map(
    dataOf(files).flatMap(({ filename, patch }) =>
      typeof filename === "string" && typeof patch === "string" ? [[filename, hunksOf(patch)] as const] : [],
    ),
  );
}

/** The account of the token where it has one; the token of a job has none that it may ask for, and is a bot's. */
async function isOurs(github: GitHub): Promise<(user: unknown) => boolean> {
  const { status, body } = await github.request("GET", "/user");
  const login = status === 200 ? (body as Data | undefined)?.["login"] : undefined;
  return (user) => {
    const { login: name, type } = (user ?? {}) as Data;
    return typeof login === "string" ? name === login : type === "Bot";
  };
}

function wantedComment(finding: Finding, block: Block | undefined, hunks: readonly Hunk[]): Wanted | undefined {
  const { region, fingerprint, history } = finding;
  // The lines of an earlier version are not those of the file.
  if (history && !history.inHead) return undefined;
  const [first, last] = [block?.startLine ?? region.line, block?.endLine ?? region.endLine];
  if (!inOneHunk(hunks, first, last)) return undefined;
  return {
    fingerprint,
    comment: {
      path: region.path,
      line: last,
      side: "RIGHT",
      ...(first < last && { start_line: first, start_side: "RIGHT" as const }),
      body: commentBody(finding, block),
    },
  };
}

function knownComments(items: readonly unknown[], ours: (user: unknown) => boolean): Known[] {
  return dataOf(items).flatMap(({ id, node_id: node, body, path, line, user }) => {
    const fingerprint = typeof body === "string" ? fingerprintIn(body) : undefined;
    if (typeof id !== "number" || typeof body !== "string" || typeof path !== "string") return [];
    if (fingerprint === undefined || !ours(user)) return [];
    return [
      {
        id,
        node: typeof node === "string" ? node : undefined,
        fingerprint,
        path,
        line: typeof line === "number" ? line : undefined,
        body,
      },
    ];
  });
}

const minimize = `mutation($id: ID!, $why: ReportedContentClassifiers!) {
  minimizeComment(input: { subjectId: $id, classifier: $why }) { minimizedComment { isMinimized } }
}`;

/** Folds comments away, which only GraphQL can. Where it cannot, what they say has to do: the first refusal ends it. */
function folding(github: GitHub): (node: string | undefined, isMoved: boolean) => Promise<void> {
  let works = true;
  return async (node, isMoved) => {
    if (works && node !== undefined)
      works = await github.mutate(minimize, { id: node, why: isMoved ? "OUTDATED" : "RESOLVED" });
  };
}

/** Changes the comments of earlier runs; returns those that are still to be made. */
async function update(
  github: GitHub,
  known: readonly Known[],
  { wanted, found, head }: { wanted: readonly Wanted[]; found: ReadonlySet<string>; head: string },
): Promise<{ left: Wanted[]; refused: Answer | undefined }> {
  const left = new Map(wanted.map((each) => [each.fingerprint, each]));
  let refused: Answer | undefined;
  const fold = folding(github);
  for (const { id, node, fingerprint, path, line, body } of known) {
    const now = left.get(fingerprint);
    const stays = now?.comment.path === path && now.comment.line === line;
    if (stays) left.delete(fingerprint);
    const newBody = stays ? now.comment.body : doneBody(head, found.has(fingerprint));
    if (newBody === body) continue;
    // Before it loses its mark: what is interrupted here is done again.
    if (!stays) await fold(node, found.has(fingerprint));
    const answer = await github.request(
      "PATCH",
      `${github.repository}/pulls/comments/${String(id)}`,
      { body: newBody },
      true,
    );
    if (answer.status !== 200) refused = answer;
  }
  return { left: [...left.values()], refused };
}

async function write(
  github: GitHub,
  pull: string,
  review: { id: unknown; body: unknown } | undefined,
  { left, body, head }: { left: readonly Wanted[]; body: string; head: string },
): Promise<Answer | undefined> {
  const comments = left.map(({ comment }) => comment);
  if (!review) {
    const first = { commit_id: head, event: "COMMENT", body, comments };
    const answer = await github.request("POST", `${pull}/reviews`, first);
    return answer.status === 200 ? undefined : answer;
  }
  if (review.body !== body) {
    const answer = await github.request("PUT", `${pull}/reviews/${String(review.id)}`, { body }, true);
    if (answer.status !== 200) return answer;
  }
  for (const comment of comments) {
    const answer = await github.request("POST", `${pull}/comments`, { ...comment, commit_id: head });
    if (answer.status !== 201) return answer;
  }
  return undefined;
}

function refusal(answer: Answer): string {
  const words = wordsOf(answer);
  const said = words === "" ? "" : ` (GitHub says: ${words})`;
  return answer.status === 403 || answer.status === 404
    ? `The pull request was not reviewed: the token has no right to, as in a pull request from a fork or without "permissions: pull-requests: write". The annotations and the summary hold all findings${said}.`
    : `The review could not be written in full: GitHub answered with status ${String(answer.status)}${said}. The annotations and the summary hold all findings.`;
}

/** Writes the review, or brings the earlier one up to date; returns the sentence to say. */
export async function reviewPullRequest(github: GitHub, options: Review): Promise<string> {
  const { report, blocks, head } = options;
  const pull = `${github.repository}/pulls/${String(options.pullRequest)}`;
  const hunks = await hunksByPath(github, pull);
  if (!(hunks instanceof Map)) return refusal(hunks);
  const comments = await listAll(github, `${pull}/comments`, mostPages);
  if (isRefusal(comments)) return refusal(comments);
  const reviews = await listAll(github, `${pull}/reviews`, mostPages);
  if (isRefusal(reviews)) return refusal(reviews);
  const ours = await isOurs(github);

  const placed = report.findings.flatMap((finding) => {
    const inFile = hunks.get(finding.region.path) ?? [];
    return wantedComment(finding, blocks.get(finding.fingerprint), inFile) ?? [];
  });
  const wanted = placed.slice(0, mostComments);
  const commented = new Set(wanted.map(({ fingerprint }) => fingerprint));
  const found = new Set(report.findings.map(({ fingerprint }) => fingerprint));
  const { left, refused } = await update(github, knownComments(comments, ours), { wanted, found, head });
  const review = dataOf(reviews).find(
    ({ body, user }) => typeof body === "string" && body.startsWith(reviewMark) && ours(user),
  );
  if (refused) return refusal(refused);
  if (!review && report.findings.length === 0) return "The pull request needs no review.";
  const body = reviewBody(
    report,
    report.findings.filter(({ fingerprint }) => !commented.has(fingerprint)),
  );
  const answer = await write(github, pull, review && { id: review["id"], body: review["body"] }, { left, body, head });
  if (answer) return refusal(answer);
  return `The pull request's review is up to date: ${counted(wanted.length, "comment")}.`;
}
