import { describe, expect, it } from "vitest";
import { runAstChecks } from "../../../src/detect/ast/run.ts";
import { isWorthParsing } from "../../../src/detect/ast/worth-parsing.ts";
import { createSearch } from "../../../src/detect/search.ts";
import { fill, seeded } from "../generate.ts";
import { sourceText } from "../source-text.ts";

const value = fill("${alnum:32}", seeded(11));

const imports = 'import jwt from "jsonwebtoken";\nimport { createHmac } from "node:crypto";\n';

describe("a program in which a check reports something is parsed", () => {
  it.each([
    // What is called.
    ["a log in brackets", `console["log"](password);`],
    ["a log in a group", `(0, console.log)(password); (console as any).log(password);`],
    ["a function of a stream", `const out = process.stdout.write; out(password);`],
    ["a log with a name of its own", `const warn = console.log; warn(password);`],
    ["a log that is taken out under another name", `const { log: info } = console; info(password);`],
    ["a stream with a name of its own", `const out = process.stderr; out.write(password);`],
    ["a logger in a private field", `class A { #log; f(password) { this.#log.info(password); } }`],
    ["a logger that may be missing", `this.logger?.info?.(password); this.logger!.info(password);`],
    ["a logger by its name as text", `x["logger"].info(password);`],
    ["a logger of a package, whatever it is called", `import pino from "pino"; const l = pino(); l.info(password);`],
    ["an import that logs when called", `const say = require("debug")("app"); say(password);`],
    // What is logged.
    ["a property in brackets", `console.log(config["password"]);`],
    ["a short property", `console.log({ user, password });`],
    ["a value of a property", `console.log({ value: password });`],
    ["a branch", `console.log(verbose ? password : user);`],
    ["a part of a template", "console.log(`${user}: ${`<${config.password}>`}`);"],
    ["text of an object", `console.log(password.toString(), "a");`],
    ["an argument of a printing function", `console.log(JSON.stringify({ password }, null, 2));`],
    ["the environment", `console.log(process.env);`],
    ["the environment by another name", `const settings = process.env; console.log(settings);`],
    ["a variable of it by another name", `const { API_TOKEN: a = "" } = process.env; const b = a; console.log(b);`],
    ["a variable of it in brackets", `const a = process.env["API_TOKEN"] as string; console.log(a);`],
    ["the environment out of its owner", `const { env: { DB_PASSWORD: a } } = process; console.log(a);`],
    [
      "what a vault gave",
      `import { SecretClient } from "@azure/keyvault-secrets";
const client = new SecretClient(url, credential); const a = await client.getSecret("x"); console.log(a.value);`,
    ],
    // What surrounds it.
    ["behind a regex with a quote", `const a = /["'\`]/.test(b); if (a) /'/.test(b); console.log(password);`],
    ["behind a division", `const a = (b + c) / 2, d = e[0] / 3; console.log(password); // '`],
    ["behind a count", `const a = b++ / 2; const c = "/"; console.log(password);`],
    ["behind text with backticks", "const a = `\\`${`'${b}'`}`; console.log(password);"],
    ["behind an element", `const a = <p>don't {b}</p>; console.log(password); // '`, "a.jsx"],
    ["behind types", `const a: Array<Map<string, "'">> = f<"x">(b as any); console.log(password);`],
    ["behind a name of another alphabet", `const größe = 1, ɵa = 2; console.log(größe, password);`],
    ["behind a name in Chinese", `const 名 = 1; console.log(名, password);`],
    ["behind a byte order mark", `\uFEFFconsole.log(password);`, "a.ts", ""],
    ["behind a hash bang with a quote", `#!/usr/bin/env node '\nconsole.log(password);`, "a.ts", ""],
    ["a log taken from the global object", `const { console: out } = globalThis; out.log(password);`],
    ["a log with a type before it", `const out = <any>console; out.log(password);`, "a.ts"],
    ["a log with a type of two names", `const out: Types.Log = console; out.log(password);`],
    ["a log out of a group", `const out = (0, console); out.log(password);`],
    ["a log taken by its name as text", `const { ["console"]: out } = globalThis; out.log(password);`],
    ["a stream taken by names as text", `const out = globalThis["process"]["stdout"]; out.write(password);`],
    ["a log that is said to be of a type in braces", `(console.log as { (a: string): void })(password);`],
    ["a stream's function by its name as text", `const out = (0, process.stdout["write"]); out(password);`],
    ["the environment of a group", `const { "API_KEY": a } = (globalThis.process).env; console.log(a);`],
    ["text of an object by a method's name as text", `console.log(password["trim"](), password?.["toString"]());`],
    ["the environment of the global object", `console.log(globalThis["process"].env);`],
    ["a masked one in the environment that may be missing", `console.log(process.env!.MASKED_PASSWORD);`],
    ["a masked one in the environment in brackets", `console.log((process.env as Env).MASKED_PASSWORD);`],
    ["the environment by names as text", `const a = process["env"]["API_KEY"]; console.log(a);`],
    ["the environment with a type before it", `const a = <Env>process.env; console.log(a);`, "a.ts"],
    ["the environment out of a group", `const a = (0, process.env.API_KEY); console.log(a);`],
    ["a variable of it by its name as text", `const { "API_KEY": a } = process.env; console.log(a);`],
    ["the environment with a type of two", `const a: Record<string, string> = process.env; console.log(a);`],
    ["the environment with a type in braces", `const a: { [name: string]: string } = process.env; console.log(a);`],
    ["a variable of it with a choice of types", `const a: string | undefined = process.env.API_KEY; console.log(a);`],
    [
      "a variable of it with a type by condition",
      `const a: A extends B ? C : D = process.env.API_KEY; console.log(a);`,
    ],
    ["a type that ends at an equals sign", `const a: Record<string, string>=process.env; console.log(a);`],
    ["behind a division of what is there", `const a = b! / 2; console.log(password) / 3;`],
    ["behind a division of what is called like a keyword", `const of = 4, a = of / 2; console.log(password) / 2;`],
    ["behind a regex as the module's value", `export default /'/.test(a); console.log(password);`],
    ["behind an element as the module's value", `export default <p>"</p>; console.log(password);`, "a.jsx"],
    ["behind an element with an underscore", `const a = <_A>"</_A>; console.log(password);`, "a.jsx"],
    // Constants that reach a sink.
    ["a constant", `const key = "${value}";\ncreateHmac("a", key);`],
    ["a constant and a number with a name", `const port = 5432; createHmac("a", "${value}" + port);`],
    ["a template and a number with a name", `const port = 5432; createHmac("a", \`${value}\${port}\`);`],
    ["an empty text with a name", `const sign = ""; createHmac("a", sign + "${value}");`],
    ["a number in an object", `const a = { port: 5432 }; createHmac("a", "${value}" + a.port);`],
    ["a number by default", `const { port = 5432 } = a; createHmac("a", "${value}" + port);`],
    ["codes with names", `const a = 107, b = 88; createHmac("a", String.fromCharCode(a, b));`],
    ["bytes with names", `const a = 107, b = 88; createHmac("a", Buffer.from([a, b]));`],
    [
      "without a semicolon before types",
      `const key = "${value}"\nfunction f<T>(a: T) { return a }\ncreateHmac("a", key)`,
    ],
    ["without a semicolon before a generator", `const key = "${value}"\nfunction* f() {}\ncreateHmac("a", key)`],
    [
      "without a semicolon before a module's names",
      `const key = "${value}"\nimport * as a from "b"\ncreateHmac("a", key)`,
    ],
    ["without a semicolon before a sum", `const key = "${value}"\na.b - 1\ncreateHmac("a", key)`],
    ["without a semicolon before a count", `const key = "${value}"\n++a\ncreateHmac("a", key)`],
    [
      "a class that comes first",
      `class A { static key = "Bearer ${value}" }\nfetch(u, { headers: { Authorization: A.key } })`,
      "a.js",
      "",
    ],
    ["a field of a class without a name", `const A = class { static key = "${value}" }; createHmac("a", A.key);`],
    ["methods by their names as text", `createHmac("a", ["${value}"]["join"](""));`],
    ["a property of an object on the spot", `createHmac("a", { key: "${value}" }.key);`],
    ["behind a call with types", `createHmac("a", f<A, B>(c) ?? "${value}");`],
    [
      "frozen with a type of two",
      `const a = Object.freeze<Record<A, B>>({ key: "${value}" }); createHmac("a", a.key);`,
    ],
    [
      "behind a type that ends at an equals sign",
      `const a: Record<A, B<C>>={ key: "${value}" }; createHmac("a", a.key);`,
    ],
    ["behind an argument with types", `jwt.sign(a as Record<string, unknown>, "${value}");`],
    ["behind an argument that is called with types", `jwt.sign(new Map<string, string>(), "${value}");`],
    ["a function by its name as text", `const h = require("crypto")["createHmac"]; h("a", "${value}");`],
    ["a function out of a pattern with texts", `const { "createHmac": h } = require("crypto"); h("a", "${value}");`],
    ["a function out of a pattern with keys", `const { ["createHmac"]: h } = require("crypto"); h("a", "${value}");`],
    ["a function with a type before it", `const h = <any>createHmac; h("a", "${value}");`, "a.ts"],
    ["a function with a type of its module", `const h: typeof jwt.sign = jwt.sign; h(a, "${value}");`],
    ["a function out of a group", `const h = (0, jwt.sign); h(a, "${value}");`],
    ["a function of what is there", `const h = jwt!.sign; h(a, "${value}");`],
    ["a function that is waited for", `const h = await jwt.sign; h(a, "${value}");`],
    ["a module that is required if that is possible", `const c = require?.("koa-jwt"); c({ secret: "${value}" });`],
    ["a constant with a type", `const key: Record<string, string> | string = "${value}";\ncreateHmac("a", key);`],
    ["a constant without a semicolon", `const a = f()\nconst key = "${value}"\ncreateHmac("a", key)`],
    ["a second declaration", `const a = 1, key = "${value}", b = 2; createHmac("a", key);`],
    ["a constant of constants", `const a = "${value}", b = a, c = { d: { e: b } }; createHmac("a", c.d.e);`],
    ["a default", `function f({ key = "${value}" } = {}) { createHmac("a", key); }`],
    ["a list", `const [a, key] = ["b", "${value}"]; createHmac("a", key);`],
    ["a part of a destructured object", `const { a: { key } } = { a: { key: "${value}" } }; createHmac("a", key);`],
    ["a branch of a constant", `const key = a === "b" ? c : "${value}"; createHmac("a", key);`],
    ["a branch of a choice by type", `const key = typeof a === "b" ? c : "${value}"; createHmac("a", key);`],
    ["a fallback", `createHmac("a", process.env.KEY || "${value}");`],
    ["joined pieces", `const a = ["${value.slice(0, 9)}", "${value.slice(9)}"]; createHmac("a", a.join(""));`],
    ["added pieces", `const a = "${value.slice(0, 9)}"; createHmac("a", a + ("${value.slice(9)}"));`],
    ["bytes", `createHmac("a", Buffer.from([${Array.from(value, (each) => each.charCodeAt(0)).join(",")}]));`],
    [
      "codes of characters",
      `createHmac("a", String.fromCharCode(${Array.from(value, (each) => each.charCodeAt(0)).join(",")}));`,
    ],
    ["base64", `createHmac("a", Buffer.from("${Buffer.from(value).toString("base64")}", "base64"));`],
    ["frozen with a type", `const a = Object.freeze<Config>({ key: "${value}" }); createHmac("a", a.key);`],
    ["an encoder", `import { jwtVerify } from "jose"; jwtVerify(a, new TextEncoder().encode("${value}"));`],
    ["a function of no parameters", `const key = () => "${value}"; createHmac("a", key());`],
    ["a function by another name", `const { createHmac: h } = require("crypto"); h("a", "${value}");`],
    ["a function that is kept", `const h = require("crypto").createHmac; h("a", "${value}");`],
    ["a module that is called at once", `require("cookie-parser")("${value}");`],
    ["a property of an object elsewhere", `import pg from "pg"; const a = { password: "${value}" }; new pg.Pool(a);`],
    ["a short property of a sink", `import pg from "pg"; const password = "${value}"; new pg.Pool({ password });`],
    ["a static field", `import pg from "pg"; class A { static password: string = "${value}"; } new pg.Pool(A);`],
    ["a header of a constant", "const t = `" + value + "`; fetch(u, { headers: { Authorization: `Bearer ${t}` } });"],
  ])("%s", async (_, code, path = "src/a.ts", before = imports) => {
    const text = sourceText(path, before + code);
    const { candidates } = await runAstChecks(text);
    expect(candidates).not.toEqual([]);
    expect(isWorthParsing(text)).toBe(true);
  });

  it("where that takes too long to tell", () => {
    const deep = `${"f(".repeat(200)}1${")".repeat(200)}`;
    expect(isWorthParsing(sourceText("a.ts", `${imports}createHmac("a", ${deep.replaceAll("f(", "String(")});`))).toBe(
      true,
    );
    const wide = Array.from({ length: 3000 }, (_, i) => `const a${String(i)} = a${String(i + 1)};`).join("");
    expect(isWorthParsing(sourceText("a.ts", `${imports}${wide}createHmac("a", a0);`))).toBe(true);
  });

  it.each([
    ["an unfinished string", `console.log("`],
    ["an unfinished template", "console.log(`${a}"],
    ["an unfinished comment", "console.log(a) /*"],
    ["a bracket too many", "console.log(a))"],
    ["brackets that do not match", "console.log([a)]"],
    ["a name with an escape", String.raw`console.log(pass\u0077ord)`],
  ])("where the tokens are not certain: %s", (_, code) => {
    expect(isWorthParsing(sourceText("a.ts", code))).toBe(true);
  });

  it.each([
    ["a large one, so that it is said", `// ${"x".repeat(500_000)}`],
    ["a minified one", `require("pg");${"a(1,2);".repeat(4000)}`],
  ])("%s", (_, code) => {
    expect(isWorthParsing(sourceText("a.js", code))).toBe(true);
  });
});

