import { defineConfig } from "tsdown";
import { bundledPackages } from "./tools/bundled-packages.js";

/**
 * The AST parser (TypeScript, 4 MB) is bundled once, as dist/parser.cjs; the other bundles load it from there when a file needs it.
 * @type {import("rolldown").Plugin}
 */
const sharedParser = {
  name: "shared-parser",
  // An import would look through its text for names to export.
  load: (id) =>
    id.endsWith("/detect/ast/parser.ts")
      ? 'import { createRequire } from "node:module"; export const { parse } = createRequire(import.meta.url)("./parser.cjs");'
      : null,
};

/**
 * The command line loads it as it loads its own files (src/cli/compiled-code.ts).
 * @type {import("rolldown").Plugin}
 */
const besideParser = {
  name: "beside-parser",
  resolveId: (id) => (id.endsWith("/parser.ts") ? { id: "./parser.cjs", external: true } : null),
};

/**
 * What runs in a thread is a file of its own, such as dist/user-rules.js; every bundle starts it from there.
 * @param {string} reading the file of the thread that reads ahead
 * @returns {import("rolldown").Plugin}
 */
const besideWorker = (reading = "ahead-worker.js") => ({
  name: "beside-worker",
  load(id) {
    if (id.endsWith("/user-rules/worker-file.ts"))
      return 'export const workerFile = new URL("./user-rules.js", import.meta.url);';
    if (id.endsWith("/job-worker-file.ts"))
      return 'export const jobWorkerFile = new URL("./job-worker.js", import.meta.url);';
    if (id.endsWith("/ahead-worker-file.ts"))
      return `export const aheadWorkerFile = new URL("./${reading}", import.meta.url);`;
    return null;
  },
});

/**
 * What every scan reads (tools/generate.js) lies beside the bundles, made for the very detectors that they hold.
 * @type {import("rolldown").Plugin}
 */
const besideTables = {
  name: "beside-tables",
  load(id) {
    if (id.endsWith("/detect/shipped-file.ts"))
      return 'import { join } from "node:path"; export const shippedFile = (name) => join(import.meta.dirname, name);';
    if (id.endsWith("/detect/changed-tables.ts")) return "export const changedTables = () => undefined;";
    return null;
  },
};

/**
 * Writes what is not ASCII as escapes: V8 holds a text of ASCII in half of the memory, and reads it in a fraction of the time.
 * @type {import("rolldown").Plugin}
 */
const asciiOnly = {
  name: "ascii-only",
  generateBundle(_, output) {
    for (const chunk of Object.values(output)) {
      // In String.raw, an escape would be taken at its word.
      if (chunk.type !== "chunk" || /String\.raw`[^`]*[^\0-\x7f]/u.test(chunk.code)) continue;
      chunk.code = chunk.code.replaceAll(
        /[^\0-\x7f]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
      );
    }
  },
};

/**
 * Makes each file the function that src/cli/compiled-code.ts calls, so that it need not put one around its text.
 * @type {import("rolldown").Plugin}
 */
const asFunction = {
  name: "as-function",
  generateBundle(_, output) {
    for (const chunk of Object.values(output))
      if (chunk.type === "chunk")
        chunk.code = `(function(exports,require,module,__filename,__dirname){${chunk.code}\n})`;
  },
};

/** @type {import("tsdown").UserConfig} */
const base = {
  format: "esm",
  platform: "node",
  target: "node20.19",
  outDir: "dist",
  clean: false,
  hash: false,
  fixedExtension: false,
  dts: false,
  deps: { alwaysBundle: [/.*/], neverBundle: ["eslint"] },
  // jsonc-parser's "main" is UMD, whose require() calls no bundler follows; its "module" is not.
  inputOptions: { resolve: { mainFields: ["module", "main"] } },
};

// Libraries that still call require() find it.
const banner = { js: 'import { createRequire as __cr } from "node:module"; const require = __cr(import.meta.url);' };

/** Lazy chunks carry their bundle's name, since all bundles share dist. @param {string} name */
const chunks = (name) => ({ chunkFileNames: `${name}-[name].js` });

/**
 * What every scan loads, in a few files in place of thirty: finding and reading each takes longer than its code. `git` comes first, so
 * that git works while the rest is loaded, and `run` before `scan`, for the same reason. What is loaded on demand stays by itself.
 * @type {import("rolldown").CodeSplittingOptions}
 */
