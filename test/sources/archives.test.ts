import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { packTar } from "modern-tar";
import { describe, expect, it } from "vitest";
import type { ArchiveLimits } from "../../src/sources/archive/limits.ts";
import { openingArchives } from "../../src/sources/texts.ts";
import { tar, zip } from "./archives.ts";

const limits: ArchiveLimits = { entries: 1000, depth: 4, ratio: 200, bytes: 50_000_000, fileSize: 5_000_000 };

interface Opened {
  /** Content by path, without NULs: what is blank in an archive is an entry's. */
  readonly texts: ReadonlyMap<string, string>;
  readonly paths: readonly string[];
  readonly notices: readonly string[];
}

interface Options extends Partial<ArchiveLimits> {
  readonly path?: string;
  readonly isIgnored?: (path: string) => boolean;
}

async function opened(bytes: Buffer, { path = "a", isIgnored = () => false, ...own }: Options = {}): Promise<Opened> {
  const texts = new Map<string, string>();
  const notices: string[] = [];
  for await (const item of openingArchives({ ...limits, ...own }, isIgnored)(bytes, { path })) {
    if (item.kind === "text") texts.set(item.text.path, item.text.bytes.toString("latin1").replaceAll("\0", ""));
    else notices.push(`${item.notice.kind} ${item.notice.path ?? ""}: ${item.notice.message}`);
  }
  return { texts, paths: [...texts.keys()], notices };
}

const content = "password = 'x'\n";

describe("what is opened", () => {
  it("zip archives, entry by entry, and what in them belongs to no entry", async () => {
    const bytes = zip(
      [
        { name: "b/c.env", content },
        { name: "d", content: "as it is", stored: true },
        { name: "empty/", content: "" },
      ],
      { comment: "a comment" },
    );
    const { texts, paths, notices } = await opened(bytes, { path: "lib.jar" });
    expect(notices).toEqual([]);
    expect(paths).toEqual(["lib.jar!/b/c.env", "lib.jar!/d", "lib.jar"]);
    expect(texts.get("lib.jar!/b/c.env")).toBe(content);
    expect(texts.get("lib.jar!/d")).toBe("as it is");
    expect(texts.get("lib.jar")).toContain("a comment");
    expect(texts.get("lib.jar")).not.toContain("as it is");
  });

  it("zip archives that were written as a stream, so that sizes stand behind the bytes", async () => {
    const files = [
      { name: "a", content, streamed: true },
      { name: "b", content: "stored", stored: true, streamed: true },
    ];
    const { texts, notices } = await opened(zip(files));
    expect(notices).toEqual([]);
    expect([texts.get("a!/a"), texts.get("a!/b")]).toEqual([content, "stored"]);
  });

  it("zip archives behind a program, whatever their offsets count from", async () => {
    const program = Buffer.from("#!/usr/bin/env python3\n");
    for (const bytes of [
      zip([{ name: "a", content }], { prefix: program }),
      Buffer.concat([program, zip([{ name: "a", content }])]),
    ]) {
      const { texts, notices } = await opened(bytes);
      expect(notices).toEqual([]);
      expect(texts.get("a!/a")).toBe(content);
      expect(texts.get("a")).toContain("python3");
    }
  });

  it("entries that the list of a zip archive does not name", async () => {
    const { texts, notices } = await opened(
      zip([
        { name: "a", content: "a" },
        { name: "hidden", content, unlisted: true },
      ]),
    );
    expect(notices).toEqual([]);
    expect(texts.get("a!/hidden")).toBe(content);
  });

  it("tar archives, with long names, and two in one file", async () => {
    const long = `${"folder/".repeat(40)}name`;
    const one = await tar({ "./b/c.env": content, [long]: "long", d: "d".repeat(1500) });
    const { texts, paths, notices } = await opened(Buffer.concat([one, await tar({ e: "second" })]));
    expect(notices).toEqual([]);
    expect(paths).toEqual(["a!/b/c.env", `a!/${long}`, "a!/d", "a!/e", "a"]);
    expect(texts.get("a!/d")).toBe("d".repeat(1500));
    expect(texts.get("a!/e")).toBe("second");
    expect(texts.get("a")).not.toContain("password");
  });

  it("links and devices of a tar archive as nothing", async () => {
    const bytes = await packTar([
      { header: { name: "link", type: "symlink", size: 0, linkname: "/etc/passwd" } },
      { header: { name: "hard", type: "link", size: 0, linkname: "../x" } },
      { header: { name: "device", type: "character-device", size: 0 } },
      { header: { name: "file", size: 1 }, body: "x" },
    ]);
    const { paths, notices } = await opened(Buffer.from(bytes));
    expect(notices).toEqual([]);
    expect(paths).toEqual(["a!/file", "a"]);
  });

  it("gzip: a tar archive in it, or else the one file", async () => {
    const packed = gzipSync(await tar({ "b/c.env": content, d: randomBytes(200_000).toString("hex") }));
    const archive = await opened(packed, { path: "a.tgz" });
    expect(archive.notices).toEqual([]);
    expect(archive.paths).toEqual(["a.tgz!/b/c.env", "a.tgz!/d", "a.tgz"]);
    expect(archive.texts.get("a.tgz!/b/c.env")).toBe(content);
    expect(archive.texts.get("a.tgz!/d")).toHaveLength(400_000);
    const file = await opened(Buffer.concat([gzipSync("one"), gzipSync("two")]), { path: "x/app.env.gz" });
    expect(file.notices).toEqual([]);
    expect(file.texts.get("x/app.env.gz!/app.env")).toBe("onetwo");
  });

  it("archives in archives, by what they hold and not by their names", async () => {
    const inner = zip([{ name: "app.yml", content }]);
    const bytes = gzipSync(await tar({ "lib/inner.bin": inner }));
    const { texts, notices } = await opened(bytes, { path: "image.dat" });
    expect(notices).toEqual([]);
    expect(texts.get("image.dat!/lib/inner.bin!/app.yml")).toBe(content);
  });

  it("no entry that the config ignores", async () => {
    const bytes = zip([
      { name: "a", content },
      { name: "b", content: "b" },
    ]);
    const { paths } = await opened(bytes, { isIgnored: (path) => path === "a!/a" });
    expect(paths).toEqual(["a!/b", "a"]);
  });

  it("nothing in a text, whatever it is called", async () => {
    const { texts, notices } = await opened(Buffer.from("just text"), { path: "a.zip" });
    expect(notices).toEqual([]);
    expect([...texts]).toEqual([["a.zip", "just text"]]);
  });
});

