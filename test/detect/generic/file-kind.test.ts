import { describe, expect, it } from "vitest";
import { fileKind } from "../../../src/detect/generic/file-kind.ts";

describe("the kind of a file", () => {
  it.each([
    [
      "code",
      ["src/a.ts", "a.cjs", "a.MTS", "a.test.tsx", "lib/a.php7", "a.phtml", "a.c", "a.hrl", "a.exs", "x/A.Java"],
    ],
    ["code", ["a.html.j2", "main.tf.tmpl"]],
    ["line", ["a.yml", "a.YAML", "deploy/main.tf", "a.properties", ".npmrc", "home/.s3cfg", ".my.cnf", "a.strings"]],
    ["line", [".env", ".env.local", "prod.env", "envrc", ".envrc"]],
    ["word", ["Makefile", "ts", "a.md", "a.json", "npmrc", "a.tsv", ".gitignore", "a.py.orig", "environment.xml"]],
  ])("says that values without quotes are read as %s: %j", (style, paths) => {
    expect(paths.filter((path) => fileKind(path).unquoted !== style)).toEqual([]);
  });
});
