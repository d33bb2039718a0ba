// Decides from the bytes alone which files are parsed. Loading the parser costs half a second and parsing some 12 ms a file, so a file
// without the name of a package or function that a check knows must cost nearly nothing.
import type { RuleInfo } from "../../model/rule.ts";
import type { SourceText } from "../../model/text.ts";
import { createAnchorSearch } from "../anchors.ts";
import { checks } from "./checks/checks.ts";

/** What the AST checks can report. */
export const astRules: readonly RuleInfo[] = checks.map(({ info }) => info);

const triggers = checks.flatMap(({ triggers }) =>
  triggers.flatMap(({ literals, meets }) => literals.map((literal) => ({ literal, meets }))),
);
const search = createAnchorSearch(triggers.map(({ literal }) => literal));

function hasTrigger(bytes: Buffer): boolean {
  let found = false;
  search.search(bytes, (index, start) => {
    const trigger = triggers[index];
    if (!found && trigger) found = trigger.meets(bytes, start + trigger.literal.length);
  });
  return found;
}

const program = /\.[cm]?[jt]sx?$/u;
const declaration = /\.d\.[cm]?ts$/u;

/** True when the AST checks should look at the text; with `all`, at every JavaScript and TypeScript file. */
export function astTriggered({ path, bytes }: SourceText, all: boolean): boolean {
  if (!program.test(path) || declaration.test(path)) return false;
  return all || hasTrigger(bytes);
}
