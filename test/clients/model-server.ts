// Stands in for the model behind a coding agent: it asks for one call of a tool and, once it hears what became of that, says that it is
// done. Of each of the three APIs just what the agents need.
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** The call that is asked for. */
export interface ToolCall {
  readonly tool: string;
  /** Arguments by name, or the text of a tool that takes a text. */
  readonly input: object | string;
}

export interface ModelServer {
  readonly url: string;
  /** The body of the last question, in which the agent tells what became of the call. */
  readonly heard: () => string;
  readonly close: () => void;
}

type Event = readonly [name: string, data: object];

function anthropic({ tool, input }: ToolCall, isDone: boolean): Event[] {
  const usage = { input_tokens: 1, output_tokens: 1 };
  const block = isDone ? { type: "text", text: "" } : { type: "tool_use", id: "call_1", name: tool, input: {} };
  const delta = isDone
    ? { type: "text_delta", text: "done" }
    : { type: "input_json_delta", partial_json: JSON.stringify(input) };
  const message = { id: "m", type: "message", role: "assistant", model: "m", content: [], usage };
  return [
    ["message_start", { message }],
    ["content_block_start", { index: 0, content_block: block }],
    ["content_block_delta", { index: 0, delta }],
    ["content_block_stop", { index: 0 }],
    ["message_delta", { delta: { stop_reason: isDone ? "end_turn" : "tool_use" }, usage }],
    ["message_stop", {}],
  ];
}

function openai({ tool, input }: ToolCall, isDone: boolean): Event[] {
  const call = { id: "i", call_id: "call_1", name: tool };
  const item = isDone
    ? { type: "message", id: "i", role: "assistant", content: [{ type: "output_text", text: "done" }] }
    : typeof input === "string"
      ? { type: "custom_tool_call", ...call, input }
      : { type: "function_call", ...call, arguments: JSON.stringify(input) };
  const usage = { input_tokens: 1, output_tokens: 1, total_tokens: 2 };
  return [
    ["response.created", { response: { id: "r" } }],
    ["response.output_item.done", { output_index: 0, item }],
    ["response.completed", { response: { id: "r", usage } }],
  ];
}

function google({ tool, input }: ToolCall, isDone: boolean): object {
  const part = isDone ? { text: "done" } : { functionCall: { name: tool, args: input } };
  return { candidates: [{ content: { role: "model", parts: [part] }, finishReason: "STOP", index: 0 }] };
}

function stream(response: ServerResponse, events: readonly Event[]): void {
  response.setHeader("content-type", "text/event-stream");
  for (const [type, data] of events) response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
  response.end();
}

/** Starts one, on this machine only. */
export async function modelServer(call: ToolCall): Promise<ModelServer> {
  let heard = "";
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const { pathname } = new URL(request.url ?? "", "http://localhost");
      // What an agent asks on the side knows no tools.
      const isDone =
        /"(?:tool_result|\w+_call_output|functionResponse)"/u.test(body) || !body.includes(`"${call.tool}"`);
      if (/"(?:tool_result|\w+_call_output|functionResponse)"/u.test(body)) heard = body;
      if (pathname.endsWith("/messages")) stream(response, anthropic(call, isDone));
      else if (pathname.endsWith("/responses")) stream(response, openai(call, isDone));
      else if (pathname.endsWith(":streamGenerateContent"))
        response
          .setHeader("content-type", "text/event-stream")
          .end(`data: ${JSON.stringify(google(call, isDone))}\n\n`);
      else response.writeHead(404, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    heard: () => heard,
    close: () => void server.close(),
  };
}
