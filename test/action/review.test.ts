// The review of a pull request: through the bundle, to a server that checks every request by GitHub's description.
import { afterEach, describe, expect, it } from "vitest";
import { expectNoPiece } from "../cli/planted.ts";
import { line, newRepository, secret, type TestRepository } from "../cli/repository.ts";
import { temporaryDirectory } from "../cli/run-cli.ts";
import { startApi, type Api, type Reply, type Request } from "./api-server.ts";
import { runAction, type ActionResult } from "./run-action.ts";

const base = temporaryDirectory();
const bot = { login: "github-actions[bot]", type: "Bot" };
let count = 0;

interface Change {
  readonly repository: TestRepository;
  readonly from: string;
  readonly head: string;
}

/** A branch that adds these files to `before`. */
function change(files: Record<string, string>, before: Record<string, string> = { "a.md": "a" }): Change {
  const repository = newRepository(base, `review-${String(count++)}`);
  const from = repository.commit(before);
  return { repository, from, head: repository.commit(files) };
}

const code = (seed: string): string => `const a = 1;\nconst apiKey = "${secret(seed)}";\n`;

let api: Api | undefined;
afterEach(() => {
  expect(api?.mistakes ?? []).toEqual([]);
  for (const { body } of api?.requests ?? []) expectNoPiece(JSON.stringify(body), "a request to GitHub");
  api = undefined;
});

async function run(
  { repository, from, head }: Change,
  answers: Readonly<Record<string, Reply>> = {},
  isPrivate = true,
): Promise<ActionResult & { api: Api }> {
  const files = repository.git("diff", "--name-only", from, head).split("\n");
  const patches = files.map((filename) => ({ filename, patch: patchOf(repository, from, head, filename) }));
  api = await startApi(({ operation }: Request) => {
    const said = Object.entries(answers).find(([end]) => operation.endsWith(end));
    return said?.[1] ?? (operation.endsWith("/files") ? [200, patches] : undefined);
  });
  const payload = {
    repository: { private: isPrivate },
    pull_request: {
      number: 7,
      base: { sha: from, ref: "main", repo: { full_name: "o/r" } },
      head: { sha: head, repo: { full_name: "o/r" } },
    },
  };
  const env = {
    GITHUB_API_URL: api.url,
    GITHUB_GRAPHQL_URL: `${api.url}/graphql`,
    GITHUB_SHA: head,
    GITHUB_REF: "refs/pull/7/merge",
  };
  const result = await runAction(repository.cwd, { review: "true", token: "t" }, env, {
    name: "pull_request",
    payload,
  });
  return { ...result, api };
}

/** The hunks of a file, as GitHub gives them: without the lines that name the file. */
function patchOf(repository: TestRepository, from: string, head: string, name: string): string {
  return repository.git("diff", from, head, "--", name).replace(/^[\s\S]*?(?=^@@)/mu, "");
}

interface Comment {
  readonly path: string;
  readonly line: number;
  readonly body: string;
}
const commentsOf = (request: Request | undefined): Comment[] => (request?.body["comments"] ?? []) as Comment[];
const first = (to: Api): Request | undefined => to.sent("POST", "/reviews")[0];
const texts = (comment: Comment | undefined): string => comment?.body ?? "";

describe("a secret on a changed line", () => {
  it("gets a comment whose suggestion is the line with the reference in place of the value", async () => {
    const made = change({ "src/pay.js": code("review-one") });
    const result = await run(made);
    expect(result.code).toBe(1);
    const review = first(result.api);
    expect(review?.body).toMatchObject({ commit_id: made.head, event: "COMMENT" });
    expect(review?.body["body"]).toMatch(/^<!-- vaultlint:review -->\n\*\*vaultlint\*\*: 1 finding in 1 file/u);
    const [comment] = commentsOf(review);
    expect(comment).toMatchObject({ path: "src/pay.js", line: 2, side: "RIGHT" });
    expect(texts(comment)).toMatch(/^<!-- vaultlint:[\da-f]{32} -->\n/u);
    expect(texts(comment)).toContain("```suggestion\nconst apiKey = process.env.API_KEY;\n```");
    expect(result.summary).toContain("review is up to date: 1 comment");
  });

  it("with another secret beside it gets a comment without suggestion", async () => {
    const two = `const keys = { apiKey: "${secret("review-two")}", authToken: "${secret("review-three")}" };\n`;
    const result = await run(change({ "two.js": two }));
    const comments = commentsOf(first(result.api));
    expect(comments).toHaveLength(2);
    for (const comment of comments) expect(texts(comment)).not.toContain("suggestion");
  });

  it("with a character that cannot be seen gets none either", async () => {
    const text = `const apiKey = "${secret("review-bidi")}"; // \u202e\n`;
    const [comment] = commentsOf(first((await run(change({ "bidi.js": text }))).api));
    expect(texts(comment)).toContain("Use ");
    expect(texts(comment)).not.toContain("suggestion");
  });

  it("keeps its fence when the line holds one", async () => {
    const text = `const apiKey = "${secret("review-fence")}"; // \`\`\`\n`;
    const [comment] = commentsOf(first((await run(change({ "fence.js": text }))).api));
    expect(texts(comment)).toContain("````suggestion\nconst apiKey = process.env.API_KEY; // ```\n````");
  });

  it("in a file whose lines GitHub does not show is listed in the review's text", async () => {
    const made = change({ "src/pay.js": code("review-hidden") });
    const result = await run(made, { "/files": [200, [{ filename: "src/pay.js" }]] });
    expect(commentsOf(first(result.api))).toEqual([]);
    expect(first(result.api)?.body["body"]).toContain("src/pay.js:2");
  });
});

