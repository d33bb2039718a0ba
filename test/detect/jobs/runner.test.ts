import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createDetectStage } from "../../../src/detect/detect.ts";
import { searchInThreads, type JobOptions } from "../../../src/detect/jobs/runner.ts";
import type { Searched } from "../../../src/detect/search.ts";
import { defaultConfig } from "../../../src/config/config.ts";
import { jobWorkerFile } from "../../../src/job-worker-file.ts";
import type { SourceItem } from "../../../src/model/source-item.ts";
import { searchOptions } from "../../../src/search-options.ts";
import { fill, seeded } from "../generate.ts";
import { sourceText } from "../source-text.ts";

const nothing: Searched = { candidates: [], notices: [], hasIgnores: false, isWorthParsing: false };

/** Texts as a source gives them: all in one memory, which holds the next text as soon as it is asked for. */
async function* source(texts: Iterable<readonly [path: string, content: string]>): AsyncGenerator<SourceItem> {
  const memory = Buffer.alloc(10_000_000);
  for (const [path, content] of texts) {
    await Promise.resolve();
    const length = memory.write(content, "latin1");
    yield { kind: "text", text: { ...sourceText(path, ""), bytes: memory.subarray(0, length) } };
  }
  yield { kind: "notice", notice: { kind: "warning", message: "the end" } };
}

const options: JobOptions = {
  threads: 1,
  file: new URL("thread.js", import.meta.url),
  data: "seen",
  search: ({ path, bytes }) => ({
    ...nothing,
    notices: [{ kind: "warning", path, message: `here ${String(bytes.length)}` }],
  }),
  deadline: 200,
};

/** What each text came back with: its path, its bytes, and what was said of it by whom. */
async function run(texts: Iterable<readonly [string, string]>, changed: Partial<JobOptions> = {}): Promise<string[]> {
  const seen: string[] = [];
  for await (const item of searchInThreads(source(texts), { ...options, ...changed })) {
    if (item.kind === "notice") continue;
    const { path, bytes } = item.text;
    seen.push([path, bytes.toString("latin1", 0, 3), ...item.searched.notices.map(({ message }) => message)].join(" "));
  }
  return seen;
}

const many = Array.from({ length: 300 }, (_, i) => [`f${String(i)}`, String(100 + i).repeat(9000)] as const);

describe("texts that several threads search", () => {
  it.each([1, 3])("come back in their order, with their bytes, from %s more", async (threads) => {
    const seen = await run(many, { threads });
    expect(seen.map((line) => line.replace(/ (?:seen|here) 27000$/u, ""))).toEqual(
      many.map(([path, content]) => `${path} ${content.slice(0, 3)}`),
    );
  });

  it("are searched here where they are very large, where the thread cannot say, and where none can be had", async () => {
    const large = "x".repeat(9_000_000);
    expect(
      await run([
        ["a", "aaa"],
        ["large", large],
        ["b", "bbb"],
      ]),
    ).toContain("large xxx here 9000000");
    const wanted = [...many.slice(0, 5), ["again", "yyy"]] as const;
    expect(await run(wanted)).toContain("again yyy here 3");
    const file = new URL("no-such-thread.js", import.meta.url);
    expect((await run(many.slice(0, 3), { file })).map((line) => line.split(" ")[2])).toEqual(["here", "here", "here"]);
  });

  it("end the scan where a search fails here, also one that a thread asked for", async () => {
    const search: JobOptions["search"] = (text) => {
      if (text.path === "again") throw new Error("a fault");
      return options.search(text);
    };
    await expect(run([...many.slice(0, 5), ["again", "yyy"]], { search })).rejects.toThrow("a fault");
  });

  it.each([
    ["hang", "hang zzz took longer than 0.2 s: it was not searched (limits.secondsPerFile)"],
    ["crash", "crash zzz was not searched: the thread that did so ended"],
    ["memory", "memory zzz takes more than 24 MB of memory to search: it was not searched"],
  ])("are named where a thread %ss, which is replaced", async (path, message) => {
    let isThreadUp = false;
    const piece = "a".repeat(400_000);
    async function* texts(): AsyncGenerator<SourceItem> {
      const text = (name: string, content: string): SourceItem => ({ kind: "text", text: sourceText(name, content) });
      for (let i = 0; !isThreadUp; i++) {
        yield text(`a${String(i)}`, piece);
        await setTimeout(20);
      }
      yield text(path, "zzz");
      yield text("after", "bbb");
      // Time for the thread to come to it, before this one looks for work.
      for (let i = 0; i < 6; i++) {
        yield text(`b${String(i)}`, piece);
        await setTimeout(100);
      }
    }
    const search: JobOptions["search"] = (text) => {
      if (text.path === path) throw new Error("was searched here");
      return options.search(text);
    };
    const seen: string[] = [];
    for await (const item of searchInThreads(texts(), { ...options, search, heapMB: 24 })) {
      if (item.kind === "notice") continue;
      const said = item.searched.notices.map((notice) => notice.message).join(" ");
      isThreadUp ||= said.startsWith("seen");
      seen.push(`${item.text.path} ${item.text.bytes.toString("latin1", 0, 3)} ${said}`);
    }
    expect(seen.at(-1)).toMatch(/^b5 aaa /u);
    expect(seen).toContain(message);
    expect(seen.find((line) => line.startsWith("after"))).toMatch(/^after bbb (?:seen|here) 3$/u);
  });
});

describe("the detect stage", () => {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  const random = seeded("jobs");
  const token = `${["gh", "p_"].join("")}${fill("${alnum:36}", random)}`;
  const password = fill("${alnum:14}!7", random);

  /** Real files, some with values in them: plain, encoded, beside a comment, in a program. */
  function* texts(): Generator<readonly [string, string]> {
    const directory = join(root, "node_modules/typescript/lib");
    for (const [index, name] of readdirSync(directory).entries()) {
      if (!name.endsWith(".js") && !name.endsWith(".ts")) continue;
      const content = readFileSync(join(directory, name), "latin1");
      yield [`lib/${name}`, content.slice(0, 900_000)];
      const lines = [`GITHUB_TOKEN=${token}`, `blob: ${Buffer.from(`password = ${password}`).toString("base64")}`];
      yield [
        `app${String(index)}.env`,
        `${lines.join("\n")}\nDB_PASSWORD=${password} # vaultlint-ignore generic/password\n`,
      ];
      yield [`app${String(index)}.js`, `import jwt from "jsonwebtoken";\njwt.sign({}, "${password}");\n`];
    }
  }

  it("detects the same with another thread as without", async () => {
    const detected = async (threads: number): Promise<unknown[]> => {
      const jobs = { threads, file: jobWorkerFile, data: { config: defaultConfig, explain: false } };
      const stage = createDetectStage({ ...searchOptions(defaultConfig, false), ast: "auto", jobs });
      const all: unknown[] = [];
      for await (const item of stage.all(source(texts()), { isDone: () => false, silent: () => undefined }))
        all.push(item.kind === "notice" ? item : [item.text.path, item.text.bytes.length, item.detected]);
      await stage.close();
      return all;
    };
    const alone = await detected(0);
    expect(JSON.stringify(alone)).toContain("no-hardcoded-credential");
    expect(JSON.stringify(alone)).toContain('"encoding":"base64"');
    expect(await detected(1)).toEqual(alone);
  });
});
