// Forms of giving a value that the kernel once passed over, though the detector reads them.
import { describe, expect, it } from "vitest";
import { createDetector } from "../../../src/detect/detector.ts";
import { createSearch } from "../../../src/detect/search.ts";
import { sourceText } from "../source-text.ts";

// Assembled, so that no other scanner takes these lines for leaks.
const token = ["q8Zr", "T2vLx9", "Wm4Kp7", "Yb3N"].join("");
const rest = token.slice(1);
const detector = createDetector();
const search = createSearch({});

/** Whether a value is found in the text that ends as the token does, in one piece or in several. */
function isFound(path: string, content: string): boolean {
  const text = sourceText(path, content);
  const found = [...detector.detect(text), ...search(text).candidates];
  return found.some(({ span }) => text.bytes.toString("utf8", span.start, span.end).includes(rest));
}

describe("the kernel reports a name", () => {
  it.each<[what: string, path: string, content: string]>([
    ["of a pair whose value stands on the next line", "a.py", `"password":\n  "value": "${token}"\n`],
    ["of a pair whose default does", "a.j2", `credential:\n  "default": "${token}"\n`],
    ["given a raw string in a call", "a.rs", `let c = C { password: Some(r#"${token}"#) };\n`],
    ["given a raw string of bytes in a call", "a.rs", `let c = C { password: Some(br##"${token}"##) };\n`],
    ["called with a raw string", "a.rs", `config.set_password(r#"${token}"#);\n`],
    ["before a raw string in a list", "a.rs", `let p = [("password", r#"${token}"#)];\n`],
    ["given a raw string in brackets", "a.swift", `let password = [#"${token}"#]\n`],
    ["given the default of a call behind a word", "a.py", `key = await f(default="${token}")\n`],
    ["given a first piece of one character", "a.py", `t_key["x"] = "q" "${rest}"\n`],
    ["given such a piece, and a plus", "a.js", `token = "q" + "${rest}";\n`],
    ["given such a piece, and the rest on the next line", "a.js", `token = "q" +\n  "${rest}";\n`],
    ["given an array of bytes", "a.go", `var signingKey []byte = []byte("${token}")\n`],
    ["given a raw string in a call behind an equals sign", "a.rs", `let secret = decode(r#"${token}"#);\n`],
    [
      "given a piece, and the rest in a string with signs in front on the next line",
      "a.c",
      `token = "abc"\n$@"${token}"\n`,
    ],
    ["given a value behind a CR", "a.py", `secret=\r${token}\n`],
    ["before an argument that holds a bracket", "a.rb", `basic_auth "bob(", "${token}"\n`],
    ["given a format and a further piece", "a.py", `t_key["x"] = "%s" "${token}"\n`],
    ["given a value where it has none, in no code", ".env", `DB_PASSWORD ||= ${token}!\n`],
    ["of a section in an escaped string", "a.js", `f("{\\"spring:password\\": \\"${token}\\"}");\n`],
    ["in the head of a table without a bar in front", "a.md", `Default password | Note\n---|---\n${token} | x\n`],
  ])("%s", (_, path, content) => {
    expect(isFound(path, content)).toBe(true);
  });
});
