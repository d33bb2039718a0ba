import { describe, expect, it } from "vitest";
import { writesOf } from "../../src/agent/writes.ts";

const edit = (path: string, ...replacements: [string, string, boolean?][]): object => ({
  kind: "edit",
  path,
  replacements: replacements.map(([old, next, all = false]) => ({ old, new: next, all })),
});
const patch = `*** Begin Patch
*** Add File: src/new.py
+a = 1
+b = 2
*** Update File: src/old.py
*** Move to: src/moved.py
@@ def f():
 kept
-before
+after
@@
-gone
*** Delete File: dead.py
*** End Patch
`;
const patched = [
  { kind: "file", path: "src/new.py", content: "a = 1\nb = 2" },
  { ...edit("src/old.py", ["kept\nbefore", "kept\nafter"]), to: "src/moved.py" },
];

describe("what a tool writes", () => {
  it.each<[string, string, unknown, object[]]>([
    [
      "Claude Code's Write",
      "Write",
      { file_path: "/p/a", content: "x" },
      [{ kind: "file", path: "/p/a", content: "x" }],
    ],
    ["Claude Code's Edit", "Edit", { file_path: "a", old_string: "x", new_string: "y" }, [edit("a", ["x", "y"])]],
    [
      "Claude Code's Edit at every place",
      "Edit",
      { file_path: "a", old_string: "x", new_string: "y", replace_all: true },
      [edit("a", ["x", "y", true])],
    ],
    [
      "Claude Code's MultiEdit",
      "MultiEdit",
      {
        file_path: "a",
        edits: [
          { old_string: "x", new_string: "y" },
          { old_string: "y", new_string: "z" },
        ],
      },
      [edit("a", ["x", "y"], ["y", "z"])],
    ],
    [
      "Claude Code's NotebookEdit",
      "NotebookEdit",
      { notebook_path: "a.ipynb", cell_id: "1", new_source: "x = 1" },
      [{ kind: "file", path: "a.ipynb", content: "x = 1" }],
    ],
    ["a command", "Bash", { command: "ls", description: "x" }, [{ kind: "text", path: "<command>.sh", content: "ls" }]],
    ["Copilot's create", "create", { path: "a", file_text: "x" }, [{ kind: "file", path: "a", content: "x" }]],
    [
      "Copilot's str_replace_editor, whose command is no command",
      "str_replace_editor",
      { command: "str_replace", path: "a", old_str: "x", new_str: "y" },
      [edit("a", ["x", "y"])],
    ],
    ["Codex's patch", "apply_patch", { command: patch }, patched],
    ["a patch that is text", "apply_patch", patch.replaceAll("\n", "\r\n"), patched],
    [
      "a patch in a command",
      "Bash",
      { command: `apply_patch <<'E'\n${patch}E\n` },
      [{ kind: "text", path: "<command>.sh", content: `apply_patch <<'E'\n${patch}E\n` }, ...patched],
    ],
    [
      "another tool, as a whole",
      "WebFetch",
      { url: "u", prompt: "p" },
      [{ kind: "text", path: "<input>.json", content: '{\n "url": "u",\n "prompt": "p"\n}' }],
    ],
    [
      "a tool of an MCP server, whose paths lie elsewhere",
      "mcp__forge__create_file",
      { path: "a", content: "x" },
      [{ kind: "text", path: "<input>.json", content: '{\n "path": "a",\n "content": "x"\n}' }],
    ],
    [
      "edits of which one is unknown, as a whole",
      "MultiEdit",
      { file_path: "a", edits: [{ old_string: "x", new_string: "y" }, 5] },
      [expect.objectContaining({ path: "<input>.json" })],
    ],
  ])("%s", (_, tool, input, writes) => {
    expect(writesOf(tool, input)).toEqual(writes);
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["a number", 5],
    ["a list", []],
    ["what is nested too deeply", JSON.parse(`{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`)],
  ])("%s is refused", (_, input) => {
    expect(() => writesOf("Write", input)).toThrow(/the tool's input is /u);
  });
});
