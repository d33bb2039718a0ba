// `node bench/train/language.js DIR...`: counts which letter follows which two in the words of documentation and type declarations
// (every *.md, *.d.ts and *.py below the directories) and writes src/detect/judge/language.json. Only frequencies are kept, no text.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const directories = process.argv.slice(2);
if (directories.length === 0) {
  process.stderr.write("Name the directories to count: node bench/train/language.js node_modules\n");
  process.exit(2);
}

/** @type {Map<string, { count: number, files: number }>} */
const words = new Map();

/** @param {string} file */
function read(file) {
  /** @type {Map<string, number>} */
  const local = new Map();
  for (const [word] of readFileSync(file, "latin1")
    .slice(0, 400_000)
    .matchAll(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/gu)) {
    if (word.length >= 2) local.set(word.toLowerCase(), (local.get(word.toLowerCase()) ?? 0) + 1);
  }
  for (const [word, count] of local) {
    const sum = words.get(word) ?? { count: 0, files: 0 };
    words.set(word, { count: sum.count + count, files: sum.files + 1 });
  }
}

/** @param {string} directory */
function walk(directory) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) walk(path);
    else if (entry.isFile() && /\.(?:md|d\.ts|py)$/u.test(entry.name)) read(path);
  }
}
directories.forEach(walk);

// A word in fewer than three files is a name or a typing error. The logarithm keeps `the` from deciding everything.
const size = 27;
const triples = new Float64Array(size ** 3);
const pairs = new Float64Array(size ** 2);
for (const [word, { count, files }] of words) {
  if (files < 3) continue;
  const weight = Math.log(1 + count);
  let a = 26;
  let b = 26;
  for (const char of word) {
    const c = char.charCodeAt(0) - 97;
    triples[(a * size + b) * size + c] = (triples[(a * size + b) * size + c] ?? 0) + weight;
    pairs[b * size + c] = (pairs[b * size + c] ?? 0) + weight;
    a = b;
    b = c;
  }
}

/** @param {Float64Array} counts @param {number} from */
const sum = (counts, from) => counts.subarray(from, from + size).reduce((total, count) => total + count, 0);

// Half bits above or below an even draw from 26 letters, from -4 to +3.5 bits, as one hexadecimal digit.
let table = "";
for (let a = 0; a < size; a++) {
  for (let b = 0; b < size; b++) {
    const pairSum = sum(pairs, b * size);
    const tripleSum = sum(triples, (a * size + b) * size);
    for (let c = 0; c < 26; c++) {
      const pair = ((pairs[b * size + c] ?? 0) + 2) / (pairSum + 52);
      const chance = ((triples[(a * size + b) * size + c] ?? 0) + 40 * pair) / (tripleSum + 40);
      table += Math.min(15, Math.max(0, Math.round(2 * Math.log2(chance * 26) + 8))).toString(16);
    }
  }
}
writeFileSync(new URL("../../src/detect/judge/language.json", import.meta.url), `${JSON.stringify({ table })}\n`);