describe("a program in which no check can report anything is not", () => {
  it.each([
    ["a sink whose arguments come from elsewhere", `createHmac("a", config.get("jwt.key")); jwt.sign(a, options.key);`],
    [
      "a sink with the environment's value",
      `createHmac("a", process.env.KEY); jwt.sign({ id: "x" }, process.env["KEY"]);`,
    ],
    ["a sink whose variable is set at run time", `const key = await read("key"); createHmac("sha256", key);`],
    ["a sink in a comment", `// createHmac("a", "${value}");\n/* jwt.sign(a, "${value}") */`],
    ["a sink in a text", `const help = 'createHmac("a", "b")'; const more = \`jwt.sign(a, "b")\`;`],
    ["a header that is built at run time", "fetch(u, { headers: { Authorization: `Bearer ${token}` } });"],
    ["a header of two pieces", `fetch(u, { headers: { Authorization: "Bearer " + (await token()) } });`],
    ["a URL without a password", `import mongoose from "mongoose"; mongoose.connect("mongodb://db.internal/app");`],
    ["an empty password", `import pg from "pg"; new pg.Pool({ password: "", user: "a" });`],
    ["a password that is asked for", `import pg from "pg"; new pg.Pool({ password: env.get("x"), user: "a" });`],
    ["text about a secret", `console.log("the password is wrong", error.message);`],
    ["a comment about a secret", `console.log(a /* password */); // password`],
    ["a secret behind the log", `console.log(total);\nlogin(password);`],
    ["a secret in a function that the log is given", `logger.debug(() => { login(password); });`],
    ["what a call makes of a secret", `console.log(redact(password), hash(token), password.length);`],
    ["a key with the name of a secret", `console.log({ password: true, token: 1 });`],
    ["a call with the name of a secret", `console.log(password());`],
    ["an argument of another object's method", `catalog.write(password); list.push(token); db.query(password);`],
    ["a variable of the environment that is none", `console.log(process.env.NODE_ENV);`],
    ["what is taken from the environment", `const { PORT, HOST } = process.env; console.log(PORT, HOST);`],
    ["a choice of logs", `const out = quiet ? console.log : console.error; login(password);`],
  ])("%s", async (_, code) => {
    const text = sourceText("src/a.ts", imports + code);
    expect((await runAstChecks(text)).candidates).toEqual([]);
    expect(isWorthParsing(text)).toBe(false);
  });
});

