// The trees that the benchmarks scan, from package registries. Each is fetched once, into the temporary directory: outside of this
// repository, whose .gitignore some scanners would apply to them.
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { knownArchives, npmPackages } from "./archives.js";
import { run } from "./run.js";

const folder = join(tmpdir(), "vaultlint-bench-trees");

/** @param {string} module @param {string} version @returns {(to: string) => void} */
function goModule(module, version) {
  return (to) => {
    const described = run("go", ["mod", "download", "-json", `${module}@${version}`], { GOFLAGS: "-mod=mod" });
    cpSync(JSON.parse(described).Dir, to, { recursive: true });
    run("chmod", ["-R", "u+w", to]);
  };
}

/** @param {string[]} packages as `name==version` @returns {(to: string) => void} */
function wheels(packages) {
  return (to) => {
    const files = `${to}.wheels`;
    run("python3", [
      ...["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", files],
      ...packages,
    ]);
    for (const wheel of readdirSync(files))
      run("python3", ["-m", "zipfile", "-e", join(files, wheel), join(to, wheel.replace(/-.*/u, ""))]);
    rmSync(files, { recursive: true });
  };
}

/** What Debian 12 was built from. The hashes are those of the .dsc files beside the archives. */
const debian = [
  {
    url: "https://deb.debian.org/debian/pool/main/g/git/git_2.39.5.orig.tar.xz",
    sha256: "c58da92c378df4a986ca33266897a7397e86c22ee266a284d8c2432c39066b59",
  },
  {
    url: "https://deb.debian.org/debian/pool/main/c/curl/curl_7.88.1.orig.tar.gz",
    sha256: "cdb38b72e36bc5d33d5b8810f8018ece1baa29a8f215b4495e495ded82bbf3c7",
  },
  {
    url: "https://deb.debian.org/debian/pool/main/o/openssh/openssh_9.2p1.orig.tar.gz",
    sha256: "3f66dbf1655fb45f50e1c56da62ab01218c228807b21338d634ebcdf9d71cf46",
  },
  {
    url: "https://deb.debian.org/debian/pool/main/p/phpmyadmin/phpmyadmin_5.2.1+dfsg.orig.tar.xz",
    sha256: "19cec99e6759af0f6ee8bbacc11584f0127c95d6a26b69ffe11a3de901fe5e60",
  },
];

const npm = [
  "aws-sdk@2.1693.0",
  "twilio@6.3.1",
  "stripe@23.1.0",
  "three@0.187.0",
  "firebase-tools@15.34.2",
  "webpack@5.113.0",
  "eslint@10.15.0",
  "mongoose@9.12.1",
  "typescript@5.9.3",
  "@angular/core@22.2.6",
];

/** @type {Record<string, { title: string, fetch: (to: string) => void }>} */
const sources = {
  kubernetes: { title: "kubernetes 1.37.2", fetch: goModule("k8s.io/kubernetes", "v1.37.2") },
  azurerm: {
    title: "terraform-provider-azurerm of 24 August 2026",
    fetch: goModule("github.com/hashicorp/terraform-provider-azurerm", "v1.44.1-0.20260824201233-fae580791926"),
  },
  python: {
    title: "ansible 12.3.0 and homeassistant 2024.3.3",
    fetch: wheels(["ansible==12.3.0", "homeassistant==2024.3.3"]),
  },
  npm: { title: "aws-sdk 2.1693.0 and nine more packages of npm", fetch: npmPackages(npm) },
  debian: {
    title: "git 2.39.5, curl 7.88.1, openssh 9.2p1 and phpmyadmin 5.2.1 of Debian",
    fetch: knownArchives(debian),
  },
};

export const treeNames = Object.keys(sources);

/** @typedef {{ name: string, title: string, path: string, files: number, bytes: number }} Tree */

/** The number of files below a directory, and their bytes. @param {string} directory @returns {{ files: number, bytes: number }} */
export function sizeOf(directory) {
  let files = 0;
  let bytes = 0;
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    files++;
    bytes += statSync(join(entry.parentPath, entry.name)).size;
  }
  return { files, bytes };
}

/** A tree, fetched if it is missing: it appears whole or not at all. @param {string} name @returns {Tree} */
export function tree(name) {
  const source = sources[name];
  if (!source) throw new Error(`There is no tree ${name}: name some of ${treeNames.join(", ")}.`);
  const path = join(folder, name);
  if (!existsSync(path)) {
    const part = join(folder, `.${name}.${String(process.pid)}`);
    mkdirSync(folder, { recursive: true });
    try {
      source.fetch(part);
      renameSync(part, path);
    } finally {
      rmSync(part, { recursive: true, force: true });
    }
  }
  return { name, title: source.title, path, ...sizeOf(path) };
}
