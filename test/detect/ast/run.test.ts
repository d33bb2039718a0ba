import { describe, expect, it } from "vitest";
import { runAstChecks } from "../../../src/detect/ast/run.ts";
import { astRules } from "../../../src/detect/ast/triggers.ts";
import { isProgram } from "../../../src/detect/ast/program.ts";
import type { Mark } from "../../../src/detect/structure/text-detector.ts";
import { createDetector } from "../../../src/detect/detector.ts";
import { createDetectStage } from "../../../src/detect/detect.ts";
import { fill, seeded } from "../generate.ts";
import { sourceText } from "../source-text.ts";

const value = fill("${alnum:32}", seeded(3));

describe("a file that the parser cannot take", () => {
  it.each([
    ["parentheses", `x=${"(\n".repeat(10_000)}1${")".repeat(10_000)}`],
    ["arrays", `x=${"[\n".repeat(100_000)}${"]".repeat(100_000)}`],
    ["signs", `x=${"!\n".repeat(100_000)}1`],
    ["templates", `x=${"`${\n".repeat(10_000)}1${"}`".repeat(10_000)}`],
    ["elements", `x=${"<a>\n".repeat(10_000)}${"</a>".repeat(10_000)}`],
    ["blocks", `${"{\n".repeat(100_000)}${"}".repeat(100_000)}`],
  ])("%s nested too deeply are said", async (_, code) => {
    expect(await runAstChecks(sourceText("a.jsx", code))).toEqual({
      candidates: [],
      notices: [
        { kind: "warning", path: "a.jsx", message: "AST checks left out: nested too deeply; the text was scanned" },
      ],
    });
  });

  it("a large one is said", async () => {
    const { notices } = await runAstChecks(sourceText("a.js", `// ${"x".repeat(500_000)}`));
    expect(notices).toEqual([
      { kind: "warning", path: "a.js", message: "AST checks left out: larger than 500 kB; the text was scanned" },
    ]);
  });

  it.each([
    ["few lines", `require("pg");${"a(1,2);".repeat(4000)}`, ["AST checks left out: minified; the text was scanned"]],
    ["many lines", `require("pg");\n${"a(1,2);\n".repeat(4000)}`, []],
    ["an image", `require("pg");a = "${"QUFB".repeat(8000)}";`, []],
    ["little text", `require("pg");${"a(1,2);".repeat(40)}`, []],
  ])("a minified one is said: %s", async (_, code, expected) => {
    const { notices } = await runAstChecks(sourceText("a.js", code));
    expect(notices.map(({ message }) => message)).toEqual(expected);
  });

  it("a syntax error is no news, and never quoted", async () => {
    expect(await runAstChecks(sourceText("a.js", `const a = = "${value}";`))).toEqual({ candidates: [], notices: [] });
  });

  it.each([
    ["null bytes", "a\0b(\0"],
    ["a lone surrogate", 'require("pg"); "\\ud800"'],
    ["an unfinished template", "`${"],
    ["a byte order mark", "\uFEFFconsole.log(1)"],
    ["nothing", ""],
    [
      "names of Object's own properties",
      `const { constructor: c } = require("__proto__"); c.toString(); "a".constructor(1); x["__proto__"]("a");`,
    ],
    [
      "a variable defined by itself",
      `const a = a.b + a; const { c = c } = c; require("crypto").createHmac("a", a + c);`,
    ],
    [
      "a constant that grows",
      `const a = "${"x".repeat(5000)}"; const b = a + a + a; const c = b + b + b; require("crypto").createHmac("a", c + c);`,
    ],
    [
      "many alternatives",
      `require("crypto").createHmac("a", ${Array.from({ length: 60 }, () => "(x ? 'a' : 'b')").join(" + ")});`,
    ],
  ])("%s", async (_, code) => {
    const { notices } = await runAstChecks(sourceText("a.js", code));
    expect(notices).toEqual([]);
  });
});

describe("triggers", () => {
  const detector = createDetector();
  const auto = (path: string, content: string): boolean => {
    const marks = new Set<Mark>();
    detector.detect(sourceText(path, content), marks);
    return marks.has("parse");
  };

  it.each(["a.js", "a.jsx", "a.mjs", "a.cjs", "a.ts", "a.tsx", "a.mts", "a.cts"])("%s may be parsed", (path) => {
    expect(isProgram(path)).toBe(true);
    expect(auto(path, 'import { createHmac } from "crypto"; createHmac(a, b);')).toBe(true);
  });

  it.each(["a.py", "a.json", "a.d.ts", "a.vue", "js", "a.js.map"])("%s is never parsed", (path) => {
    expect(isProgram(path)).toBe(false);
    expect(auto(path, 'import { createHmac } from "crypto"; createHmac(a, b);')).toBe(false);
  });

  it.each([
    ["a package whose function is called", `const { createHmac } = require('node:crypto'); createHmac(a);`, true],
    ["a package in a minified line", `import{createHmac}from"crypto";createHmac(a)`, true],
    ["a package behind blanks", `import { createHmac } from   "crypto"; createHmac(a)`, true],
    ["a package that is imported again and again", `import "crypto";\n`.repeat(20_000), false],
    ["a package whose function is not", `import { randomUUID } from "crypto";`, false],
    ["a class without its secret property", `import { S3Client } from "@aws-sdk/client-s3"; new S3Client({});`, false],
    ["a class with it", `import { S3Client } from "@aws-sdk/client-s3"; new S3Client({ secretAccessKey });`, true],
    ["a package that is the function", `import session from "express-session"; session({ secret });`, true],
    ["a header", "fetch(url, { headers: { Authorization: 'Bearer x' } });", true],
    ["a local module", `import { createHmac } from "./crypto";`, false],
    ["a log call with a secret", "console.log(password);", true],
    ["a log call with text about a secret", "console.error('invalid password', index);", false],
    ["a vault's package and a log call", `const { SecretClient } = require("@azure/keyvault-secrets"); log(x);`, true],
    ["a log call without", "console.log(total, average);", false],
    ["a secret without log call", "login(password);", false],
  ])("%s", (_, code, expected) => {
    expect(auto("a.ts", code)).toBe(expected);
  });
});

describe("the detect stage", () => {
  const code = `import jwt from "jsonwebtoken";\nconst apiSecret = "${value}";\njwt.sign({}, apiSecret);\n`;

  it("makes one finding of a check's and a detector's", async () => {
    const stage = createDetectStage({ ast: "auto" });
    const { candidates } = await stage.detect(sourceText("a.ts", code));
    expect(candidates).toMatchObject([
      { ruleId: "no-hardcoded-credential", also: ["generic/secret"], name: "apiSecret", severity: "critical" },
    ]);
    expect(astRules.map(({ id }) => stage.titleOf(id))).toEqual(astRules.map(({ title }) => title));
  });

  it("leaves the checks out where they are off", async () => {
    for (const options of [
      { ast: "off" },
      { ast: "all", isOff: (id: string) => id === "no-hardcoded-credential" },
    ] as const) {
      const { candidates } = await createDetectStage(options).detect(sourceText("a.ts", code));
      expect(candidates.map(({ ruleId }) => ruleId)).toEqual(["generic/secret"]);
    }
  });
});
