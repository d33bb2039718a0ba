// Compiles rules/*.yml, the tables that the scan finds them by, and the scanning kernel into src/detect/generated/, and the kernel that
// unpacks git's objects into src/sources/generated/, so that start-up parses no YAML, checks no schema and compiles nothing. What finds
// is no program text: V8 would hold it once more, and so would the code that is kept compiled.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { register } from "node:module";
import { crc32 } from "node:zlib";
import { Ajv } from "ajv";
import { parseDocument } from "yaml";
import { compileKernel } from "./compile-kernel.js";
import { expandTail } from "./tail-rules.js";

register("./typescript-hooks.js", import.meta.url);
const { compileRule } = await import("../src/detect/compile/check-rule.ts");

const out = new URL("../src/detect/generated/", import.meta.url);
const rulesDir = new URL("../rules/", import.meta.url);

const ajv = new Ajv({ allErrors: true, useDefaults: true });
const validate = ajv.compile(JSON.parse(await readFile(new URL("schema.json", rulesDir), "utf8")));
/** @type {(data: any) => boolean} */
const valid = (data) => validate(data);

/** @type {Map<string, string>} */
const seen = new Map();
const rules = [];
/** Examples of the shipped rules, which no scan needs. @type {Record<string, unknown>} */
const ruleTests = {};
/** @type {string[]} */
const strictNames = [];
for (const file of (await readdir(rulesDir)).filter((name) => name.endsWith(".yml")).sort()) {
  const document = parseDocument(await readFile(new URL(file, rulesDir), "utf8"), { uniqueKeys: true });
  if (document.errors.length > 0) throw new Error(`rules/${file}: ${String(document.errors[0]?.message)}`);
  /** @type {any[]} */
  const files = file === "tail.yml" ? expandTail(document.toJS()) : [document.toJS()];
  for (const data of files) {
    if (!valid(data)) throw new Error(`rules/${file}: ${ajv.errorsText(validate.errors)}`);
    strictNames.push(...(data.strictNames ?? []));
    for (const { tests, generate, ...rule } of data.rules) {
      const where = `rules/${file}: ${rule.id}`;
      if (!rule.id.startsWith(`${data.provider}/`))
        throw new Error(`${where}: the id must start with "${data.provider}/".`);
      // Shapes of the tail are told by the name alone, and seldom written down anywhere.
      if (rule.source === undefined && file !== "tail.yml")
        throw new Error(`${where}: add "source", the address of the page that describes the format.`);
      if (seen.has(rule.id)) throw new Error(`${where}: the id stands in ${String(seen.get(rule.id))} too.`);
      seen.set(rule.id, file);
      ruleTests[rule.id] = { generate, tests };
      try {
        rules.push(compileRule({ parameters: {}, entropy: 0, ...rule, provider: data.provider }));
      } catch (error) {
        throw new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    }
  }
}
rules.sort((a, b) => (a.id < b.id ? -1 : 1));

// What a rule names as a part may be found by the detectors in code, whose modules read the rules that are written below.
for (const { id, with: parts = [] } of rules)
  for (const named of parts.flatMap(({ rules: ids = [] }) => ids))
    if (!seen.has(named) && !named.startsWith("private-key/"))
      throw new Error(`rules/${String(seen.get(id))}: ${id}: "with" names ${named}, which is no rule.`);

await mkdir(out, { recursive: true });
/** A literal of a string that holds JSON: read in a fifth of the time that the same objects take as program text. @param {unknown} data */
const asJson = (data) => `JSON.parse(${JSON.stringify(JSON.stringify(data))})`;

/** What is said of a rule and not needed to find anything. */
const told = new Set(["opens", "rotate", "source", "cwe"]);
/** A line of JSON of the properties of a rule that are among `told`, or that are not. @param {object} rule @param {boolean} isTold */
const lineOf = (rule, isTold) =>
  JSON.stringify(Object.fromEntries(Object.entries(rule).filter(([name]) => told.has(name) === isTold)));

// Literals with which every match of a rule begins, and which end so that they are no beginning of a word.
const prefixes = rules.flatMap(({ anchors = [], before }) =>
  before === 0 ? anchors.filter((anchor) => /^[A-Za-z][\w-]{2,}[_-]$/u.test(anchor)) : [],
);

/** @type {Map<string, number[]>} */
const numbersByName = new Map();
for (const [number, { names = [] }] of rules.entries())
  for (const each of names) {
    const name = each.toLowerCase().replaceAll(/[^a-z\d]/gu, "");
    numbersByName.set(name, [...(numbersByName.get(name) ?? []), number]);
  }

/** The same of those that know what is almost of their format, as they are written. @type {Map<string, number[]>} */
const nearNumbers = new Map();
for (const [number, { names = [], near }] of rules.entries())
  for (const each of near === undefined ? [] : names) {
    const name = each.toLowerCase();
    nearNumbers.set(name, [...(nearNumbers.get(name) ?? []), number]);
  }

// What shipped-rules.ts reads, and in which order.
const parts = [
  rules.map((rule) => lineOf(rule, false)),
  rules.map(({ id }) => id),
  [...numbersByName].map(([name, numbers]) => `${name} ${numbers.join(" ")}`),
  [...nearNumbers].sort(([a], [b]) => a.length - b.length).map(([name, numbers]) => [name, ...numbers].join("\t")),
  strictNames.sort(),
  [...new Set(prefixes)],
].map((lines) => lines.join("\n"));
const text = parts.join("\n\n");
if (/[^\n\t\x20-\x7e]/u.test(text) || text.split("\n\n").length !== parts.length)
  throw new Error(
    "What finds is to be said in lines of ASCII, none of them empty: write other characters as \\u escapes.",
  );
/** @type {Record<string, number>} */
const checksums = {};
/** Writes a file that lies beside the program, and what tells it from that of another build. @param {string} name @param {string | Buffer} content */
async function ship(name, content) {
  await writeFile(new URL(name, out), content);
  checksums[name] = crc32(content);
  await writeFile(
    new URL("checksums.ts", out),
    `// Generated by tools/generate.js: the CRC-32 of the files that are shipped beside the program.
export const checksums: Readonly<Record<string, number>> = ${JSON.stringify(checksums)};
`,
  );
}
await ship("rules.txt", text);
// What is said of a rule that found something, in the order of the rules.
await ship("rule-texts.txt", rules.map((rule) => lineOf(rule, true)).join("\n"));

await writeFile(
  new URL("rule-tests.ts", out),
  `// Generated by tools/generate.js from rules/*.yml.\nimport type { RuleTests } from "../user-rules/user-rule.ts";\n\n/** By rule: its template of a value, and its examples. */\nexport const ruleTests: Readonly<Record<string, { readonly generate?: string; readonly tests: RuleTests }>> = ${asJson(ruleTests)} as typeof ruleTests;\n`,
);

for (const { folder, file, name } of [
  { folder: "detect/kernel", file: "detect/generated/kernel.ts", name: "kernelBase64" },
  { folder: "sources/packs", file: "sources/generated/unpacking.ts", name: "unpackingBase64" },
]) {
  const { MEMORY_PAGES } = await import(`../src/${folder}/layout.ts`);
  const kernel = Buffer.from(await compileKernel(folder, MEMORY_PAGES)).toString("base64");
  const target = new URL(`../src/${file}`, import.meta.url);
  await mkdir(new URL(".", target), { recursive: true });
  await writeFile(
    target,
    `// Generated by tools/generate.js from src/${folder}/kernel.as.ts.\nexport const ${name}: string = "${kernel}";\n`,
  );
}

// Modules of the detectors read the rules that were just written, and nothing of what is written now.
const { detectorAnchors } = await import("../src/detect/compile/rule-literals.ts");
const { madeTables } = await import("../src/detect/made-tables.ts");
const { searched } = await import("../src/detect/searched.ts");
await ship("tables.bin", madeTables(rules, searched));
await writeFile(
  new URL("anchors.ts", out),
  `// Generated by tools/generate.js: the anchors of the detectors in code for which the tables were made.
export const anchors: string = ${JSON.stringify(detectorAnchors(searched))};
`,
);
