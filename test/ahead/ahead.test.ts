// Files that another thread reads ahead: the same texts, notices and findings as without it, whatever becomes of the thread.
import { rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { aheadWorkerFile } from "../../src/ahead-worker-file.ts";
import { type AheadOptions, canReadAhead, startReading } from "../../src/ahead/ahead.ts";
import { Blocks, Names, share } from "../../src/ahead/memory.ts";
import { defaultConfig } from "../../src/config/config.ts";
import { createDetector } from "../../src/detect/detector.ts";
import { Unwaited } from "../../src/detect/unwaited.ts";
import type { SilentText } from "../../src/model/source-item.ts";
import { readingAhead } from "../../src/reading-ahead.ts";
import { type ReadAhead, worktree } from "../../src/sources/worktree.ts";
import { temporaryDirectory, tree } from "../cli/run-cli.ts";

const base = temporaryDirectory();
const value = ["q7Tz", "Xk9w", "Lm2v", "Rp8d"].join("");
const secret = `password = "${value}"\n`;

/** Each text and notice in its order, with what a detector finds. */
async function collect(workingDirectory: string, readAhead?: ReadAhead): Promise<unknown[]> {
  const items: unknown[] = [];
  const detector = createDetector();
  const options = { paths: [], workingDirectory, ignore: () => false, noIgnore: false, maxFileSize: 3_000_000 };
  const source = worktree({ ...options, ...(readAhead && { readAhead }) });
  const silent = ({ path, size }: SilentText): void => void items.push({ path, size });
  for await (const item of new Unwaited(source, silent).rest()) {
    if (item.kind === "notice") items.push(item);
    else {
      const { bytes, seen, ...text } = item.text;
      items.push({ ...text, content: bytes.toString("latin1"), found: detector.detect(item.text) });
      if (seen) expect(seen.bytes).toBe(bytes);
    }
  }
  return items;
}

const options = { file: aheadWorkerFile, maxFileSize: 3_000_000, everyText: true };

/** Reads ahead from the first file on. */
function readingBy(how: AheadOptions, before: (count: number) => void = () => undefined, behind = 0): ReadAhead {
  const reading = startReading(how);
  return {
    behind,
    add(paths) {
      before(paths.length);
      reading?.add(paths);
      return Promise.resolve();
    },
    end() {
      reading?.end();
      return reading;
    },
  };
}

function files(): Record<string, string | Buffer> {
  const many = Object.fromEntries(
    Array.from({ length: 600 }, (_, index) => [`many/${String(index)}.ts`, `key${String(index)} = "foo";\n${secret}`]),
  );
  // Directories are listed in the order of their names, behind the files beside them.
  const more = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`more/${String(index)}.ts`, secret]));
  return {
    ...many,
    ...more,
    "empty.txt": "",
    "utf16.txt": Buffer.from(`\ufeff${secret}`, "utf16le"),
    "marked.txt": `\ufeff${secret}`,
    "binary.bin": Buffer.concat([Buffer.alloc(2000, 1), Buffer.alloc(10), Buffer.from(secret)]),
    "large.txt": Buffer.from("a plain text\n".repeat(100_000) + secret),
    "literals.txt": "key=key;".repeat(4000),
    "toolarge.txt": Buffer.alloc(3_000_001, "a\n"),
    "vanishes.txt": secret,
    "encoded.env": `DATA=${Buffer.from(secret.repeat(3)).toString("base64")}\n`,
  };
}

