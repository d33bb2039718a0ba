// The SARIF report on its way to code scanning: through the bundle, to a server that checks every request by GitHub's description.
import type { Log } from "sarif";
import { afterEach, describe, expect, it } from "vitest";
import { createGitHub } from "../../src/action/github.ts";
import { line, newRepository } from "../cli/repository.ts";
import { temporaryDirectory } from "../cli/run-cli.ts";
import { sarifOf, startApi, type Api, type Reply, type Request } from "./api-server.ts";
import { runAction, type ActionResult, type TestEvent } from "./run-action.ts";

const base = temporaryDirectory();
const token = "ghs_only-a-word-of-this-test";
const repository = { private: true, default_branch: "main" };

const project = newRepository(base, "upload");
const old = project.commit({ "old.env": line("upload-old") });
const head = project.commit({ "new.env": line("upload-new") });
const push: TestEvent = { name: "push", payload: { repository, before: old, after: head } };
const pullRequest = (headName: string): TestEvent => ({
  name: "pull_request",
  payload: {
    repository,
    pull_request: {
      number: 7,
      base: { sha: old, ref: "main", repo: { full_name: "o/r" } },
      head: { sha: head, repo: { full_name: headName } },
    },
  },
});

let api: Api | undefined;
afterEach(() => {
  expect(api?.mistakes ?? []).toEqual([]);
  api = undefined;
});

async function run(
  event: TestEvent,
  answer: (request: Request) => Reply | undefined = () => undefined,
  more: { inputs?: Record<string, string>; env?: Record<string, string> } = {},
): Promise<ActionResult & { api: Api }> {
  api = await startApi(answer);
  const ref = event.name === "pull_request" ? "refs/pull/7/merge" : "refs/heads/main";
  const env = { GITHUB_API_URL: api.url, GITHUB_SHA: head, GITHUB_REF: ref, ...more.env };
  const inputs = { "upload-sarif": "true", token, ...more.inputs };
  const result = await runAction(project.cwd, inputs, env, event);
  expect(result.stdout + result.stderr + result.summary).not.toContain(token);
  return { ...result, api };
}

