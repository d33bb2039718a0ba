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

/** Files of a tree of a usual size, spread over all of it. Contents are latin1, so that a character is a byte. @param {string} tree @param {number} count */
export function someFiles(tree, count) {
  const all = readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:go|ya?ml|md|sh|json|tf|py|js|ts)$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .filter((path) => statSync(path).size > 500 && statSync(path).size < 30_000);
  const step = Math.max(1, Math.floor(all.length / count));
  return all
    .filter((_, index) => index % step === 0)
    .slice(0, count)
    .map((path) => ({
      path: path.slice(tree.length + 1).replaceAll("\\", "/"),
      content: readFileSync(path, "latin1"),
    }));
}

/**
 * How real commits change files: what 1,531 commits of fourteen open source projects do that the Go module
 * github.com/go-git/go-git-fixtures/v4 4.2.1 carries with their history. Each list holds the least, the nine deciles, and what 95%, 99%,
 * 99.5%, 99.8% and all of them have at most. bench/README.md tells more.
 */
const shares = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.995, 0.998, 1];
const filesInCommit = [1, 1, 1, 1, 1, 1, 2, 2, 3, 7, 13, 53, 70, 93, 450];
const linesInFile = [1, 1, 1, 2, 3, 4, 6, 10, 17, 35, 60, 154, 200, 451, 1312];
const hunksInFile = [1, 1, 1, 1, 1, 2, 2, 3, 4, 8, 12, 29, 38, 47, 90];

/** A number that is spread as the shares of a list are. @param {readonly number[]} list @param {number} share from 0 to 1 */
function spread(list, share) {
  const above = Math.max(
    1,
    shares.findIndex((each) => each >= share),
  );
  const [low = 0, high = 1] = shares.slice(above - 1, above + 1);
  const [from = 1, to = 1] = list.slice(above - 1, above + 1);
  // Between two shares the logarithm rises evenly: the tail is long.
  return Math.floor(from * (to / from) ** ((share - low) / (high - low)));
}

/**
 * Puts other lines of the tree into a file, in several places.
 * @param {string[]} lines
 * @param {readonly string[]} all
 * @param {() => number} random
 */
function edit(lines, all, random) {
  // Who changes much changes it in many places.
  const share = random();
  const count = spread(linesInFile, share);
  const hunks = Math.min(count, spread(hunksInFile, share));
  for (let hunk = 0; hunk < hunks; hunk++) {
    const length = Math.min(
      lines.length,
      Math.round((count * (hunk + 1)) / hunks) - Math.round((count * hunk) / hunks),
    );
    const from = Math.floor(random() * (all.length - length));
    lines.splice(Math.floor(random() * (lines.length - length + 1)), length, ...all.slice(from, from + length));
  }
}

/** @typedef {{ path: string, commit: number }} Planted a key that the commit of that number, counted from 1, brings to a path */

/**
 * Which files each commit changes, as their numbers; and for each file the commits that do, from the first on.
 * @param {number} commits
 * @param {number} files
 */
function drawChanges(commits, files) {
  const random = randomNumbers();
  const byCommit = Array.from({ length: commits }, () => {
    const count = spread(filesInCommit, random());
    return new Set(Array.from({ length: count }, () => Math.floor(random() * files)));
  });
  const byFile = Array.from({ length: files }, () => /** @type {number[]} */ ([]));
  byCommit.forEach((changed, index) => {
    for (const file of changed) byFile[file]?.push(index + 1);
  });
  return { byCommit, byFile };
}

/**
 * Makes a repository without a checkout: each commit puts other lines of the tree into some files, and every hundredth adds a key.
 *
 * All versions of a file are handed over before those of the next one, since fast-import stores each as a difference from what came
 * before it: the pack is as small as one that git packed anew, which would take longer than all else where the history is long.
 * @param {string} directory
 * @param {number} commits
 * @param {readonly { path: string, content: string }[]} files
 * @returns {Promise<Planted[]>}
 */
export async function generateHistory(directory, commits, files) {
  const { byCommit, byFile } = drawChanges(commits, files.length);
  const all = files.flatMap(({ content }) => content.split("\n"));
  mkdirSync(directory, { recursive: true });
  spawnSync("git", ["init", "-q", "-b", "main", directory]);
  const options = ["--quiet", "--depth=50"];
  const importer = spawn("git", ["fast-import", ...options], { cwd: directory, stdio: ["pipe", "ignore", "inherit"] });
  const ended = once(importer, "close");
  const write = async (/** @type {string} */ text) => {
    if (!importer.stdin.write(text, "latin1")) await once(importer.stdin, "drain");
  };

  /** @type {Planted[]} */
  const planted = [];
  let mark = 0;
  /** The mark of the next version of each file. */
  const next = [];
  for (const [file, { path, content }] of files.entries()) {
    const random = randomNumbers(file + 1);
    const lines = content.split("\n");
    next.push(mark + 1);
    for (const commit of byFile[file] ?? []) {
      edit(lines, all, random);
      const [first] = byCommit[commit - 1] ?? [];
      if (commit % 100 === 0 && first === file) {
        lines.push(`api_key: "${randomKey(random, 32)}"`);
        planted.push({ path, commit });
      }
      const version = lines.join("\n");
      await write(`blob\nmark :${String(++mark)}\ndata ${String(version.length)}\n${version}\n`);
    }
  }
  for (const [index, changed] of byCommit.entries()) {
    const time = 1_600_000_000 + (index + 1) * 600;
    let text = `commit refs/heads/main\ncommitter t <t@example.invalid> ${String(time)} +0000\ndata 2\nc\n`;
    for (const file of changed) {
      text += `M 100644 :${String(next[file])} ${files[file]?.path ?? ""}\n`;
      next[file] = (next[file] ?? 0) + 1;
    }
    await write(text);
  }
  importer.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`git fast-import ended with ${String(code)}.`);
  return planted.sort((a, b) => a.commit - b.commit);
}

/** Packs a repository as a server does: the newest version is whole, and older ones are differences from it. @param {string} directory */
export function packAnew(directory) {
  const { status } = spawnSync("git", ["repack", "-adfq"], { cwd: directory });
  if (status !== 0) throw new Error(`git repack ended with ${String(status)}.`);
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
