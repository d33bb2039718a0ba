// Rolldown plugin: notes which packages end up in a bundle, so that THIRD-PARTY-NOTICES.md can name them with their licences.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const notesDirectory = fileURLToPath(new URL("../node_modules/.cache/vaultlint-bundled/", import.meta.url));

/** @param {string} bundle @returns {import("rolldown").Plugin} */
export function bundledPackages(bundle) {
  return {
    name: "bundled-packages",
    generateBundle(_, output) {
      const packages = new Set();
      for (const chunk of Object.values(output)) {
        if (chunk.type !== "chunk") continue;
        for (const id of chunk.moduleIds) {
          const directory = /^(?<directory>.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//u.exec(id.replaceAll("\\", "/"));
          if (directory?.groups) packages.add(directory.groups["directory"]);
        }
      }
      mkdirSync(notesDirectory, { recursive: true });
      writeFileSync(`${notesDirectory}${bundle}.json`, JSON.stringify([...packages].sort()));
    },
  };
}
