// What a scan leaves that is killed at any moment: its report must be the old or the new one, and nothing may outlive it.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { randomNumbers } from "./generate.js";
import { bin } from "./readme.js";

/** How often it is asked whether what the scan started noticed its end: five seconds, or more where the machine is busy. */
const questions = 250;

/** @param {number} group */
function lives(group) {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

/** Whether a process of the group outlives the first one, which was killed: git sees its input end. @param {number} group */
async function isLeft(group) {
  for (let question = 0; question < questions; question++) {
    if (!lives(group)) return false;
    await delay(20);
  }
  return true;
}

/** @param {string} text */
function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Kills so many scans in `cwd` at random moments, and counts what they leave: reports by what they are, files beside the report, and
 * scans of which a process lives on.
 * @param {number} times
 * @param {{ cwd: string, args: readonly string[], folder: string }} scanned the folder is made for the reports
 */
export async function killed(times, { cwd, args, folder }) {
  const random = randomNumbers();
  mkdirSync(folder);
  const report = join(folder, "report.json");
  const scan = [bin, "scan", ...args, "--quiet", "--fail-on", "none", "--output", `json=${report}`];
  const started = performance.now();
  if (spawnSync(process.execPath, scan, { cwd, stdio: "ignore" }).status !== 0)
    throw new Error("The scan fails where nobody kills it.");
  const duration = performance.now() - started;
  const counts = { before: 0, whole: 0, half: 0, files: 0, processes: 0 };
  for (let time = 0; time < times; time++) {
    writeFileSync(report, "before");
    // Detached, it begins a group, to which the processes belong that it starts.
    const child = spawn(process.execPath, scan, { cwd, stdio: "ignore", detached: true });
    const ended = once(child, "close");
    await delay(random() * duration * 1.1);
    child.kill("SIGKILL");
    await ended;
    if (child.pid !== undefined && (await isLeft(child.pid))) counts.processes++;
    const text = readFileSync(report, "utf8");
    counts[text === "before" ? "before" : isJson(text) ? "whole" : "half"]++;
    for (const name of readdirSync(folder)) {
      if (name === "report.json") continue;
      counts.files++;
      rmSync(join(folder, name));
    }
  }
  rmSync(folder, { recursive: true });
  return counts;
}