it("the search says so of programs with a trigger only", () => {
  const search = createSearch({});
  const isWorth = (code: string): boolean => search(sourceText("src/a.ts", code)).isWorthParsing;
  expect(isWorth(`${imports}createHmac("a", "${value}");`)).toBe(true);
  expect(isWorth(`${imports}createHmac("a", config.key);`)).toBe(false);
  expect(isWorth(`import { createHmac } from "./crypto"; createHmac("a", "${value}");`)).toBe(false);
});

describe("the glance is linear", () => {
  it.each([
    ["calls of calls", `console.log(${"a(1)".repeat(30_000)})`.replaceAll("a(1)a", "(1)")],
    ["a chain of properties", `const x = console${".log".repeat(60_000)};`],
    ["nested patterns", `${"[a, ".repeat(40_000)}b${"] = process".repeat(40_000)};console.log(c)`],
    ["assignments", `${imports}createHmac("a", ${"a = ".repeat(60_000)}b)`],
    ["nested objects", `${imports}createHmac("a", ${"{ a: ".repeat(30_000)}b${" }".repeat(30_000)})`],
    ["nested calls of a sink", `${imports}${"createHmac(a, ".repeat(30_000)}b${")".repeat(30_000)}`],
    ["names", `${imports}createHmac("a", b); ${"x = y + z; ".repeat(40_000)}`],
    ["types", `${imports}createHmac("a", b); const c: ${"A<".repeat(100_000)}`],
    ["backticks", `console.log(${"`${".repeat(60_000)}a${"}`".repeat(60_000)})`],
    ["slashes", `console.log(a)${"/ ".repeat(200_000)}`],
    ["comments", `console.log(a)${"/*".repeat(200_000)}`],
  ])("%s", (_, code) => {
    const text = sourceText("src/a.ts", code.slice(0, 499_000));
    const from = process.cpuUsage();
    isWorthParsing(text);
    const { user, system } = process.cpuUsage(from);
    expect((user + system) / 1000).toBeLessThan(2000);
  });
});
