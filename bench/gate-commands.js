// How each scanner is called where it guards a pull request, for bench/gates.js.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bin } from "./readme.js";

/**
 * How each guards a pull request, and how it scans a checkout but for what a list accepts: `accept` writes the list into a file.
 * @typedef {object} Gate
 * @property {(program: string, report: string, files: string[]) => string[]} command
 * @property {number[]} found exit codes that say that something was found
 * @property {(program: string, list: string) => { accept: string[], keep?: (list: string, output: string) => void, scan: string[] }} [accepting]
 */
const betterleaksKey = "--hmac-key=gates";
/** @type {Record<string, Gate>} */
export const gates = {
  vaultlint: {
    command: (_, report) => [process.execPath, bin, "scan", "--diff", "main", "--output", `sarif=${report}`],
    found: [1],
    accepting: (_, list) => ({
      accept: [process.execPath, bin, "baseline", "create", "--output", list],
      scan: [process.execPath, bin, "scan", "--baseline", list],
    }),
  },
  kingfisher: {
    accepting(program, list) {
      const scan = [program, "scan", ".", "--no-validate", "--no-update-check", "--baseline-file", list];
      return { accept: [...scan, "--manage-baseline"], scan };
    },
    command: (program, report) => [
      ...[program, "scan", ".", "--since-commit", "main", "--no-validate", "--no-update-check"],
      ...["--format", "sarif", "--output", report],
    ],
    found: [200, 205],
  },
  betterleaks: {
    // It accepts values, by their fingerprints.
    accepting: (program, list) => ({
      accept: [program, ".", "--no-banner", "--redact", betterleaksKey, "--output", `${list}.json`],
      keep(to) {
        const fingerprints = readFileSync(`${to}.json`, "utf8").match(/hmac-sha256:[\da-f]{64}/gu) ?? [];
        writeFileSync(to, fingerprints.join("\n"));
      },
      scan: [program, ".", "--no-banner", betterleaksKey, "--ignore-file", list],
    }),
    command: (program, report) => [
      ...[program, "git", "--log-opts=main..HEAD", "--no-banner"],
      ...["--output", report],
    ],
    found: [1],
  },
  gitleaks: {
    accepting: (program, list) => ({
      accept: [program, "dir", ".", "--no-banner", "--report-format", "json", "--report-path", list],
      scan: [program, "dir", ".", "--no-banner", "--baseline-path", list],
    }),
    command: (program, report) => [
      ...[program, "git", "--log-opts=main..HEAD", "--no-banner", "-v"],
      ...["--report-format", "sarif", "--report-path", report],
    ],
    found: [1],
  },
  // These three know no changes: they scan the checkout, detect-secrets the files that its hook is given.
  "detect-secrets": {
    accepting: (program, list) => ({
      accept: [program, "scan", "--no-verify"],
      keep(to, output) {
        writeFileSync(to, output);
      },
      scan: [`${program}-hook`, "--no-verify", "--baseline", list, "a.py"],
    }),
    command: (program, _, files) => [`${program}-hook`, "--no-verify", ...files],
    found: [1],
  },
  ripsecrets: { command: (program) => [program, "."], found: [1] },
  secretlint: {
    command: (program) => [...[program, "**/*", "--secretlintrc", join(dirname(program), "../../.secretlintrc.json")]],
    found: [1],
  },
};
