// What started the workflow, from the file that the runner writes. A stranger may have written any part of it, so only numbers,
// commit ids and names of the expected form are taken over.
import { readFileSync } from "node:fs";
import { UserError } from "../model/error.ts";

export interface PullRequest {
  readonly number: number;
  readonly base: string;
  readonly baseBranch: string | undefined;
  readonly head: string;
  /** The head is another repository's, so anybody may have written it. */
  readonly isFork: boolean;
}

export interface Push {
  /** Nothing where the branch is new. */
  readonly before: string | undefined;
  /** Nothing where the branch was deleted. */
  readonly after: string | undefined;
  readonly isForced: boolean;
}

export interface Event {
  /** `push`, `pull_request`, `schedule` ... */
  readonly name: string;
  /** `refs/heads/main`; of a pull request its merge. */
  readonly ref: string;
  /** The commit that the workflow runs for. */
  readonly sha: string | undefined;
  /** False also where the event does not say it. */
  readonly isPrivate: boolean;
  readonly defaultBranch: string | undefined;
  readonly pullRequest?: PullRequest;
  readonly push?: Push;
  readonly mergeGroup?: { readonly base: string; readonly head: string };
}

type Data = Readonly<Record<string, unknown>>;

function mapping(value: unknown): Data {
  return typeof value === "object" && value !== null ? (value as Data) : {};
}

/** A commit id; nothing for the zeros that stand for no commit. */
function commit(value: unknown): string | undefined {
  return typeof value === "string" && /^(?:[\da-f]{40}|[\da-f]{64})$/u.test(value) && !/^0+$/u.test(value)
    ? value
    : undefined;
}

/** A branch name as git allows it. */
function branch(value: unknown): string | undefined {
  return typeof value === "string" && /^(?!-)[^\s\p{Cc}~^:?*[\\]{1,255}$/u.test(value) && !value.includes("..")
    ? value
    : undefined;
}

function pullRequestOf(data: Data): PullRequest | undefined {
  const { number, base, head } = data;
  const from = commit(mapping(base)["sha"]);
  const to = commit(mapping(head)["sha"]);
  if (!Number.isSafeInteger(number) || from === undefined || to === undefined) return undefined;
  const headName = mapping(mapping(head)["repo"])["full_name"];
  return {
    number: Number(number),
    base: from,
    baseBranch: branch(mapping(base)["ref"]),
    head: to,
    isFork: headName === undefined || headName !== mapping(mapping(base)["repo"])["full_name"],
  };
}

function payload(file: string | undefined): Data {
  if (file === undefined || file === "") return {};
  try {
    return mapping(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new UserError(
      "The file that GITHUB_EVENT_PATH names is not readable JSON: run this as a step of a workflow.",
    );
  }
}

/** The event, from the environment that the runner sets. */
export function readEvent(env: NodeJS.ProcessEnv): Event {
  const data = payload(env["GITHUB_EVENT_PATH"]);
  const name = env["GITHUB_EVENT_NAME"] ?? "";
  const repository = mapping(data["repository"]);
  const pullRequest = pullRequestOf(mapping(data["pull_request"]));
  const group = mapping(data["merge_group"]);
  const base = commit(group["base_sha"]);
  const head = commit(group["head_sha"]);
  return {
    name,
    ref: env["GITHUB_REF"] ?? "",
    sha: commit(env["GITHUB_SHA"]),
    isPrivate: repository["private"] === true,
    defaultBranch: branch(repository["default_branch"]),
    ...(pullRequest && { pullRequest }),
    ...(name === "push" && {
      push: {
        before: commit(data["before"]),
        after: data["deleted"] === true ? undefined : (commit(data["after"]) ?? commit(env["GITHUB_SHA"])),
        isForced: data["forced"] === true,
      },
    }),
    ...(base !== undefined && head !== undefined && { mergeGroup: { base, head } }),
  };
}
