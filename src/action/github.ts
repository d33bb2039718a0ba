// GitHub's APIs with what a job needs: one token, retries with growing pauses, and an end. An answer's own words are never passed
// on unescaped.
import { setTimeout as pause } from "node:timers/promises";
import { UserError } from "../model/error.ts";
import { escapeText } from "../reports/escape.ts";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface GitHub {
  /** Path of the repository: `/repos/OWNER/NAME`. */
  readonly repository: string;
  /**
   * Sends a request and returns the last answer. What was refused for now is tried again; what failed on the way only if sending it
   * twice does no harm (`harmless`, which a GET always is). A UserError where no answer comes.
   */
  request(method: "GET" | "POST" | "PATCH" | "PUT", path: string, body?: object, harmless?: boolean): Promise<Answer>;
  /** Sends a GraphQL mutation, for what REST cannot do. True where GitHub did it; it is tried once. */
  mutate(query: string, variables: Readonly<Record<string, string>>): Promise<boolean>;
}

export interface GitHubOptions {
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** `OWNER/NAME`. */
  readonly repository: string;
  readonly token: string;
  /** Milliseconds after which nothing is tried any more. */
  readonly deadline?: number;
  /** The first pause, in milliseconds; each next one is twice as long. */
  readonly firstPause?: number;
}

const apiVersion = "2022-11-28";
const mostTries = 5;
const longestPause = 30_000;
const longestRequest = 60_000;

function addressOf(address: string, variable: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isLocal = url?.hostname === "127.0.0.1" || url?.hostname === "localhost";
  if (!url || (url.protocol !== "https:" && !(url.protocol === "http:" && isLocal)))
    throw new UserError(`${variable} is no https address, so nothing can be sent to GitHub.`);
  return url.href.replace(/\/$/u, "");
}

/** How long the answer asks to wait; nothing where it does not ask for it. */
function askedPause(headers: Headers): number | undefined {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  if (Number.isFinite(seconds)) return seconds * 1000;
  const reset = Number(headers.get("x-ratelimit-reset") ?? Number.NaN);
  return headers.get("x-ratelimit-remaining") === "0" && Number.isFinite(reset)
    ? Math.max(0, reset * 1000 - Date.now())
    : undefined;
}

function isLimited({ status, headers }: Response): boolean {
  return status === 429 || (status === 403 && askedPause(headers) !== undefined);
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What GitHub says in an answer, fit to be printed; empty where it says nothing. */
export function wordsOf({ body }: Answer): string {
  const message = typeof body === "object" && body !== null && "message" in body ? body.message : undefined;
  return typeof message === "string" ? escapeText(message).slice(0, 200) : "";
}

/** A client for one repository. A UserError where address or repository are not what the runner sets. */
export function createGitHub(options: GitHubOptions): GitHub {
  const { repository, token, deadline = 180_000, firstPause = 500 } = options;
  const address = addressOf(options.apiUrl, "GITHUB_API_URL");
  const graphqlAddress = addressOf(options.graphqlUrl, "GITHUB_GRAPHQL_URL");
  if (!/^[\w.-]{1,100}\/[\w.-]{1,100}$/u.test(repository))
    throw new UserError("GITHUB_REPOSITORY does not name a repository, so nothing can be sent to GitHub.");
  const end = performance.now() + deadline;
  const left = (): number => end - performance.now();

  async function send(method: string, url: string, body: object | undefined): Promise<Response | undefined> {
    try {
      return await fetch(url, {
        method,
        headers: {
          accept: "application/vnd.github+json",
          authorization: `Bearer ${token}`,
          "user-agent": "vaultlint",
          "x-github-api-version": apiVersion,
          ...(body && { "content-type": "application/json" }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(Math.ceil(Math.max(1, Math.min(longestRequest, left())))),
      });
    } catch {
      return undefined;
    }
  }

  return {
    repository: `/repos/${repository}`,
    async request(method, path, body, harmless = method === "GET") {
      let answer: Answer | undefined;
      let wait = firstPause;
      for (let tries = 1; ; tries++) {
        const response = await send(method, `${address}${path}`, body);
        if (response) {
          answer = { status: response.status, body: await bodyOf(response).catch(() => undefined) };
          const again = isLimited(response) || (harmless && response.status >= 500);
          if (!again) return answer;
          wait = Math.max(wait, askedPause(response.headers) ?? 0);
        } else if (!harmless) break;
        if (tries === mostTries || wait > longestPause || wait > left()) break;
        await pause(wait);
        wait *= 2;
      }
      if (answer) return answer;
      throw new UserError(
        "GitHub's API gave no answer: check that the runner reaches the address in GITHUB_API_URL, and run the job again.",
      );
    },
    async mutate(query, variables) {
      const response = await send("POST", graphqlAddress, { query, variables });
      if (response?.status !== 200) return false;
      const body = await bodyOf(response).catch(() => undefined);
      // Mistakes and missing rights are answered with 200 as well.
      return typeof body === "object" && body !== null && !("errors" in body) && "data" in body;
    },
  };
}

/** All items of a list, page by page; or the answer that was no list. */
export async function listAll(github: GitHub, path: string, mostPages: number): Promise<readonly unknown[] | Answer> {
  const all: unknown[] = [];
  for (let page = 1; page <= mostPages; page++) {
    const answer = await github.request("GET", `${path}?per_page=100&page=${String(page)}`);
    if (!Array.isArray(answer.body)) return answer;
    all.push(...(answer.body as unknown[]));
    if (answer.body.length < 100) break;
  }
  return all;
}
