import { describe, expect, it } from "vitest";
import { escapeText, jsonText } from "../../src/reports/escape.ts";

describe("escapeText", () => {
  it.each([
    ["plain text", "src/config/database.ts", "src/config/database.ts"],
    ["letters of all scripts", "sr\u00e7/\u65e5\u672c/\u{1f600}.ts", "sr\u00e7/\u65e5\u672c/\u{1f600}.ts"],
    ["backslashes of Windows and of sources", "a\\b\\xff", "a\\b\\xff"],
    ["line ends and tabs", "a\nb\r\nc\td", "a\\nb\\r\\nc\\td"],
    ["terminal escapes", "\u001b[31mred\u0007", "\\x1b[31mred\\x07"],
    ["NUL and DEL", "a\0b\u007f", "a\\x00b\\x7f"],
    ["C1 controls", "a\u009b31m", "a\\u009b31m"],
    ["bidirectional controls", "\u202eabc\u2066d\u200f", "\\u202eabc\\u2066d\\u200f"],
    ["zero width characters and separators", "a\u200bb\ufeffc\u2028d", "a\\u200bb\\ufeffc\\u2028d"],
    ["invisible tags", "a\u{e0041}", "a\\u{e0041}"],
    ["lone surrogates", "a\ud800b", "a\\ud800b"],
    ["a workflow command", "::error::x", "\\x3a:error::x"],
    ["a workflow command after white space", "a \u00a0::error::x", "a \u00a0\\x3a:error::x"],
    ["a name with colons", "std::string", "std::string"],
    ["an old workflow command anywhere", "a##[error]b", "a\\x23#[error]b"],
    ["an Azure Pipelines command", "x ##vso[task.x]y", "x \\x23#vso[task.x]y"],
    ["a Markdown heading", "## Title", "## Title"],
  ])("%s", (_name, text, expected) => {
    expect(escapeText(text)).toBe(expected);
  });

  it("can keep line ends, but no command after them", () => {
    expect(escapeText("a\r\n::error::b\n  ::warning::c", { keepNewlines: true })).toBe(
      "a\\r\n\\x3a:error::b\n  \\x3a:warning::c",
    );
  });
});

describe("jsonText", () => {
  it("keeps every string, in printable characters", () => {
    const value = { path: "\u001b[31m\u202e\u009b\u200b\u{e0041}\ud800\n::x ##[group]", list: ["##vso[x]", "a##b"] };
    const text = jsonText(value);
    expect(JSON.parse(text)).toEqual(value);
    expect(text).toMatch(/^[\x20-\x7e\n]+$/u);
    expect(text).not.toContain("##[");
    expect(text).not.toContain("##vso[");
  });

  it("is indented and ends with a line end", () => {
    expect(jsonText({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}\n');
  });
});
