// Plants random values in random files of every kind that edits are made in: what comes out parses, holds the value no more, and is
// otherwise the same.
import { parse as parseCode } from "@typescript-eslint/parser";
import fc from "fast-check";
import { parse as parseJson, printParseErrorCode, type ParseError } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { askAll } from "./answer.ts";

const letter = fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".split(""));
/** Long enough to stand nowhere else by chance; no sign that some place must escape. */
const value = fc.array(letter, { minLength: 16, maxLength: 40 }).map((letters) => letters.join(""));
/** What stands around it, in comments, keys and other values. */
const noise = fc
  .string({ unit: fc.constantFrom(...Array.from("abc xyz-_.,é€🔑ключ0123")), maxLength: 20 })
  .map((text) => text.trim());
const lineEnd = fc.constantFrom("\n", "\r\n");
const runs = { numRuns: 150 };

/** Where the value was, as a mark: both texts are the same outside of the edits. */
function expectKept(before: string, after: string, secret: string, written: string): void {
  const strip = (text: string): string => text.replaceAll(/[`"'{}\s]/gu, "");
  expect(strip(after).split(strip(written)).join(secret)).toBe(strip(before).replaceAll(/[«»]/gu, ""));
}

function json(text: string): unknown {
  const errors: ParseError[] = [];
  const parsed: unknown = parseJson(text, errors, { allowTrailingComma: true });
  expect(errors.map(({ error }) => printParseErrorCode(error))).toEqual([]);
  return parsed;
}

function yaml(text: string): unknown[] {
  const documents = parseAllDocuments(text);
  expect(documents.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual([]);
  return documents.map((document) => document.toJS() as unknown);
}

describe("after the edits", () => {
  it("an appsettings file is JSON with an empty value", async () => {
    const shape = fc.record({ value, noise, lineEnd, depth: fc.nat(6), comment: fc.boolean(), tail: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(shape, async (f) => {
        const open = Array.from({ length: f.depth }, (_, i) => `"S${String(i)}": {${f.lineEnd}`).join("");
        const text = `{${f.comment ? ` // ${f.noise}` : ""}${f.lineEnd}"a": ${JSON.stringify(f.noise)},${open}"Key": "«${f.value}»"${f.tail ? "," : ""}${"}".repeat(f.depth)}}`;
        const { after } = await askAll({ path: "appsettings.json", text });
        expect(after).toBe(text.replace(/«.*»/u, ""));
        json(after);
      }),
      runs,
    );
  });

  it("a .env file has the same lines, one of them empty", async () => {
    const quote = fc.constantFrom("", '"', "'");
    await fc.assert(
      fc.asyncProperty(value, noise, lineEnd, quote, async (secret, other, end, q) => {
        const text = `# ${other}${end}A=1${end}KEY=${q}«${secret}»${q}${end}B=${other}${end}`;
        expect((await askAll({ path: ".env", text })).after).toBe(text.replace(/«.*»/u, ""));
      }),
      runs,
    );
  });

  it("a workflow is YAML with the expression at the same place", async () => {
    const shape = fc.record({
      value, noise, lineEnd,
      quote: fc.constantFrom("", '"', "'"),
      before: fc.constantFrom("", "postgres://app:", "é ", "x="),
      place: fc.constantFrom("env", "with", "run"),
      flow: fc.boolean(),
    }); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(shape, async ({ value: secret, noise: other, lineEnd: end, quote, before, place, flow }) => {
        const scalar = `${quote}${before}«${secret}»${quote}`;
        const at =
          place === "run"
            ? `run: ${scalar}`
            : `${place}: ${flow ? `{ A: ${scalar} }` : `${end}          A: ${scalar}`}`;
        const text = [
          `# ${other}`,
          "jobs:",
          "  a:",
          "    steps:",
          `      - name: ${JSON.stringify(other)}`,
          `        ${at}`,
          "",
        ].join(end);
        const { after, suggestions } = await askAll({ path: ".github/workflows/a.yml", text });
        const use = suggestions[0]?.use ?? "";
        if ((suggestions[0]?.edits.length ?? 0) === 0) {
          // The only one: a part of a plain value in braces.
          expect([flow, quote, before === ""]).toEqual([true, "", false]);
          return;
        }
        expect(after).not.toContain(secret);
        expect(JSON.stringify(yaml(after))).toBe(
          JSON.stringify(yaml(text.replaceAll(/[«»]/gu, ""))).replace(secret, use),
        );
        expectKept(text, after, secret, use);
      }),
      runs,
    );
  });

  it("a manifest is YAML in which the variable reads the Secret", async () => {
    const shape = fc.record({
      value,
      noise,
      lineEnd,
      quote: fc.constantFrom("", '"', "'"),
      flow: fc.boolean(),
      indent: fc.nat(4),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ value: secret, noise: other, lineEnd: end, quote, flow, indent }) => {
        const pad = " ".repeat(indent);
        const item = flow
          ? [`${pad}- { name: A, value: ${quote}«${secret}»${quote} }`]
          : [`${pad}- name: A`, `${pad}  value: ${quote}«${secret}»${quote} # ${other}`];
        const text = [
          `# ${other}`,
          "apiVersion: v1",
          "kind: Pod",
          "env:",
          ...item,
          `${pad}- name: B`,
          `${pad}  value: ${JSON.stringify(other)}`,
          "",
        ].join(end);
        const { after } = await askAll({ path: "a.yml", text });
        expect(after).not.toContain(secret);
        const wanted = yaml(
          text.replace(
            /value: ["']?«.*»["']?/u,
            () => "valueFrom: { secretKeyRef: { name: app-secrets, key: db-password } }",
          ),
        );
        expect(yaml(after)).toEqual(wanted);
        if (!flow) expect(after).toContain(`# ${other}`);
      }),
      runs,
    );
  });

  it("TypeScript is TypeScript that reads the variable", async () => {
    const shape = fc.record({
      value, noise, lineEnd,
      quote: fc.constantFrom('"', "'", "`"),
      before: fc.constantFrom("", "postgres://app:", "é🔑", "a`b", "${", "\\n", "\\u00e9"),
      after: fc.constantFrom("", "@db/x", "ключ", "`", "\\t"),
      around: fc.constantFrom("const a = @;", "f(1, @, b);", "const o = { a: @, b: 2 };", "x = b ? @ : c;", "export default @;", "class A { b = @; }", "const a = [@];", "if (@ === b) c();", "const a = @ as string;", "for (const a of @) b();", "throw @;", "new A(@).b();", "const f = () => @;"),
    }); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(
        shape,
        async ({ value: secret, noise: other, lineEnd: end, quote, before, after: rest, around }) => {
          const raw = (text: string): string =>
            quote === "`" ? text.replaceAll("`", "\\`").replaceAll("${", "\\${") : text;
          const literal = `${quote}${raw(before)}«${secret}»${raw(rest)}${quote}`;
          const text = `// ${other}${end}const s = ${JSON.stringify(other)};${end}${around.replace("@", () => literal)}${end}`;
          const { after, suggestions } = await askAll({ path: "a.ts", text });
          expect(suggestions[0]?.edits.length).toBeGreaterThan(0);
          expect(after).not.toContain(secret);
          parseCode(after, { sourceType: "module" });
          const head = `// ${other}${end}const s = ${JSON.stringify(other)};${end}`;
          expect(after.startsWith(head)).toBe(true);
          // What the program computes is what it was, with the variable for the value.
          const expression = after.slice(head.length, after.length - end.length);
          const [from = "", to = ""] = around.split("@");
          expect(expression.startsWith(from) && expression.endsWith(to), expression).toBe(true);
          const made = expression.slice(from.length, expression.length - to.length);
          const evaluate = (code: string): unknown =>
            // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code is made of the constants above
            (new Function("process", `return ${code}`) as (process: unknown) => unknown)({
              env: { DB_PASSWORD: secret },
            });
          expect(evaluate(made)).toBe(evaluate(literal.replaceAll(/[«»]/gu, "")));
        },
      ),
      { numRuns: 400 },
    );
  });
});
