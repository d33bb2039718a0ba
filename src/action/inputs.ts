// The inputs of the workflow's `with:`, checked before anything is scanned. docs/action.md explains each.
import { resolve } from "node:path";
import * as core from "@actions/core";
import { UserError } from "../model/error.ts";
import { severities, type Severity } from "../model/severity.ts";
import type { RangeInputs } from "./range.ts";

export interface Inputs extends RangeInputs {
  readonly paths: readonly string[];
  readonly vaults: readonly string[];
  readonly failOn: Severity | "none" | undefined;
  /** Absolute path. */
  readonly baseline: string | undefined;
  readonly sarifFile: string;
  readonly uploadSarif: boolean;
  readonly review: boolean;
  /** How much is said of a vault; nothing where the repository's visibility decides. */
  readonly vaultDetails: "full" | "minimal" | undefined;
  /** Empty unless something is to be sent to GitHub. */
  readonly token: string;
}

function lines(input: string): string[] {
  return core
    .getInput(input)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** One of the words; nothing where the input is empty. */
function word<T extends string>(input: string, words: readonly T[]): T | undefined {
  const value = core.getInput(input);
  if (value === "") return undefined;
  const known = words.find((each) => each === value);
  if (known === undefined) throw new UserError(`The input "${input}" must be one of ${words.join(", ")}.`);
  return known;
}

function flag(input: string): boolean {
  return word(input, ["true", "false"]) === "true";
}

/** Reads all inputs. A UserError for the first that is wrong. */
export function readInputs(workspace: string): Inputs {
  const baseline = core.getInput("baseline");
  const uploadSarif = flag("upload-sarif");
  const review = flag("review");
  const token = uploadSarif || review ? core.getInput("token") : "";
  if ((uploadSarif || review) && token === "")
    throw new UserError(
      `The input "token" is empty: "${uploadSarif ? "upload-sarif" : "review"}" needs one, e.g. github.token.`,
    );
  return {
    paths: lines("paths"),
    vaults: lines("vault"),
    failOn: word("fail-on", [...severities, "none"]),
    baseline: baseline === "" ? undefined : resolve(workspace, baseline),
    scan: word("scan", ["auto", "files", "history"]) ?? "auto",
    base: core.getInput("base"),
    sarifFile: core.getInput("sarif-file"),
    uploadSarif,
    review,
    vaultDetails: word("vault-details", ["full", "minimal"]),
    token,
  };
}
