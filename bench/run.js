// Runs what installs and fetches.
import { execFileSync } from "node:child_process";

/** Runs a program, says so, and returns what it prints. @param {string} command @param {string[]} args @param {Record<string, string>} [env] */
export function run(command, args, env = {}) {
  process.stderr.write(`$ ${[command, ...args].join(" ")}\n`);
  return execFileSync(command, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
    maxBuffer: 64_000_000,
  });
}
