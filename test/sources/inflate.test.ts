// The pack kernel inflates what zlib deflates, and nothing else.
import { constants, deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { startKernel } from "../../src/sources/packs/kernel.ts";
import { DELTA, PACKED } from "../../src/sources/packs/layout.ts";

describe("the kernel inflates", () => {
  const { memory, inflate } = startKernel();
  const inflated = (stream: Buffer, size: number): Buffer | undefined => {
    stream.copy(memory, PACKED);
    return inflate(PACKED, PACKED + stream.length, DELTA, size) === 0
      ? undefined
      : memory.subarray(DELTA, DELTA + size);
  };
  const strategies = [constants.Z_DEFAULT_STRATEGY, constants.Z_HUFFMAN_ONLY, constants.Z_RLE, constants.Z_FIXED];
  const pieces = fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc
        .tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 400 }))
        .map(([bytes, times]) => Buffer.concat(Array.from({ length: times }, () => Buffer.from(bytes)))),
      fc.lorem({ maxCount: 200 }).map((words) => Buffer.from(words)),
    ),
    { maxLength: 8 },
  );

  it("what zlib deflated, in every way", () => {
    const property = fc.property(
      pieces,
      fc.integer({ min: 0, max: 9 }),
      fc.constantFrom(...strategies),
      fc.integer({ min: 9, max: 15 }),
      (parts, level, strategy, windowBits) => {
        const data = Buffer.concat(parts);
        const stream = deflateSync(data, { level, strategy, windowBits });
        expect(inflated(stream, data.length)?.equals(data)).toBe(true);
        expect(inflated(stream, data.length + 1)).toBeUndefined();
        if (data.length > 0) expect(inflated(stream, data.length - 1)).toBeUndefined();
      },
    );
    fc.assert(property, { numRuns: 150 });
  });

  it("nothing else: every bit of a stream counts, and every byte is needed", () => {
    const data = Buffer.from(Array.from({ length: 400 }, (_, index) => ((index * index) % 61) + 32));
    const stream = deflateSync(data);
    for (let bit = 0; bit < stream.length * 8; bit++) {
      const flipped = Buffer.from(stream);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const answer = inflated(flipped, data.length);
      // The two bits of the level say nothing about the data, but the head has a checksum.
      expect(answer === undefined || answer.equals(data), `bit ${String(bit)}`).toBe(true);
    }
    for (let length = 0; length < stream.length; length++)
      expect(inflated(stream.subarray(0, length), data.length)).toBeUndefined();
  });
});
