// From what the user said to the texts to scan, and to what of the findings counts.
import { addedOnly } from "./collect/added.ts";
import { everything, type Collector, type Gathering } from "./collect/collector.ts";
import { firstSeen } from "./collect/history.ts";
import { commentsSinceBase } from "./collect/since-base.ts";
import type { Config } from "./config/config.ts";
import { ignoreMatcher } from "./config/ignore.ts";
import { UserError } from "./model/error.ts";
import { readingAhead } from "./reading-ahead.ts";
import type { RunOptions } from "./run.ts";
import type { ArchiveLimits } from "./sources/archive/limits.ts";
import type { ChangeSource } from "./sources/change.ts";
import { begun } from "./sources/begun.ts";
import { diff } from "./sources/diff.ts";
import { history } from "./sources/history.ts";
import { proposed } from "./sources/proposed.ts";
import { sinceBase, type SinceBase } from "./sources/since-base.ts";
import { largestWhole, type SourceItems } from "./sources/source-item.ts";
import { staged } from "./sources/staged.ts";
import { stdin } from "./sources/stdin.ts";
import { openingArchives, wholeFile } from "./sources/texts.ts";
import { worktree } from "./sources/worktree.ts";

interface Chosen {
  readonly source: SourceItems;
  /** Ends what has begun to read, also where nobody has taken the first text. */
  readonly close?: () => Promise<unknown>;
  readonly collector: Collector;
  /** What is scanned, where it is a change. */
  readonly change?: ChangeSource;
  /** How it differs from the commit that its policy comes from, where that is neither its own nor a change's. */
  readonly base?: SinceBase;
}

/** True when it is a change that is scanned, or the history of all: limits are no excuse there. */
export function isOfChange(options: RunOptions): boolean {
  return isOfGit(options) || options.proposed !== undefined;
}

/** True when git objects are scanned: what a gate looks at. */
export function isOfGit({ staged, diff, history }: RunOptions): boolean {
  return staged === true || diff !== undefined || history === true;
}

/** True when the files that stand there are scanned. */
export function isOfFiles(options: RunOptions): boolean {
  return !options.stdin && !options.proposed && !isOfGit(options);
}

/** Says which options exclude each other. */
export function checkSource(options: RunOptions): void {
  const chosen = [
    ...(options.stdin ? ["--stdin"] : []),
    ...(options.staged === true ? ["--staged"] : []),
    ...(options.diff === undefined ? [] : ["--diff"]),
    ...(options.history === true ? ["--history"] : []),
  ];
  if (chosen.length > 1) throw new UserError(`${chosen.join(" and ")} cannot go together: give one of them.`);
  if (options.history === true) return;
  for (const name of ["range", "since"] as const)
    if (options[name] !== undefined) throw new UserError(`--${name} limits a history: add --history.`);
}

function archiveLimits({ limits }: Config): ArchiveLimits {
  return {
    entries: limits.archiveEntries,
    depth: limits.archiveDepth,
    ratio: limits.archiveRatio,
    bytes: limits.archiveMB * 1_000_000,
    fileSize: Math.min(limits.maxFileSizeMB * 1_000_000, largestWhole),
  };
}

/** The texts that the options name. */
export async function chooseSource(options: RunOptions, config: Config): Promise<Chosen> {
  const maxFileSize = config.limits.maxFileSizeMB * 1_000_000;
  const ignore = ignoreMatcher(config.ignore);
  const shared = {
    paths: options.paths,
    workingDirectory: options.workingDirectory,
    ignore,
    // Of git; files and streams are read further, piece by piece.
    maxFileSize: Math.min(maxFileSize, largestWhole),
    textsOf: config.archives ? openingArchives(archiveLimits(config), ignore) : wholeFile,
    ...(options.onProgress && { onProgress: options.onProgress }),
  };
  if (options.stdin)
    return {
      source: stdin(options.stdin, options.stdinPath ?? "<stdin>", maxFileSize, shared.textsOf),
      collector: everything(),
    };
  if (options.proposed) {
    const texts = proposed(options.proposed, shared);
    return { source: texts.items, collector: addedOnly(texts, config.inline) };
  }
  if (options.staged === true || options.diff !== undefined) {
    const change = options.diff === undefined ? await staged(shared) : await diff(options.diff, shared);
    const source = begun(change.items);
    return { source, close: () => source.return(), collector: addedOnly(change, config.inline), change };
  }
  const { policyFrom = "worktree" } = options;
  const base = policyFrom === "worktree" ? undefined : await sinceBase(policyFrom, shared);
  const judged = (inner: Gathering): Pick<Chosen, "collector" | "base"> =>
    base ? { collector: commentsSinceBase(inner, base, config.inline), base } : { collector: inner };
  if (options.history === true) {
    const { range, since } = options;
    const limits = { ...(range !== undefined && { range }), ...(since !== undefined && { since }) };
    const all = await history({ ...shared, ...limits });
    return { source: all.items, ...judged(firstSeen((commits) => all.dates(commits))) };
  }
  const noIgnore = options.noIgnore === true;
  return {
    source: worktree({ ...shared, maxFileSize, noIgnore, ...readingAhead(options, config) }),
    ...judged(everything()),
  };
}
