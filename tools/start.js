// `npm start`: scans the example app against its vault and ends with 0; `npm start -- scan DIR` is the command line itself.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { makeLeakyApp } from "./leaky-app.js";

const bin = fileURLToPath(new URL("../bin/vaultlint.js", import.meta.url));
const given = process.argv.slice(2);
const example = [
  "scan",
  "fixtures/leaky-app",
  "--config",
  "fixtures/leaky-app/vaultlint.config.yml",
  "--vault",
  "file:fixtures/leaky-app/dev.vault.json",
  "--fail-on",
  "none",
];
const env = given.length > 0 ? process.env : { ...process.env, ...makeLeakyApp() };
// npm runs scripts in the package's folder; paths that a user types are meant from where npm was called.
const cwd =
  given.length > 0 ? (process.env["INIT_CWD"] ?? process.cwd()) : fileURLToPath(new URL("..", import.meta.url));
if (given.length === 0) process.stderr.write(`$ vaultlint ${example.join(" ")}\n\n`);
const { status } = spawnSync(process.execPath, [bin, ...(given.length > 0 ? given : example)], {
  stdio: "inherit",
  env,
  cwd,
});
process.exitCode = status ?? 2;
