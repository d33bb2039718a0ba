// Empties dist before a build: the bundles share it, so the bundler may not.
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
mkdirSync(dist, { recursive: true });
for (const name of readdirSync(dist)) rmSync(`${dist}${name}`, { recursive: true });
