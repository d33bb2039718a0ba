// What the detectors see, with the features as they are in the sources now.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "tsdown";

/**
 * @typedef {import("../../src/detect/judge/judge.ts")} Judge
 * @typedef {import("../../src/detect/structure/text-detector.ts").Sighting} Sighting
 * @typedef {import("../../src/detect/structure/text-detector.ts").TextContext} TextContext
 * @typedef {typeof import("../../src/detect/text-detectors.ts")
 *   & Pick<Judge, "featureVector">
 *   & typeof import("../../src/detect/judge/features.ts")
 *   & typeof import("../../src/detect/generic/open-quotes.ts")
 *   & typeof import("../../src/detect/generic/judged-lines.ts")
 *   & typeof import("../../src/detect/version-search.ts")} Detection
 */

const sources = {
  textDetectors: "text-detectors.ts",
  featureVector: "judge/judge.ts",
  features: "judge/features.ts",
  OpenQuotes: "generic/open-quotes.ts",
  JudgedLines: "generic/judged-lines.ts",
  Reach: "version-search.ts",
};

/** @returns {Promise<Detection>} */
async function load() {
  const directory = mkdtempSync(join(tmpdir(), "vaultlint-train-"));
  const lines = Object.entries(sources).map(([name, file]) => {
    const path = fileURLToPath(new URL(`../../src/detect/${file}`, import.meta.url));
    return `export { ${name} } from ${JSON.stringify(path)};\n`;
  });
  writeFileSync(join(directory, "entry.ts"), lines.join(""));
  await build({
    entry: join(directory, "entry.ts"),
    outDir: join(directory, "out"),
    format: "esm",
    platform: "node",
    dts: false,
    clean: false,
    logLevel: "error",
    config: false,
  });
  const file = readdirSync(join(directory, "out")).find((name) => /^entry\.m?js$/u.test(name)) ?? "";
  /** @type {Promise<Detection>} */
  const code = import(pathToFileURL(join(directory, "out", file)).href);
  await code;
  rmSync(directory, { recursive: true });
  return code;
}

export const { textDetectors, featureVector, features, JudgedLines, OpenQuotes, Reach } = await load();

/** Every sighting of one text. @param {string} path @param {Buffer} bytes */
export function sightings(path, bytes) {
  /** @type {import("../../src/model/text.ts").SourceText} */
  const text = { path, bytes, binary: false, encoding: "utf-8" };
  const reach = new Reach();
  /** @type {TextContext} */
  const context = {
    seen: new Set(),
    named: new Set(),
    passOver: () => undefined,
    lines: new JudgedLines(),
    isReference: () => false,
    marks: new Set(),
    add: () => undefined,
    encoded: { runs: [], signs: [], joined: [] },
    explain: false,
    quotes: new OpenQuotes(bytes, reach),
    asked: new Map(),
    reach,
  };
  const folded = bytes.toString("latin1").toLowerCase();
  /** @type {Sighting[]} */
  const found = [];
  for (const { anchors, sight } of textDetectors) {
    if (!sight) continue;
    /** @type {Set<number>} */
    const places = new Set();
    for (const anchor of anchors) {
      const literal = anchor.toLowerCase();
      for (let at = folded.indexOf(literal); at >= 0; at = folded.indexOf(literal, at + 1)) places.add(at);
    }
    for (const at of [...places].sort((a, b) => a - b)) {
      const sighting = sight(text, at, context);
      if (sighting) found.push(sighting);
    }
  }
  return found;
}
