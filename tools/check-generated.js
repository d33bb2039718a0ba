// Fails when a committed file that is built from sources is stale: the GitHub Action's bundle, the notices,
// the rule table, the help texts, the picture.
import { execFileSync } from "node:child_process";

const committed = [
  "dist/action.js",
  "dist/parser.cjs",
  "dist/user-rules.js",
  "dist/rule-texts.txt",
  "dist/rules.txt",
  "dist/tables.bin",
  "THIRD-PARTY-NOTICES.md",
  "docs/rules.md",
  "docs/cli.md",
  "docs/scan.svg",
];
execFileSync("npm", ["run", "build"], { stdio: "inherit", shell: process.platform === "win32" });
const stale = execFileSync("git", ["status", "--porcelain", "--", ...committed], { encoding: "utf8" }).trim();
if (stale !== "") {
  process.stderr.write(`These generated files are stale; run "npm run build" and commit them:\n${stale}\n`);
  process.exitCode = 1;
}