const scanFiles = {
  includeDependenciesRecursively: false,
  groups: [
    {
      name: "git",
      test: inSource(
        "(sources/(?:blobs|byte-reader|clone|file-path|git|loose|packs/file|raw-diff|staged-changes)|model/(?:error|crypto))\\.ts",
      ),
      priority: 4,
    },
    {
      name: "base",
      tags: ["$initial"],
      priority: 3,
    },
    {
      name: "run",
      test: inSource(
        "(run|choose-source|reading-ahead|ahead-worker-file|place)\\.ts|model/|collect/|sources/(?!packs/|generated/|archive/(?!kind|limits))|config/(config|find|ignore|settings)\\.ts|policy/(change|rules|finding)\\.ts|suppress/(inline|read-file|foreign-comments|policy)\\.ts",
        "ignore",
      ),
      priority: 2,
    },
    {
      name: "scan",
      test: inSource(
        "(scan|search-options|job-worker-file)\\.ts|references/|verify/|suggest/(?!apply|clashes|plan|preview|write)|detect/(?!user-rules/|literals|compile/(?!groups|table-file|value-run)|parts/|jobs/|thread|rule-infos|generated/rule-tests|ast/(run|parser|walk))",
      ),
      priority: 1,
    },
  ],
};

/**
 * Modules of src by the beginning of their path there, and those of a package.
 * @param {string} paths an alternation, with `/` between directories
 * @param {string} [name] of the package
 */
function inSource(paths, name) {
  const separator = String.raw`[\\/]`;
  const ofPackage = name === undefined ? "" : `|node_modules/${name}/`;
  return new RegExp(`/(?:src/(?:${paths})${ofPackage})`.replaceAll("/", separator), "u");
}

export default defineConfig([
  {
    ...base,
    entry: { cli: "src/cli/start.ts" },
    format: "cjs",
    outputOptions: { entryFileNames: "[name].cjs" },
    plugins: [bundledPackages("start")],
    copy: ["rules.txt", "rule-texts.txt", "tables.bin"].map((name) => `src/detect/generated/${name}`),
  },
  {
    ...base,
    entry: { "cli-reading": "src/cli/reading-thread.ts" },
    format: "cjs",
    outputOptions: { entryFileNames: "[name].cjs" },
    plugins: [bundledPackages("reading")],
  },
  {
    ...base,
    entry: { "cli-base": "src/cli/main.ts", "cli-git": "src/sources/staged-changes.ts" },
    format: "cjs",
    outputOptions: {
      entryFileNames: "[name].cjs",
      chunkFileNames: "cli-[name].cjs",
      dynamicImportInCjs: false,
      codeSplitting: scanFiles,
    },
    plugins: [
      besideParser,
      besideTables,
      besideWorker("cli-reading.cjs"),
      asciiOnly,
      asFunction,
      bundledPackages("cli"),
    ],
  },
  {
    ...base,
    entry: { index: "src/index.ts" },
    banner,
    dts: true,
    outputOptions: chunks("index"),
    plugins: [sharedParser, besideTables, besideWorker(), bundledPackages("index")],
  },
  {
    ...base,
    entry: { eslint: "src/eslint/index.ts" },
    dts: true,
    outputOptions: chunks("eslint"),
    plugins: [sharedParser, besideTables, besideWorker(), bundledPackages("eslint")],
  },
  {
    ...base,
    entry: { action: "src/action/main.ts" },
    banner,
    outputOptions: { inlineDynamicImports: true },
    plugins: [sharedParser, besideTables, besideWorker(), bundledPackages("action")],
  },
  {
    ...base,
    entry: { parser: "src/detect/ast/parser.ts" },
    format: "cjs",
    minify: true,
    outputOptions: { entryFileNames: "[name].cjs" },
    plugins: [asciiOnly, bundledPackages("parser")],
  },
  {
    ...base,
    entry: { "user-rules": "src/detect/user-rules/worker.ts" },
    plugins: [bundledPackages("user-rules")],
  },
  {
    ...base,
    entry: { "job-worker": "src/job-worker.ts" },
    banner,
    plugins: [besideTables, bundledPackages("job-worker")],
  },
  {
    ...base,
    entry: { "ahead-worker": "src/ahead-worker.ts" },
    plugins: [besideTables, bundledPackages("ahead-worker")],
  },
  {
    ...base,
    entry: { "cli-ahead-worker": "src/ahead-worker.ts" },
    format: "cjs",
    outputOptions: { entryFileNames: "[name].cjs" },
    plugins: [besideTables, asciiOnly, asFunction, bundledPackages("cli-ahead-worker")],
  },
]);
