import { chmodSync, lstatSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs"; // prettier-ignore
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SourceText } from "../../src/model/text.ts";
import { rewrite } from "../../src/suggest/write.ts";

let directory = "";
let file = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "vaultlint-write-"));
  file = join(directory, "a.env");
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const scanned = (text: string, encoding: SourceText["encoding"] = "utf-8"): SourceText => ({
  path: "a.env",
  bytes: Buffer.from(text),
  binary: false,
  encoding,
  file,
});

describe("rewriting a file", () => {
  it.each([
    ["utf-8", ""],
    ["utf-8", "efbbbf"],
    ["utf-16le", "fffe"],
    ["utf-16le", ""],
    ["utf-16be", "feff"],
  ] as const)("keeps %s with the mark %j", async (encoding, mark) => {
    const write = (text: string): Buffer => {
      const wide = Buffer.from(text, encoding === "utf-8" ? "utf8" : "utf16le");
      return Buffer.concat([Buffer.from(mark, "hex"), encoding === "utf-16be" ? wide.swap16() : wide]);
    };
    writeFileSync(file, write("A=é\r\nB=1\r\n"));
    expect(await rewrite(scanned("A=é\r\nB=1\r\n", encoding), Buffer.from("A=\r\nB=1\r\n"))).toBeUndefined();
    expect(readFileSync(file)).toEqual(write("A=\r\nB=1\r\n"));
    expect(readdirSync(directory)).toEqual(["a.env"]);
  });

  it("puts a new file in the place of the old: no reader sees a part", async () => {
    writeFileSync(file, "A=1");
    const before = statSync(file).ino;
    await rewrite(scanned("A=1"), Buffer.from("A="));
    expect(statSync(file).ino).not.toBe(before);
  });

  it.skipIf(process.platform === "win32").each([0o600, 0o640, 0o755, 0o666])("keeps the mode %o", async (mode) => {
    writeFileSync(file, "A=1");
    chmodSync(file, mode);
    expect(await rewrite(scanned("A=1"), Buffer.from("A="))).toBeUndefined();
    expect(statSync(file).mode & 0o7777).toBe(mode);
  });

  it("refuses a file that changed since it was scanned", async () => {
    writeFileSync(file, "A=1\nB=new");
    expect(await rewrite(scanned("A=1\nB=old"), Buffer.from("A=\nB=old"))).toMatch(/it changed since it was scanned/u);
    expect(readFileSync(file, "utf8")).toBe("A=1\nB=new");
  });

  it("refuses a file that lost its mark, or whose bytes are no text", async () => {
    writeFileSync(file, Buffer.from([0x41, 0x3d, 0xff]));
    expect(await rewrite(scanned("A=\ufffd"), Buffer.from("A="))).toMatch(/no valid text/u);
    expect(readFileSync(file)).toEqual(Buffer.from([0x41, 0x3d, 0xff]));
  });

  it.skipIf(process.platform === "win32")("refuses a symbolic link, and leaves what it points to", async () => {
    writeFileSync(join(directory, "real"), "A=1");
    symlinkSync(join(directory, "real"), file);
    expect(await rewrite(scanned("A=1"), Buffer.from("A="))).toBe("it is no regular file any more");
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(directory, "real"), "utf8")).toBe("A=1");
  });

  it("says when the file is gone", async () => {
    writeFileSync(file, "A=1");
    renameSync(file, join(directory, "b"));
    expect(await rewrite(scanned("A=1"), Buffer.from("A="))).toBe("it cannot be written (ENOENT)");
  });

  it("refuses what is no file, and encodings that it cannot write", async () => {
    const { path, bytes, binary, encoding } = scanned("A=1");
    expect(await rewrite({ path, bytes, binary, encoding }, Buffer.from("A="))).toBe("it is no file");
    writeFileSync(file, "A=1");
    expect(await rewrite(scanned("A=1", "utf-32le"), Buffer.from("A="))).toBe("files in utf-32le are not rewritten");
  });

  it.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
    "leaves nothing behind where it may not write",
    async () => {
      writeFileSync(file, "A=1");
      chmodSync(directory, 0o500);
      expect(await rewrite(scanned("A=1"), Buffer.from("A="))).toBe("it cannot be written (EACCES)");
      chmodSync(directory, 0o700);
      expect(readdirSync(directory)).toEqual(["a.env"]);
    },
  );
});
