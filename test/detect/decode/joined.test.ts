import { describe, expect, it } from "vitest";
import { found } from "./found.ts";
import { password, pem, token } from "./samples.ts";

const githubToken = "github/personal-access-token";

describe("a value that stands in several string literals is judged as a whole", () => {
  const [first, second] = [password.slice(0, 6), password.slice(6)];
  it.each<[what: string, path: string, head: string, gap: string, tail: string]>([
    ["JavaScript", "a.js", 'const password = "', '" +\n  "', '";'],
    ["C#, with Windows line ends", "a.cs", 'var password = "', '"\r\n  + "', '";'],
    ["C", "a.c", 'char *password = "', '"\n  "', '";'],
    ["C, behind a backslash", "a.c", 'char *password = "', "\\\n", '";'],
    ["Python", "a.py", "password = ('", "'\n  '", "')"],
    ["Python, behind a backslash", "a.py", 'password = "', '" \\\n  "', '"'],
    ["a call in Python", "a.py", 'connect(password="', '"\n        "', '")'],
    ["PHP", "a.php", "$password = '", "' .\n '", "';"],
    ["Lua", "a.lua", 'local password = "', '" .. "', '"'],
    ["Visual Basic", "a.vb", 'Dim password As String = "', '" & _\r\n  "', '"'],
  ])("%s", async (_, path, head, gap, tail) => {
    expect(await found(path, `${head}${first}${gap}${second}${tail}\n`)).toEqual([
      ["generic/password", "string pieces", `${first}${gap}${second}`, password],
    ]);
  });

  it("also by the rules of providers, and where a piece alone says nothing", async () => {
    const pieces = [token.slice(0, 2), token.slice(2, 9), token.slice(9)];
    const written = pieces.join('" + "');
    expect(await found("a.go", `githubToken := "${written}"\n`)).toEqual([
      [githubToken, "string pieces", written, token],
    ]);
    expect(await found("a.js", 'const password = "change" + "me";\n')).toEqual([]);
  });

  it("but a key block that is in pieces stays one", async () => {
    const block = pem
      .trim()
      .split("\n")
      .map((line) => `"${line}\\n"`)
      .join(" +\n  ");
    const all = await found("a.kt", `const val PRIVATE_KEY = ${block}\n`.repeat(2));
    expect(all.map(([rule, encoding]) => [rule, encoding])).toEqual([
      ["private-key/pem", ""],
      ["private-key/pem", ""],
    ]);
  });

  it.each([
    ["what follows is a statement of its own", "a.py", `password = "${password}"\n"is the password"\n`],
    ["the language joins nothing", "a.yml", `password: "${password}"\n"x": "y"\n`],
    ["a variable stands between", "a.js", `const password = "${password}" + x + "y";\n`],
  ])("but not where %s", async (_, path, content) => {
    expect(await found(path, content)).toEqual([["generic/password", "", password, ""]]);
  });
});
