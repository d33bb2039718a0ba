// Fetches archives of source code and unpacks them, each into a folder that is named as it. Nothing in them is run.
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { run } from "./run.js";

const suffix = /\.(?:orig\.tar\.[gx]z|tgz)$/u;

/** Unpacks what `fetch` puts into a folder. @param {(files: string) => void} fetch @param {string} to */
function unpacked(fetch, to) {
  const files = mkdtempSync(join(tmpdir(), "vaultlint-archives-"));
  try {
    fetch(files);
    for (const archive of readdirSync(files)) {
      const folder = join(to, archive.replace(suffix, ""));
      mkdirSync(folder, { recursive: true });
      // All that an archive holds lies in one folder. Were its files owned by whom it names, they could not be read where a scan runs
      // without network.
      run("tar", ["-xf", join(files, archive), "-C", folder, "--strip-components=1", "--no-same-owner"]);
    }
  } finally {
    rmSync(files, { recursive: true });
  }
}

/**
 * Packages of npm. npm refuses one whose bytes have another integrity than the registry says.
 * @param {readonly string[]} packages as `name@version`
 * @returns {(to: string) => void}
 */
export function npmPackages(packages) {
  return (to) => {
    unpacked(
      (files) => void run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", files, ...packages]),
      to,
    );
  };
}

/**
 * Archives of which it is known what they are.
 * @param {readonly { url: string, sha256: string }[]} archives
 * @returns {(to: string) => void}
 */
export function knownArchives(archives) {
  return (to) => {
    unpacked((files) => {
      for (const { url, sha256 } of archives) {
        const file = join(files, basename(new URL(url).pathname));
        run("curl", ["--fail", "--silent", "--show-error", "--location", "--output", file, url]);
        const hash = createHash("sha256").update(readFileSync(file)).digest("hex");
        if (hash !== sha256) throw new Error(`${url} has the SHA-256 ${hash}, not ${sha256}.`);
      }
    }, to);
  };
}
