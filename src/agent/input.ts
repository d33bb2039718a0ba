// Reads what the agent hands over. It holds what a model wrote, so it may be anything: huge, no JSON, never ending.
import { UserError } from "../model/error.ts";
import { wholeStream } from "../model/whole-stream.ts";

/** Neither the call nor the file that it changes may be larger, in bytes: a hook is waited for. */
export const mostBytes = 20_000_000;

/** The whole stream as text. */
export async function readInput(stream: NodeJS.ReadableStream): Promise<string> {
  let bytes: Buffer | undefined;
  try {
    bytes = await wholeStream(stream, mostBytes);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(`the hook's input cannot be read (${code})`);
  }
  if (!bytes) throw new UserError(`the call is larger than ${String(mostBytes / 1_000_000)} MB`);
  return bytes.toString("utf8");
}

/** The text's JSON; nothing where it is none. What the parser says of it quotes the text, so nobody hears it. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value as an object; nothing where it is none. */
export function object(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
