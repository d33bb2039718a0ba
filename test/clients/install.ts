// Real clients come from their registries once and stay in node_modules/.cache. What a machine cannot run is skipped by name.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root: string = fileURLToPath(new URL("../..", import.meta.url));
const cache = join(root, "node_modules/.cache/vaultlint-clients");
const windows = process.platform === "win32";

/** Makes a folder of the cache once: a second run finds what the first left, unless that one broke off. */
export function cached(name: string, fill: (directory: string) => void): string {
  const directory = join(cache, name);
  const done = join(directory, ".done");
  if (existsSync(done)) return directory;
  mkdirSync(directory, { recursive: true });
  fill(directory);
  writeFileSync(done, "");
  return directory;
}

/** Runs npm in a folder. */
export function npm(args: readonly string[], cwd: string): string {
  return execFileSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd,
    encoding: "utf8",
    shell: windows,
  });
}

/** A package of the npm registry, `name@version`: the folder it is in. */
export function npmPackage(spec: string): string {
  const at = spec.lastIndexOf("@");
  const name = spec.slice(0, at);
  const directory = cached(spec.replaceAll(/[@/]/gu, "_"), (path) => {
    writeFileSync(join(path, "package.json"), "{}");
    npm(["install", "--ignore-scripts", spec], path);
  });
  return join(directory, "node_modules", name);
}

/** The `node` program of a version, from the npm registry. */
export function nodeBinary(version: string): string {
  const platform = windows ? "win" : process.platform;
  const directory = npmPackage(`node-${platform}-${process.arch}@${version}`);
  return join(directory, "bin", windows ? "node.exe" : "node");
}

/** True when the machine has the command. */
export function has(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore", shell: windows }).status === 0;
}
