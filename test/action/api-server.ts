// GitHub's REST and GraphQL APIs on this machine: a request that GitHub's own description of them does not allow is answered as GitHub
// would, and kept in `mistakes`. The operations are those of @octokit/openapi 23.0.2, without their words.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";
import { Ajv } from "ajv";
import { buildSchema, getVariableValues, Kind, parse, validate } from "graphql";
import { afterAll } from "vitest";

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly string[];
  readonly request?: object;
}

export interface Request {
  /** `POST /repos/{owner}/{repo}/code-scanning/sarifs`. */
  readonly operation: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

export type Reply = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>];

export interface Api {
  readonly url: string;
  readonly requests: Request[];
  readonly mistakes: string[];
  /** Requests of one kind: `POST reviews`. */
  sent(method: string, end: string): Request[];
}

const ajv = new Ajv({ strict: false, allErrors: true });
const operations = (
  JSON.parse(readFileSync(new URL("github-operations.json", import.meta.url), "utf8")) as Operation[]
).map((operation) => ({
  ...operation,
  // Most schemas allow further fields; of what is sent, every one must be known.
  isValid: operation.request && ajv.compile({ ...operation.request, additionalProperties: false }),
  pattern: new RegExp(`^${operation.path.replaceAll(/\{[^}]+\}/gu, "[^/]+")}$`, "u"),
}));

const schema = buildSchema(readFileSync(new URL("github-graphql.graphql", import.meta.url), "utf8"));

/** What GitHub would find wrong with a GraphQL request. */
function graphqlMistakes({ query, variables }: Readonly<Record<string, unknown>>): readonly string[] {
  const document = parse(String(query));
  const mistakes = validate(schema, document);
  const [definition] = document.definitions;
  if (mistakes.length > 0 || definition?.kind !== Kind.OPERATION_DEFINITION) return mistakes.map(String);
  const given = (variables ?? {}) as Record<string, unknown>;
  const { errors = [] } = getVariableValues(schema, definition.variableDefinitions ?? [], given);
  return errors.map(String);
}

/** The SARIF log that an upload holds. */
export function sarifOf({ body }: Request): string {
  return gunzipSync(Buffer.from(String(body["sarif"]), "base64")).toString("utf8");
}

/** Starts a server; `answer` gives what the test wants said, else a fitting default is. */
export async function startApi(answer: (request: Request) => Reply | undefined = () => undefined): Promise<Api> {
  const requests: Request[] = [];
  const mistakes: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { pathname, searchParams } = new URL(request.url ?? "", "http://x");
      const method = request.method ?? "";
      const reply = ([status, body, headers = {}]: Reply): void => {
        response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
      };
      if (method === "POST" && pathname === "/graphql") {
        const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, unknown>;
        const wrong = graphqlMistakes(body);
        mistakes.push(...wrong);
        const operation = "POST /graphql";
        const seen: Request = { operation, path: pathname, authorization: request.headers.authorization, body };
        requests.push(seen);
        reply(
          answer(seen) ?? [200, wrong.length > 0 ? { errors: wrong.map((message) => ({ message })) } : { data: {} }],
        );
        return;
      }
      const operation = operations.find((each) => each.method === method && each.pattern.test(pathname));
      if (!operation) {
        mistakes.push(`no such operation: ${method} ${pathname}`);
        reply([404, { message: "Not Found" }]);
        return;
      }
      const text = Buffer.concat(chunks).toString("utf8");
      const body = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
      const unknown = [...searchParams.keys()].filter((name) => !operation.parameters.includes(name));
      if (unknown.length > 0) mistakes.push(`${method} ${pathname}: unknown parameters ${unknown.join(", ")}`);
      if (operation.isValid && !operation.isValid(body)) {
        mistakes.push(`${method} ${pathname}: ${ajv.errorsText(operation.isValid.errors)}`);
        reply([422, { message: "Validation Failed" }]);
        return;
      }
      const seen: Request = {
        operation: `${method} ${operation.path}`,
        path: `${pathname}${searchParams.get("page") === null ? "" : `?page=${searchParams.get("page") ?? ""}`}`,
        authorization: request.headers.authorization,
        body,
      };
      requests.push(seen);
      reply(answer(seen) ?? byDefault(seen));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    requests,
    mistakes,
    sent: (method, end) => requests.filter(({ operation }) => operation.startsWith(method) && operation.endsWith(end)),
  };
}

function byDefault({ operation }: Request): Reply {
  if (operation === "GET /user") return [403, { message: "Resource not accessible by integration" }];
  if (operation.endsWith("/code-scanning/sarifs")) return [202, { id: "47177e22-5596-11eb-80a1-c1e54ef945c6" }];
  if (operation.endsWith("{sarif_id}")) return [200, { processing_status: "complete" }];
  if (operation.startsWith("GET")) return [200, []];
  return operation.startsWith("POST") && operation.endsWith("/comments") ? [201, { id: 1 }] : [200, { id: 1 }];
}
