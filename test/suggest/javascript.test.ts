import { parse } from "@typescript-eslint/parser";
import { describe, expect, it } from "vitest";
import { fill, seeded } from "../detect/generate.ts";
import { ask, askAll } from "./answer.ts";

const value = fill("${alnum:24}", seeded("javascript"));
const v = `«${value}»`;
const env = "process.env.DB_PASSWORD";

describe("a string", () => {
  it.each([
    ["single quotes", `const a = '${v}';`, `const a = ${env};`],
    ["double quotes", `const a = "${v}";`, `const a = ${env};`],
    ["a template", `const a = \`${v}\`;`, `const a = ${env};`],
    ["a keyword that touches it", `function f() { return"${v}"; }`, `function f() { return ${env}; }`],
    ["a property's value", `f({ password: "${v}", b: 1 });`, `f({ password: ${env}, b: 1 });`],
    ["an argument", `f("a", "${v}", 1);`, `f("a", ${env}, 1);`],
    ["a default", `function f(a = "${v}") {}`, `function f(a = ${env}) {}`],
    ["an item", `const a = ["${v}"];`, `const a = [${env}];`],
    ["a fallback of the same variable", `const a = process.env.DB ?? "${v}";`, "const a = process.env.DB;"],
    ["a fallback with ||", `const a = process.env["DB"] || "${v}";`, 'const a = process.env["DB"];'],
    ["a fallback of something else", `const a = f() ?? "${v}";`, `const a = f() ?? ${env};`],
    ["a comparison", `if (a === "${v}") b();`, `if (a === ${env}) b();`],
    ["as string", `const a = "${v}" as string;`, `const a = ${env} as string;`],
    ["satisfies", `const a = "${v}" satisfies string;`, `const a = ${env} satisfies string;`],
    ["CRLF", `// a\r\nconst a = "${v}";\r\n`, `// a\r\nconst a = ${env};\r\n`],
    ["no ASCII before it", `const ключ = "🔑"; const a = "${v}";`, `const ключ = "🔑"; const a = ${env};`],
  ])("%s: the variable takes its place", async (_, text, after) => {
    const answer = await ask({ path: "src/a.ts", text });
    expect(answer.after).toBe(after);
    expect(answer.suggestion).toMatchObject({ syntax: "javascript", use: env });
    expect(() => parse(after)).not.toThrow();
  });

  it.each([
    ["a URL", `const a = "postgres://app:${v}@db/x";`, `const a = \`postgres://app:\${${env}}@db/x\`;`],
    ["single quotes", `const a = 'k=${v}';`, `const a = \`k=\${${env}}\`;`],
    ["back ticks and dollars before it", `const a = "\`\${x} ${v}";`, `const a = \`\\\`\\\${x} \${${env}}\`;`],
    ["escapes", `const a = "a\\n\\"${v}\\t";`, `const a = \`a\\n\\"\${${env}}\\t\`;`],
    ["a template", `const a = \`\${b}:${v}@\${c}\`;`, `const a = \`\${b}:\${${env}}@\${c}\`;`],
    ["no ASCII before it", `const a = "ключ🔑 ${v}";`, `const a = \`ключ🔑 \${${env}}\`;`],
  ])("of which it is a part, with %s: becomes a template", async (_, text, after) => {
    expect((await ask({ path: "src/a.js", text })).after).toBe(after);
    expect(() => parse(after)).not.toThrow();
  });

  it("that holds two values becomes one template", async () => {
    const { after } = await askAll({ path: "a.ts", text: `const a = "k=${v}&s=${v}&t";` });
    expect(after).toBe(`const a = \`k=\${${env}}&s=\${${env}}&t\`;`);
    expect(() => parse(after)).not.toThrow();
  });

  it("takes two values on one line", async () => {
    const { after } = await askAll({ path: "a.ts", text: `f("${v}", '${v}');` });
    expect(after).toBe(`f(${env}, ${env});`);
  });
});

describe("JSX", () => {
  it.each([
    [`const a = <A key="${v}" b="c" />;`, `const a = <A key={${env}} b="c" />;`],
    [`const a = <A url="https://u:${v}@h" />;`, `const a = <A url={\`https://u:\${${env}}@h\`} />;`],
    [`const a = <A key={"${v}"} />;`, `const a = <A key={${env}} />;`],
  ])("%s", async (text, after) => {
    expect((await ask({ path: "src/a.tsx", text })).after).toBe(after);
    expect(() => parse(after, { ecmaFeatures: { jsx: true } })).not.toThrow();
  });

  it("text between tags gets no edit", async () => {
    expect((await ask({ path: "a.tsx", text: `const a = <p>${v}</p>;` })).after).toBeUndefined();
  });
});