describe("names of entries", () => {
  it.each([
    ["../../etc/passwd", "%2E%2E/%2E%2E/etc/passwd"],
    ["/absolute//./x", "absolute/x"],
    ["windows\\path", "windows/path"],
    ["caf\u00e9", "caf\u00e9"],
    ["/", "(no name)"],
    ["n".repeat(3000), `\u2026${"n".repeat(1000)}`],
    ["d/".repeat(20_000), `\u2026${"/d".repeat(500)}`],
  ])("%s", async (name, shown) => {
    const { paths } = await opened(zip([{ name, content }]));
    expect(paths[0]).toBe(`a!/${shown}`);
  });
});

describe("what cannot be read is named, and makes the scan incomplete", () => {
  it("encrypted entries and unknown methods; the others are searched", async () => {
    const { texts, notices } = await opened(
      zip([
        { name: "locked", content, flags: 1 },
        { name: "bzip2", content, method: 12 },
        { name: "open", content },
      ]),
    );
    expect(notices).toEqual([
      "incomplete a!/locked: is encrypted, so it was not searched",
      "incomplete a!/bzip2: is packed by method 12, which is not unpacked: it was not searched",
    ]);
    expect(texts.get("a!/open")).toBe(content);
  });

  it("a zip archive that is cut off, with what stands before the cut", async () => {
    const bytes = zip([
      { name: "a", content },
      { name: "b", content: randomBytes(3000).toString("hex") },
    ]);
    const { texts, notices } = await opened(bytes.subarray(0, 2000));
    expect(texts.get("a!/a")).toBe(content);
    expect(texts.get("a!/b")?.length).toBeGreaterThan(1000);
    expect(notices).toEqual([
      "incomplete a!/b: is cut off, so only its beginning was searched",
      "incomplete a: is damaged or cut off: only what can still be read in it was searched",
    ]);
  });

  it("a damaged entry, also where it looks whole", async () => {
    const bytes = zip([
      { name: "packed", content: content + randomBytes(30_000).toString("hex") },
      { name: "stored", content, stored: true },
    ]);
    bytes.fill(0xff, 20_000, 20_100);
    bytes[bytes.lastIndexOf(content) + 12] = 0x79;
    const { texts, notices } = await opened(bytes);
    expect(texts.get("a!/packed")).toMatch(/^password/u);
    expect(texts.get("a!/stored")).toBe("password = 'y'\n");
    expect(notices).toHaveLength(2);
    expect(notices[0]).toMatch(/^incomplete a!\/packed: is damaged, so /u);
    expect(notices[1]).toBe("incomplete a!/stored: is damaged, so something else was searched");
  });

  it("a tar archive that is cut off or damaged", async () => {
    const bytes = await tar({ a: content, b: "b".repeat(3000), c: "c" });
    const cut = await opened(bytes.subarray(0, 3 * 512 + 1000));
    expect([cut.texts.get("a!/a"), cut.texts.get("a!/b")]).toEqual([content, "b".repeat(1000)]);
    expect(cut.notices).toEqual(["incomplete a: is cut off: what followed in it was not searched"]);
    // The name in the second header, which its checksum covers.
    bytes[2 * 512] = 0x78;
    const damaged = await opened(bytes);
    expect(damaged.texts.get("a!/a")).toBe(content);
    expect(damaged.notices).toEqual(["incomplete a: is damaged: what follows in it was not searched"]);
  });

  it("a zip archive that names the same bytes again and again", async () => {
    const big = randomBytes(100_000);
    const files = Array.from({ length: 20 }, (_, index) => ({
      ...{ name: `f${String(index)}`, stored: true, packedSize: big.length, size: big.length },
      ...(index === 0 ? { content: big } : { content: "", offset: 0 }),
    }));
    const { paths, notices } = await opened(zip(files));
    expect(notices).toEqual(["incomplete a: names the same bytes again and again: the rest was not searched"]);
    expect(paths.length).toBeLessThan(10);
  });

  it("what stands behind the zeros at the end of a gzip file", async () => {
    const filled = Buffer.concat([gzipSync("one"), Buffer.alloc(10)]);
    expect((await opened(filled)).notices).toEqual([]);
    expect((await opened(Buffer.concat([filled, gzipSync("two")]))).notices).toEqual([
      "incomplete a: holds more behind its end: that was not searched",
    ]);
  });

  it("a gzip file that nobody wants more of: that is no rest behind its end", async () => {
    const many = gzipSync(await tar(Object.fromEntries(Array.from({ length: 400 }, (_, i) => [String(i), String(i)]))));
    expect((await opened(many, { entries: 3 })).notices).toEqual([
      "not-scanned a: holds more than 3 entries (limits.archiveEntries): the rest is not searched",
    ]);
    const single = gzipSync(randomBytes(50_000));
    expect((await opened(single, { isIgnored: (path) => path.startsWith("a!/") })).notices).toEqual([]);
  });

  it("a gzip file that is cut off or damaged, said once", async () => {
    const packed = gzipSync(await tar({ a: content, b: randomBytes(50_000).toString("hex") }));
    const cut = await opened(packed.subarray(0, 30_000));
    expect(cut.texts.get("a!/a")).toBe(content);
    expect(cut.texts.get("a!/b")?.length).toBeGreaterThan(20_000);
    expect(cut.notices).toEqual(["incomplete a: is cut off: only what came before was searched"]);
    packed.fill(0xff, 30_000, 30_100);
    const damaged = await opened(packed);
    expect(damaged.texts.get("a!/a")).toBe(content);
    expect(damaged.notices).toEqual(["incomplete a: is damaged: only what came before the fault was searched"]);
  });

  it("a file that only starts like an archive", async () => {
    const { texts, notices } = await opened(Buffer.from("PK\x03\x04 and then plain text, password and all"));
    expect(texts.get("a")).toContain("and then plain text");
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(/^incomplete a: is damaged/u);
  });

  it("kinds that are not opened", async () => {
    const { notices } = await opened(Buffer.from("\xfd7zXZ\0\0\0", "latin1"));
    expect(notices).toEqual(["not-scanned a: is an archive of a kind that is not opened (xz)"]);
  });

  it("above a hundred, by their number", async () => {
    const files = Array.from({ length: 250 }, (_, index) => ({ name: String(index), content, flags: 1 }));
    const { notices } = await opened(zip(files));
    expect(notices).toHaveLength(101);
    expect(notices.at(-1)).toBe("incomplete a: holds 150 more entries that were not searched");
  });

  it("whatever is broken, nothing breaks off", async () => {
    const whole = [
      zip([
        { name: "a", content },
        { name: "b", content, stored: true, streamed: true },
      ]),
      await tar({ a: content, ["n".repeat(200)]: "b" }),
      gzipSync(await tar({ a: content })),
    ];
    for (const bytes of whole)
      for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 60)) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 0xff;
        const { paths } = await opened(changed, { fileSize: 100_000, bytes: 1_000_000 });
        expect(paths).toContain("a");
        expect((await opened(bytes.subarray(0, at))).paths).toContain("a");
      }
  });
});