it("a secret that the branch took away again is listed in the review's text, with its commit", async () => {
  const made = change({ "src/pay.js": code("review-passed") });
  const head = made.repository.commit({ "src/pay.js": "const a = 1;\nconst b = 2;\n" });
  const result = await run({ ...made, head });
  expect(result.code).toBe(1);
  expect(result.commands[0]?.properties).not.toHaveProperty("file");
  expect(result.commands[0]?.message).toMatch(
    new RegExp(
      `in the history of this change .*\\nin src/pay.js, readable since commit ${made.head.slice(0, 10)}`,
      "u",
    ),
  );
  expect(commentsOf(first(result.api))).toEqual([]);
  expect(first(result.api)?.body["body"]).toMatch(/src\/pay\.js:2 \| .* in the history of this change/u);
});

describe("the next run", () => {
  const made = change({ "src/pay.js": code("review-next") });

  /** What the first run wrote, as GitHub lists it. */
  async function earlier(): Promise<{ review: object; comment: Record<string, unknown> }> {
    const request = first((await run(made)).api);
    const [comment] = commentsOf(request);
    return {
      review: { id: 5, body: request?.body["body"], user: bot },
      comment: { id: 9, node_id: "PRRC_9", user: bot, path: comment?.path, line: comment?.line, body: comment?.body },
    };
  }
  const lists = (review: object, comment: object): Record<string, Reply> => ({
    "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews": [200, [review]],
    "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments": [200, [comment]],
  });
  const changes = (to: Api): string[] =>
    to.requests
      .filter(({ operation }) => !operation.startsWith("GET"))
      .map(({ operation, path }) => `${operation.split(" ")[0] ?? ""} ${path}`);

  it("writes nothing where nothing changed", async () => {
    const { review, comment } = await earlier();
    expect(changes((await run(made, lists(review, comment))).api)).toEqual([]);
  });

  const folds = "POST /graphql";
  const edits = ["PATCH /repos/o/r/pulls/comments/9", "PUT /repos/o/r/pulls/7/reviews/5"];

  it("says that a secret is gone, in the comment and the review that are there, and folds the comment away", async () => {
    const { review, comment } = await earlier();
    const mended = change({ "src/pay.js": "const a = 1;\n" });
    const { api: to, code: exit } = await run(mended, lists(review, comment));
    expect(exit).toBe(0);
    expect(changes(to)).toEqual([folds, ...edits]);
    expect(to.sent(folds, "")[0]?.body["variables"]).toEqual({ id: "PRRC_9", why: "RESOLVED" });
    expect(to.sent("PATCH", "")[0]?.body["body"]).toMatch(/^<!-- vaultlint:done -->\nNot found any more/u);
  });

  it.each<[string, Reply]>([
    [
      "has no right to fold",
      [200, { data: { minimizeComment: null }, errors: [{ message: "Resource not accessible" }] }],
    ],
    ["finds no GraphQL", [502, {}]],
  ])("of a token that %s still says it, and asks once only", async (_, refusal) => {
    const { review, comment } = await earlier();
    const mended = change({ "src/pay.js": "const a = 1;\n" });
    const second = { ...comment, id: 10, body: String(comment["body"]).replace(/[\da-f]{32}/u, "0".repeat(32)) };
    const answers = {
      ...lists(review, comment),
      "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments": [200, [comment, second]] as const,
      [folds]: refusal,
    };
    const { api: to, code: exit, summary } = await run(mended, answers);
    expect(exit).toBe(0);
    expect(changes(to)).toEqual([folds, edits[0], "PATCH /repos/o/r/pulls/comments/10", edits[1]]);
    expect(summary).toContain("review is up to date");
  });

  it("makes a new comment where the old one lost its line", async () => {
    const { review, comment } = await earlier();
    const { api: to } = await run(made, lists(review, { ...comment, line: null }));
    expect(changes(to)).toEqual([folds, edits[0], "POST /repos/o/r/pulls/7/comments"]);
    expect(to.sent(folds, "")[0]?.body["variables"]).toEqual({ id: "PRRC_9", why: "OUTDATED" });
    expect(to.sent("PATCH", "")[0]?.body["body"]).toContain("stands on another line now");
    expect(to.sent("POST", "/comments")[0]?.body).toMatchObject({ path: "src/pay.js", line: 2, commit_id: made.head });
  });

  it("leaves alone what somebody else wrote, mark or not", async () => {
    const { review, comment } = await earlier();
    const somebody = { login: "somebody", type: "User" };
    const { api: to } = await run(made, lists({ ...review, user: somebody }, { ...comment, user: somebody }));
    expect(changes(to)).toEqual(["POST /repos/o/r/pulls/7/reviews"]);
  });
});

it("a pull request without findings gets no review", async () => {
  const result = await run(change({ "b.md": "b" }));
  expect(result.code).toBe(0);
  expect(result.api.requests.every(({ operation }) => operation.startsWith("GET"))).toBe(true);
});

it("a token that may not write leaves annotations, summary and the gate's exit code", async () => {
  const result = await run(change({ "src/pay.js": code("review-fork") }), {
    "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews": [403, { message: "Resource not accessible" }],
  });
  expect(result.code).toBe(1);
  expect(result.commands.map(({ name }) => name)).toEqual(["error", "error"]);
  expect(result.summary).toMatch(/was not reviewed: the token has no right to/u);
});

it("a hostile file name cannot break out of the comment", async () => {
  const name = "a](http:x)<img src=x> @admin `c`.env";
  const result = await run(change({ [name]: line("review-name") }));
  const review = first(result.api);
  const all = `${String(review?.body["body"])}${commentsOf(review).map(texts).join("")}`;
  expect(commentsOf(review)[0]?.path).toBe(name);
  expect(all).not.toMatch(/<img|\]\(|@admin/u);
});
