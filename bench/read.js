// Reads every file below a directory and does nothing with it: node bench/read.js DIRECTORY. What a scan cannot do without.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const directories = [process.argv[2] ?? "."];
for (let directory = directories.pop(); directory !== undefined; directory = directories.pop()) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) directories.push(path);
    else if (entry.isFile()) readFileSync(path);
  }
}
