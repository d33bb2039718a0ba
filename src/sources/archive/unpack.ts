// Unpacks deflate with bounds on what comes out, and with all that stands before a fault.
import { constants, createGunzip, createInflateRaw, inflateRawSync } from "node:zlib";
import type { Meter } from "./limits.ts";

/** How an unpacking ended: `more` where more would come out than may, `left` where whoever reads wanted no more. */
export type Ending = "whole" | "cut" | "damaged" | "more" | "left";

/** Pieces of input. They grow, since of a piece with a fault everything is lost. */
const firstPiece = 512;
const longestPiece = 16_384;

/** An unpacking whose output comes piece by piece. */
interface Unpacking {
  readonly chunks: AsyncGenerator<Buffer>;
  /** Both are known once the chunks are over. */
  readonly ending: () => Ending;
  /** Bytes of the input that were used. */
  readonly used: () => number;
}

/** Unpacks as much as the meter lets out, and counts it. */
export function unpacking(bytes: Buffer, format: "gzip" | "deflate", meter: Meter): Unpacking {
  const engine = format === "gzip" ? createGunzip() : createInflateRaw();
  let ending: Ending = "left";

  async function* chunks(): AsyncGenerator<Buffer> {
    const out: Buffer[] = [];
    // A listener gets each chunk at once; an iterator would lose those that wait when an error comes.
    engine.on("data", (chunk: Buffer) => out.push(chunk));
    engine.on("error", (error: NodeJS.ErrnoException & { errno?: number }) => {
      ending = error.errno === constants.Z_BUF_ERROR ? "cut" : "damaged";
    });
    const closed = new Promise<void>((resolve) => void engine.once("close", resolve));
    function* allowed(): Generator<Buffer> {
      for (const chunk of out.splice(0)) {
        const left = meter.left();
        const part = chunk.subarray(0, Math.max(0, left));
        meter.count(part.length);
        if (part.length > 0) yield part;
        if (part.length === chunk.length) continue;
        ending = "more";
        meter.end();
        return;
      }
    }
    try {
      let length = firstPiece;
      for (let at = 0; at < bytes.length && !engine.closed && !engine.readableEnded; at += length) {
        if (at > 0) length = Math.min(longestPiece, length * 2);
        const piece = bytes.subarray(at, at + length);
        await Promise.race([new Promise((resolve) => engine.write(piece, resolve)), closed]);
        yield* allowed();
        if (ending !== "left") return;
      }
      engine.end();
      await closed;
      yield* allowed();
      if (ending === "left") ending = "whole";
    } finally {
      engine.destroy();
    }
  }

  return { chunks: chunks(), ending: () => ending, used: () => engine.bytesWritten };
}

/** What came out, and how much of the input it took. */
export interface Unpacked {
  readonly bytes: Buffer;
  readonly ending: Ending;
  readonly used: number;
}

/** Unpacks deflate, at most `most` bytes of it, at least one. `bytes` may hold other things behind it. */
export async function inflate(bytes: Buffer, most: number, meter: Meter): Promise<Unpacked> {
  try {
    const { buffer, engine } = inflateRawSync(bytes, { maxOutputLength: most, info: true }) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    meter.count(buffer.length);
    return { bytes: buffer, ending: "whole", used: engine.bytesWritten };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      meter.count(most);
      return { bytes: Buffer.alloc(0), ending: "more", used: 0 };
    }
  }
  // Slower, but it keeps what stands before the fault.
  const { chunks, ending, used } = unpacking(bytes, "deflate", meter);
  const all: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    all.push(chunk);
    length += chunk.length;
    if (length > most) return { bytes: Buffer.alloc(0), ending: "more", used: 0 };
  }
  return { bytes: Buffer.concat(all), ending: ending(), used: used() };
}