const uploads = (to: Api): Request[] => to.sent("POST", "/sarifs");
const paths = (request: Request | undefined): (string | undefined)[] =>
  request
    ? ((JSON.parse(sarifOf(request)) as Log).runs[0]?.results ?? []).map(
        ({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri,
      )
    : [];
const errors = ({ commands }: ActionResult): string[] =>
  commands
    .filter(({ properties }) => Object.keys(properties).length === 0 || !("file" in properties))
    .map(({ message }) => message);

describe("the report", () => {
  it("of a push lists all files, while the gate judges the push", async () => {
    const result = await run(push);
    expect(result.code).toBe(1);
    expect(result.outputs["findings"]).toBe("1");
    const [upload] = uploads(result.api);
    expect(upload).toMatchObject({
      path: "/repos/o/r/code-scanning/sarifs",
      authorization: `Bearer ${token}`,
      body: { commit_sha: head, ref: "refs/heads/main", tool_name: "vaultlint" },
    });
    expect(paths(upload)).toEqual(["new.env", "old.env"]);
    expect(result.stdout).toContain("The report was uploaded to code scanning.");
    expect(result.summary).toContain("uploaded to code scanning");
  });

  it("of a pull request lists what it adds, and is about its head", async () => {
    const result = await run(pullRequest("o/r"));
    const [upload] = uploads(result.api);
    expect(upload?.body).toMatchObject({ commit_sha: head, ref: "refs/pull/7/head" });
    expect(paths(upload)).toEqual(["new.env"]);
    expect(result.outputs).toMatchObject({ "sarif-sha": head, "sarif-ref": "refs/pull/7/head" });
  });

  it("names only rules that fired", async () => {
    const result = await run(push);
    const [upload] = uploads(result.api);
    const log = upload && (JSON.parse(sarifOf(upload)) as Log);
    const fired = new Set(log?.runs[0]?.results?.map(({ ruleId }) => ruleId));
    expect(log?.runs[0]?.tool.driver.rules?.map(({ id }) => id)).toEqual([...fired]);
  });

  it("is asked after until it is read", async () => {
    let asked = 0;
    const result = await run(push, ({ operation }) => {
      if (!operation.endsWith("{sarif_id}")) return undefined;
      asked++;
      if (asked === 1) return [404, { message: "Not Found" }];
      return asked === 2 ? [200, { processing_status: "pending" }] : undefined;
    });
    expect(asked).toBe(3);
    expect(result.code).toBe(1);
  });

  it.each([[503], [429]])("is sent again after status %i", async (status) => {
    let tries = 0;
    const result = await run(push, ({ operation }) =>
      operation.endsWith("/sarifs") && ++tries < 3 ? [status, { message: "later" }] : undefined,
    );
    expect(uploads(result.api)).toHaveLength(3);
    expect(result.stdout).toContain("uploaded to code scanning.");
  });
});

describe("what GitHub refuses", () => {
  const forbidden = ({ operation }: Request): Reply | undefined =>
    operation.endsWith("/sarifs") ? [403, { message: "Resource not accessible\n::set-output name=x::y" }] : undefined;

  it.each<[string, TestEvent, Record<string, string>]>([
    ["of a fork", pullRequest("someone/r"), {}],
    ["of Dependabot", pullRequest("o/r"), { GITHUB_ACTOR: "dependabot[bot]" }],
  ])("from a pull request %s leaves annotations, a notice and the gate's exit code", async (_, event, env) => {
    const result = await run(event, forbidden, { env });
    expect(result.code).toBe(1);
    expect(result.commands[0]?.properties["file"]).toBe("new.env");
    expect(result.stdout).toMatch(/was not uploaded: a pull request from a fork or by Dependabot/u);
    expect(result.commands.map(({ name }) => name)).toEqual(["error", "error"]);
  });

  it("elsewhere is an error that names the permission", async () => {
    const result = await run(push, forbidden);
    expect(result.code).toBe(2);
    expect(errors(result)[0]).toMatch(/"permissions: security-events: write".*Resource not accessible\\n/u);
  });

  it("after the upload is told with its complaints", async () => {
    const result = await run(push, ({ operation }) =>
      operation.endsWith("{sarif_id}")
        ? [200, { processing_status: "failed", errors: ["more runs than allowed (21 > 20)", "\u001b[31m::error::x"] }]
        : undefined,
    );
    expect(result.code).toBe(2);
    expect(errors(result)[0]).toMatch(/cannot read the report: more runs than allowed \(21 > 20\); \\x1b/u);
  });

  it("without an answer at all ends after a few tries", async () => {
    const result = await run(push, undefined, { env: { GITHUB_API_URL: "http://127.0.0.1:9" } });
    expect(result.code).toBe(2);
    expect(errors(result)[0]).toMatch(/GitHub's API gave no answer/u);
  });
});

describe("nothing is sent", () => {
  it("unless the workflow asks for it", async () => {
    const result = await run(push, undefined, { inputs: { "upload-sarif": "false" } });
    expect(result.api.requests).toEqual([]);
  });

  it("for a merge queue's branch", async () => {
    const event = { name: "merge_group", payload: { repository, merge_group: { base_sha: old, head_sha: head } } };
    const result = await run(event);
    expect(result.api.requests).toEqual([]);
    expect(result.stdout).toContain("merge queue's branch is not uploaded");
  });

  it.each<[string, Record<string, string>, Record<string, string>, RegExp]>([
    ["without a token", { token: "" }, {}, /"token" is empty/u],
    ["over an open line", {}, { GITHUB_API_URL: "http://api.example.com" }, /no https address/u],
    ["for what is no repository", {}, { GITHUB_REPOSITORY: "o/r/../x" }, /does not name a repository/u],
    ["for an unknown word", { "upload-sarif": "yes" }, {}, /"upload-sarif" must be one of true, false/u],
  ])("%s", async (_, inputs, env, words) => {
    const result = await run(push, undefined, { inputs, env });
    expect(result.code).toBe(2);
    expect(errors(result).join("\n")).toMatch(words);
    expect(result.api.requests).toEqual([]);
  });
});

describe("requests to GitHub's API", () => {
  const client = (url: string, deadline = 5000): ReturnType<typeof createGitHub> =>
    createGitHub({ apiUrl: url, graphqlUrl: url, repository: "o/r", token, deadline, firstPause: 5 });

  it("that make something are not repeated when they may have worked", async () => {
    api = await startApi(() => [502, {}]);
    const body = { body: "x", event: "COMMENT" };
    expect(await client(api.url).request("POST", "/repos/o/r/pulls/1/reviews", body)).toMatchObject({ status: 502 });
    expect(api.requests).toHaveLength(1);
  });

  it("wait as long as they are asked to", async () => {
    let tries = 0;
    api = await startApi(() =>
      ++tries === 1 ? [403, { message: "secondary rate limit" }, { "retry-after": "1" }] : [200, []],
    );
    const started = performance.now();
    expect(await client(api.url).request("GET", "/repos/o/r/pulls/1/files")).toMatchObject({ status: 200 });
    expect(performance.now() - started).toBeGreaterThan(950);
  });

  it("do not wait beyond the deadline", async () => {
    api = await startApi(() => [429, {}, { "retry-after": "20" }]);
    const started = performance.now();
    expect(await client(api.url, 500).request("GET", "/user")).toMatchObject({ status: 429 });
    expect(performance.now() - started).toBeLessThan(2000);
    expect(api.requests).toHaveLength(1);
  });
});