describe("files that are read ahead", () => {
  it("give the same texts, notices and findings, in the same order", async () => {
    const cwd = tree(base, "same", files());
    const asked: number[] = [];
    const vanish = (count: number): void => {
      asked.push(count);
      rmSync(join(cwd, "vanishes.txt"), { force: true });
    };
    const early = await collect(cwd, readingBy(options, vanish));
    writeFileSync(join(cwd, "vanishes.txt"), secret);
    const late = await collect(cwd, {
      behind: 0,
      add({ length }) {
        vanish(length);
        return Promise.resolve();
      },
      end: () => undefined,
    });
    // While the rest is listed, the first ones are read.
    expect(asked).toEqual([609, 20, 609, 20]);
    expect(early).toEqual(late);
    expect(early).toHaveLength(629);
    writeFileSync(join(cwd, "vanishes.txt"), secret);
    // The first ones are read here.
    const some = await collect(cwd, readingBy(options, vanish, 300));
    expect(asked.slice(4)).toEqual([329]);
    expect(some).toEqual(early);
    // Of those in which nothing was seen, the size.
    writeFileSync(join(cwd, "vanishes.txt"), secret);
    const heard = (await collect(cwd, readingBy({ ...options, everyText: false }, vanish))) as Partial<SilentText>[];
    const short = heard.map(({ size }) => size);
    const sizes = early.map((item, index) => {
      const { content, found } = item as { content?: string; found?: unknown[] };
      if (short[index] !== undefined) expect(found).toEqual([]);
      return short[index] === undefined ? undefined : content?.length;
    });
    expect(short).toEqual(sizes);
    expect(short.filter((size) => size !== undefined).length).toBeGreaterThan(1);
    expect(heard.filter(({ size }) => size === undefined)).toEqual(
      early.filter((_, index) => short[index] === undefined),
    );
    const found = early.filter((item) => (item as { found?: unknown[] }).found?.length);
    expect(found.length).toBeGreaterThan(600);
  });

  it("are read here where the thread ends without a word", async () => {
    const cwd = tree(base, "ends", { "a.txt": secret, "b.txt": secret });
    const file = join(base, "ends.mjs");
    writeFileSync(file, "process.exit(1);\n");
    const early = await collect(cwd, readingBy({ ...options, file: pathToFileURL(file), patience: 300 }));
    expect(early).toEqual(await collect(cwd));
    expect(early).toHaveLength(2);
  });

  it("are read here where the thread runs out of memory", async () => {
    const cwd = tree(base, "memory", { "a.txt": secret, "b.txt": secret });
    const file = join(base, "memory.mjs");
    writeFileSync(file, "for (const held = []; ; ) held.push({ number: held.length, text: `x${held.length}` });\n");
    const how = { ...options, file: pathToFileURL(file), patience: 3000, heapMB: 16 };
    const early = await collect(cwd, readingBy(how));
    expect(early).toEqual(await collect(cwd));
    expect(early).toHaveLength(2);
  });

  it("are read here from where the thread fails", async () => {
    const cwd = tree(base, "fails", { "a.txt": secret, "b.txt": secret });
    const file = join(base, "fails.mjs");
    // It cannot go on.
    const program = `import { workerData } from "node:worker_threads";
      const order = new Int32Array(workerData.order); order[2] = -1; Atomics.store(order, 0, 1); Atomics.notify(order, 0);`;
    writeFileSync(file, program);
    const early = await collect(cwd, readingBy({ ...options, file: pathToFileURL(file), patience: 300 }));
    expect(early).toEqual(await collect(cwd));
  });

  it("are left to this thread where their paths are no text", () => {
    const ahead = startReading(options);
    ahead?.add([{ file: Buffer.from([0x61, 0xff]), path: "a\\xff" }]);
    ahead?.end();
    expect(ahead).toBeDefined();
    expect(ahead?.next()).toBeUndefined();
    ahead?.close();
    expect(ahead?.next()).toBeUndefined();
  });

  it("are read so only where there are many, the machine can do two things, and the thread's file is there", async () => {
    const config = defaultConfig;
    const all = { paths: [], workingDirectory: base };
    const none = Array.from({ length: 1700 }, (_, index) => {
      const path = `none/${String(index)}`;
      return { file: join(base, path), path };
    });
    const { readAhead: few } = readingAhead(all, config);
    await few?.add(none.slice(1));
    expect(few?.end()).toBeUndefined();
    const { readAhead: many } = readingAhead(all, config);
    await many?.add(none.slice(0, 10));
    await many?.add(none.slice(10));
    const ahead = many?.end();
    expect(ahead !== undefined).toBe(availableParallelism() > 1);
    expect(ahead?.next() ?? { failure: "vanished" }).toEqual({ failure: "vanished" });
    ahead?.close();
    expect(readingAhead({ ...all, jobs: 2 }, config)).toEqual({});
    expect(readingAhead(all, { ...config, archives: true })).toEqual({});
    expect(canReadAhead({ file: new URL("none.js", import.meta.url) })).toBe(false);
  });

  it("are read here where no thread can be started", () => {
    expect(startReading({ ...options, file: new URL("https://example.invalid/a.js") })).toBeUndefined();
  });
});

describe("blocks", () => {
  it("are taken in the order in which they were handed over, and the first empty ones are filled again", () => {
    const shared = share();
    const [here, there] = [new Blocks(shared), new Blocks(shared)];
    const fill = (name: string): void => {
      const block = there.open();
      block.bytes.write(name);
      there.handOver(block);
    };
    const take = (): string => {
      const block = here.take(0);
      if (!block) return "";
      const name = block.bytes.toString("latin1", 0, 1);
      here.empty(block);
      return name;
    };
    expect(take()).toBe("");
    for (const name of "abcd") fill(name);
    const first = here.take(0);
    const second = here.take(0);
    if (second) here.empty(second);
    fill("e");
    expect(second?.bytes.toString("latin1", 0, 1)).toBe("e");
    if (first) here.empty(first);
    expect([take(), take(), take(), take()]).toEqual(["c", "d", "e", ""]);
    for (let round = 0; round < 100; round++) {
      fill("x");
      fill("y");
      expect([take(), take()]).toEqual(["x", "y"]);
    }
    // Others were never touched.
    const used = shared.blocks.filter((memory) => new Uint8Array(memory).some((byte) => byte !== 0));
    expect(used).toHaveLength(4);
    fill("z");
    there.fail();
    expect([take(), take()]).toEqual(["z", ""]);
  });
});

describe("names that promise nothing", () => {
  const heard = (names: Names): string[] => {
    const all: string[] = [];
    names.hear((name) => all.push(name.toString()));
    return all;
  };
  const tell = (names: Names, name: string): void => {
    names.tell(Buffer.from(name), 0, name.length);
  };

  it("are heard once by the other side, the latest of them where there are too many", () => {
    const { names } = share();
    const [one, other] = [new Names(names), new Names(names)];
    tell(one, "publicKey");
    tell(one, "x".repeat(64));
    expect(heard(other)).toEqual(["publicKey"]);
    expect(heard(other)).toEqual([]);
    for (let index = 0; index < 3000; index++) tell(one, `key${String(index)}`);
    const last = heard(other);
    expect(last.length).toBeGreaterThan(1000);
    expect(last.length).toBeLessThan(1025);
    expect(last.at(-1)).toBe("key2999");
    expect(last.at(0)).toBe(`key${String(3000 - last.length)}`);
  });
});
