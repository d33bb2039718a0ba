// Repositories and trees to measure on, made of the text of a real tree. The same in every run.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Numbers between 0 and 1 that are the same in every run (mulberry32). @returns {() => number} */
export function randomNumbers(seed = 20_260_302) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Characters without order, as a key has them. @param {() => number} random @param {number} length */
export function randomKey(random, length) {
  return Array.from({ length }, () => characters[Math.floor(random() * characters.length)]).join("");
}

/** @template T @param {readonly T[]} list @param {() => number} random @param {T} otherwise */
function pick(list, random, otherwise) {
  return list[Math.floor(random() * list.length)] ?? otherwise;
}

/** Files of a tree of a usual size, spread over all of it. Contents are latin1, so that a character is a byte. @param {string} tree @param {number} count */
export function someFiles(tree, count) {
  const all = readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:go|ya?ml|md|sh|json|tf|py|js|ts)$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .filter((path) => statSync(path).size > 500 && statSync(path).size < 20_000);
  const step = Math.max(1, Math.floor(all.length / count));
  return all
    .filter((_, index) => index % step === 0)
    .slice(0, count)
    .map((path) => ({
      path: path.slice(tree.length + 1).replaceAll("\\", "/"),
      content: readFileSync(path, "latin1"),
    }));
}

/** @typedef {{ path: string, commit: number }} Planted a key that the commit of that number, counted from 1, brings to a path */

/**
 * Makes a repository without a checkout: each commit puts other lines of the tree into up to five files, and every hundredth adds a key.
 * @param {string} directory
 * @param {number} commits
 * @param {readonly { path: string, content: string }[]} files
 * @returns {Promise<Planted[]>}
 */
export async function generateHistory(directory, commits, files) {
  const random = randomNumbers();
  const names = files.map(({ path }) => path);
  const contents = files.map(({ content }) => content.split("\n"));
  const all = contents.flat();
  /** @type {Planted[]} */
  const planted = [];
  mkdirSync(directory, { recursive: true });
  spawnSync("git", ["init", "-q", "-b", "main", directory]);
  const importer = spawn("git", ["fast-import", "--quiet"], { cwd: directory, stdio: ["pipe", "ignore", "inherit"] });
  const ended = once(importer, "close");
  for (let number = 1; number <= commits; number++) {
    const edited = new Set(
      Array.from({ length: 1 + Math.floor(random() * 5) }, () => Math.floor(random() * files.length)),
    );
    let text = `commit refs/heads/main\ncommitter t <t@example.invalid> ${String(1_600_000_000 + number * 600)} +0000\ndata 2\nc\n`;
    for (const file of edited) {
      const lines = contents[file] ?? [];
      lines[Math.floor(random() * lines.length)] = pick(all, random, "");
      if (number % 100 === 0 && planted.at(-1)?.commit !== number) {
        lines.push(`api_key: "${randomKey(random, 32)}"`);
        planted.push({ path: names[file] ?? "", commit: number });
      }
      const content = lines.join("\n");
      text += `M 100644 inline ${names[file] ?? ""}\ndata ${String(content.length)}\n${content}\n`;
    }
    if (!importer.stdin.write(text, "latin1")) await once(importer.stdin, "drain");
  }
  importer.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`git fast-import ended with ${String(code)}.`);
  // fast-import stores each file as a difference from whatever came before it; a server packs anew.
  spawnSync("git", ["repack", "-adfq"], { cwd: directory });
  return planted;
}

/**
 * Makes a tree of files of `bytes` each, every one of them another piece of the text.
 * @param {string} root
 * @param {{ files: number, bytes: number, text: string }} options
 */
export function generateTree(root, { files, bytes, text }) {
  const random = randomNumbers();
  const all = Buffer.from(text, "latin1");
  for (let file = 0; file < files; file++) {
    const directory = join(root, `part${String(Math.floor(file / 500))}`);
    if (file % 500 === 0) mkdirSync(directory, { recursive: true });
    const at = Math.floor(random() * Math.max(1, all.length - bytes));
    writeFileSync(join(directory, `module${String(file)}.go`), all.subarray(at, at + bytes));
  }
}