describe("what is put together from literals", () => {
  it.each([
    [`const a = «"ab" + "cd"»;`, `const a = ${env};`],
    [`const a = «Buffer.from("YWI=", "base64").toString()»;`, `const a = ${env};`],
    [`const a = «["ab", "cd"].join("")»;`, `const a = ${env};`],
    [`f(«atob("YWI=")»);`, `f(${env});`],
  ])("%s is replaced as a whole", async (text, after) => {
    expect((await ask({ path: "a.ts", text, built: true })).after).toBe(after);
  });

  it.each([`const a = «b + "cd"»;`, `const a = «f("ab")»;`, `const a = x + «"ab"» + "cd";`])(
    "%s holds more than literals: no edit",
    async (text) => {
      expect((await ask({ path: "a.ts", text, built: true })).after).toBeUndefined();
    },
  );

  it.each([`const a = "${v}" + "cd";`, `const a = "ab" + "${v}";`, `const a = "ab" + "${v}" + b;`])(
    "%s: a piece of a constant gets no edit",
    async (text) => {
      expect((await ask({ path: "a.ts", text })).after).toBeUndefined();
    },
  );
});

describe("no edit, but advice", () => {
  it.each([
    ["a key", `const a = { "${v}": 1 };`],
    ["a class's key", `class A { "${v}" = 1; }`],
    ["as const", `const a = "${v}" as const;`],
    ["a const assertion", `const a = <const>"${v}";`],
    ["a type", `type A = "${v}";`],
    ["a type of a template", `type A = \`${v}\`;`],
    ["a property of an interface", `interface A { "${v}": string }`],
    ["an enum", `enum A { B = "${v}" }`],
    ["an import", `import a from "${v}";`],
    ["an export", `export * from "${v}";`],
    ["an import with attributes", `import a from "a" with { type: "${v}" };`],
    ["a directive", `"${v}";`],
    ["a tagged template", `const a = sql\`x ${v}\`;`],
    ["a regular expression", `const a = /${v}/u;`],
    ["an identifier", `const ${v} = 1;`],
    ["an octal escape before it", `const a = "\\1 ${v}";`],
    ["a string across lines", `const a = "b \\\n${v}";`],
    ["a broken file", `const a = "${v}"; }`],
  ])("%s", async (_, text) => {
    const { suggestion, after } = await ask({ path: "a.ts", text });
    if (after !== undefined) expect(() => parse(after), after).not.toThrow();
    else expect(suggestion?.use).toBe(env);
    if (!text.includes("\\\n")) expect(after).toBeUndefined();
  });

  it.each([`// ${v}\nconst a = 1;`, `/**\n * password="${v}"\n */`, `f(); // password: ${v}`])(
    "in a comment nothing is read: %s",
    async (text) => {
      expect(await ask({ path: "a.ts", text })).toEqual({ suggestion: undefined, after: undefined });
    },
  );

  it.each(["a.d.ts", "types/a.d.mts"])("%s declares, so it gets no answer", async (path) => {
    expect((await ask({ path, text: `type A = "${v}";` })).suggestion).toBeUndefined();
  });
});

describe("where it comes from", () => {
  it("is App Service's reference, and the setting that holds it", async () => {
    const { suggestion } = await ask({ path: "a.ts", text: `const a = "${v}";`, azureVault: "prod-kv" });
    expect(suggestion?.fedBy).toBe(
      "@Microsoft.KeyVault(SecretUri=https://prod-kv.vault.azure.net/secrets/db-password)",
    );
    expect(suggestion?.then).toContain("set DB_PASSWORD to that reference in the app's settings");
  });

  it("is for a person to say, where no Azure vault is named", async () => {
    const { suggestion } = await ask({ path: "a.ts", text: `const a = "${v}";` });
    expect(suggestion?.fedBy).toBeUndefined();
    expect(suggestion?.then[0]).toBe("set DB_PASSWORD from the vault where the app is deployed");
  });
});
