import { resolve } from "node:path";
import type { Reading } from "./ahead/ahead.ts";
import { aheadWorkerFile } from "./ahead-worker-file.ts";
import type { Config } from "./config/config.ts";
import type { AstMode } from "./detect/detect.ts";
import type { RunOptions } from "./run.ts";
import { largestText } from "./sources/source-item.ts";
import type { Found } from "./sources/walk.ts";
import type { WorktreeOptions } from "./sources/worktree.ts";

/** A thread of its own costs as much as reading so many files, behind the first ones. */
const leastFiles = 1700;

/** Read and searched in the time that a thread takes to start. */
const filesMeanwhile = 300;

/** What is looked for. */
interface Asked {
  readonly ast: AstMode;
  /** How many there are. */
  readonly vaults: number;
  readonly rulesFiles: number;
}

/** True where something is looked for in texts, too, that hold no literal of the shipped rules: these are to be handed over. */
export function asksEveryText({ ast, vaults, rulesFiles }: Asked): boolean {
  return ast === "all" || vaults > 0 || rulesFiles > 0;
}

type Options = Pick<
  RunOptions,
  "ast" | "jobs" | "onThread" | "paths" | "vaults" | "withoutVaults" | "workingDirectory"
>;

/** Where many files are searched as they are, by one thread, another one reads them. It is loaded with the first such scan. */
export function readingAhead(
  { jobs = 1, onThread, paths, workingDirectory, ...asked }: Options,
  { archives, limits, rulesFiles, vaults }: Pick<Config, "archives" | "limits" | "rulesFiles" | "vaults">,
): Pick<WorktreeOptions, "readAhead"> {
  if (archives || jobs > 1) return {};
  const named = asked.withoutVaults === true ? 0 : vaults.length + (asked.vaults?.length ?? 0);
  const options = {
    file: aheadWorkerFile,
    maxFileSize: Math.min(limits.maxFileSizeMB * 1_000_000, largestText),
    everyText: asksEveryText({ ast: asked.ast ?? "auto", vaults: named, rulesFiles: rulesFiles.length }),
    directories: (paths.length === 0 ? ["."] : paths).map((path) => resolve(workingDirectory, path)),
  };
  /** Of few files, so far. */
  let waiting: Found[] | undefined = [];
  let reading: Reading | undefined;
  return {
    readAhead: {
      behind: filesMeanwhile,
      async add(files) {
        if (waiting) {
          waiting = [...waiting, ...files];
          if (waiting.length < leastFiles) return;
          const { canReadAhead, startReading } = await import("./ahead/ahead.ts");
          onThread?.();
          reading = canReadAhead(options) ? startReading(options) : undefined;
          reading?.add(waiting);
          waiting = undefined;
        } else reading?.add(files);
      },
      end() {
        reading?.end();
        return reading;
      },
    },
  };
}
