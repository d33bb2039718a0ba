// The trees that the benchmarks scan, from package registries. Each is fetched once, into the temporary directory: outside of this
// repository, whose .gitignore some scanners would apply to them.
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
    source.fetch(part);
    renameSync(part, path);
  }
  return { name, title: source.title, path, ...sizeOf(path) };
}