describe("limits count what comes out, whatever the archive says", () => {
  const megabytes = (count: number): Buffer => Buffer.alloc(count * 1_000_000);
  const atMost = (bytes: number): number => process.memoryUsage().arrayBuffers + bytes;

  it("ten megabytes of nothing in a few kilobytes", async () => {
    const bombs = [zip([{ name: "zeros", content: megabytes(10) }]), gzipSync(megabytes(10))];
    for (const bomb of bombs) {
      expect(bomb.length).toBeLessThan(15_000);
      const { texts, notices } = await opened(bomb, { fileSize: 100_000_000 });
      expect(notices).toEqual([
        "not-scanned a: unpacks to more than 200 times its size (limits.archiveRatio): the rest is not searched",
      ]);
      expect([...texts.keys()].at(-1)).toBe("a");
    }
  });

  it("an archive fifty deep, by its first levels", async () => {
    let bytes = zip([{ name: "core", content }]);
    for (let level = 0; level < 49; level++) bytes = zip([{ name: "in", content: bytes, stored: true }]);
    const { paths, notices } = await opened(bytes);
    expect(notices).toEqual([
      "not-scanned a!/in!/in!/in!/in: is an archive in 4 others, so it is not opened (limits.archiveDepth)",
    ]);
    // What is deeper is still searched as it stands.
    expect(paths).toHaveLength(5);
  });

  it("gzip in gzip in gzip", async () => {
    let bytes: Buffer = Buffer.from(content);
    for (let level = 0; level < 50; level++) bytes = gzipSync(bytes);
    expect((await opened(bytes)).notices[0]).toMatch(/^not-scanned a!\/a!\/a!\/a!\/a: is an archive in 4 others/u);
  });

  it("a hundred thousand entries", async () => {
    const files = Array.from({ length: 100_000 }, (_, index) => ({ name: String(index), content: "x", stored: true }));
    const { paths, notices } = await opened(zip(files), { entries: 2000 });
    expect(paths).toHaveLength(2001);
    expect(notices).toEqual([
      "not-scanned a: holds more than 2000 entries (limits.archiveEntries): the rest is not searched",
    ]);
  });

  it("entries that are more or less than they say", async () => {
    const text = content.repeat(1000);
    const { texts, notices } = await opened(
      zip([
        { name: "more", content: text, size: 3 },
        { name: "less", content: text, size: 4_000_000_000 },
        { name: "nothing", content: text, size: 0, packedSize: 0 },
      ]),
    );
    expect(texts.get("a!/more")).toBe(text);
    expect(texts.get("a!/less")).toBe(text);
    expect(notices).toEqual([]);
    const small = await opened(zip([{ name: "more", content: Buffer.alloc(200_000, "ab cd"), size: 3 }]), {
      fileSize: 100_000,
    });
    expect(small.notices).toEqual(["not-scanned a!/more: larger than 0.1 MB (limits.maxFileSizeMB)"]);
  });

  it("entries that share their bytes", async () => {
    const shared = { name: "first", content: randomBytes(400_000).toString("hex") };
    const files = Array.from({ length: 500 }, (_, index) => ({
      name: String(index),
      content: "",
      offset: 0,
      packedSize: 500_000,
    }));
    const bomb = zip([shared, ...files]);
    const most = atMost(100_000_000);
    const { paths, notices } = await opened(bomb, { bytes: 2_000_000 });
    expect(paths.length).toBeLessThan(30);
    expect(notices.at(-1)).toBe(
      "not-scanned a: unpacks to more than 2 MB (limits.archiveMB): the rest is not searched",
    );
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(most);
  });

  it("all archives of a file together, and no more memory than that", async () => {
    const part = gzipSync(randomBytes(1_000_000).toString("hex"));
    const files = Array.from({ length: 30 }, (_, index) => ({
      name: `${String(index)}.gz`,
      content: part,
      stored: true,
    }));
    const most = atMost(150_000_000);
    const { notices } = await opened(zip(files), { bytes: 40_000_000 });
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(most);
    expect(notices).toContain("not-scanned a: unpacks to more than 40 MB (limits.archiveMB): the rest is not searched");
  });

  it("an entry of a tar archive that says it is larger than a file may be", async () => {
    const { texts, notices } = await opened(await tar({ large: megabytes(1), small: content }), { fileSize: 500_000 });
    expect(texts.get("a!/small")).toBe(content);
    expect(notices).toEqual(["not-scanned a!/large: larger than 0.5 MB (limits.maxFileSizeMB)"]);
  });
});
