// What the reading thread is told of files: their paths, and what is reported of them.
import { win32 } from "node:path";
import { expect, it } from "vitest";
import { filesOf, messagesOf } from "../../src/ahead/message.ts";
import type { Found } from "../../src/sources/walk.ts";

const file = "/home/lang/project/";
const told = (...paths: readonly [file: string | Buffer, path: string][]): unknown =>
  messagesOf(paths.map(([at, path]) => ({ file: at, path }))).map((message) => filesOf(message));

it("of a path is told what is reported of it, and no directory above", () => {
  expect(
    told(
      [`${file}a.json`, "a.json"],
      [`${file}b/c.json`, "b/c.json"],
      ["/home/lang/other/d.json", "../other/d.json"],
      ["/quite/elsewhere/e.json", "strange/path"],
    ),
  ).toEqual([
    [
      { file: `${file}a.json`, path: "a.json" },
      { file: `${file}b/c.json`, path: "b/c.json" },
    ],
    [{ file: "/home/lang/other/d.json", path: "other/d.json" }],
    [{ file: "/quite/elsewhere/e.json", path: "e.json" }],
  ]);
});

it("of files of the same directory the same is told, also where another directory is reported alike", () => {
  const inDirectory = (directory: string, prefix: string, name: string): Found => ({
    file: `${directory}/${name}`,
    path: `${prefix}${name}`,
    prefix,
  });
  const files = [
    inDirectory("/home/lang/one/src", "src/", "a.json"),
    inDirectory("/home/lang/one/src", "src/", "b.json"),
    { file: Buffer.from([0x2f, 0xff]), path: "src/\\xff", prefix: "src/" },
    inDirectory("/home/lang/one/src", "src/", "c.json"),
    inDirectory("/home/another/src", "src/", "d.json"),
    inDirectory("/home/another/src/e", "src/e/", "e.json"),
    inDirectory("/home/lang/up", "../up/", "f.json"),
    inDirectory("/home/lang/up", "../up/", "g.json"),
    inDirectory("/home/lang/up", "", "h.json"),
  ];
  const told = messagesOf(files).flatMap((message) => filesOf(message));
  expect(told.map(({ file }) => file)).toEqual(files.map(({ file }) => (typeof file === "string" ? file : "")));
  expect(told.map(({ path }) => path)).toEqual([
    "src/a.json",
    "src/b.json",
    "",
    "src/c.json",
    "src/d.json",
    "src/e/e.json",
    "up/f.json",
    "up/g.json",
    "h.json",
  ]);
});

it("of a path of Windows the same is told, by which its kind is known", () => {
  const below = win32.join("C:\\Users\\lang", "project", "sub");
  const files = [
    { file: `${below}/.aws/credentials`, path: "sub/.aws/credentials" },
    { file: win32.join(below, "a.json"), path: "sub/a.json" },
  ];
  const told = messagesOf(files, win32.sep);
  expect(told.flatMap((message) => filesOf(message, win32.sep))).toEqual(files);
});

it("a path that is no text keeps its place", () => {
  const none = { file: "", path: "" };
  const odd = Buffer.from([0x2f, 0xff]);
  const last = { file: `${file}a`, path: "a" };
  expect(told([odd, "\\xff"], [last.file, "a"], [odd, "\\xff"])).toEqual([[none], [last, none]]);
  expect(messagesOf([])).toEqual([]);
  expect(filesOf("")).toEqual([]);
});
