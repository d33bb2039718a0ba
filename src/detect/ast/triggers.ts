// Decides from the bytes alone which files worth-parsing.ts glances at before they are parsed. Loading the parser costs half a second and
// parsing some 12 ms a file, so a file without the name of a package or function that a check knows must cost nearly nothing.
import type { RuleInfo } from "../../model/rule.ts";
import type { TextDetector } from "../structure/text-detector.ts";
import { beginsPart } from "../structure/window.ts";
import { checks } from "./checks/checks.ts";
import { isProgram } from "./program.ts";

/** What the AST checks can report. */
export const astRules: readonly RuleInfo[] = checks.map(({ info }) => info);

/** Finds the triggers of the checks: each marks a program that is worth parsing. */
export const triggerDetectors: readonly TextDetector[] = checks.flatMap(({ info, triggers }) =>
  triggers.flatMap(({ literals, begins, meets }) =>
    literals.map((literal) => ({
      rules: [],
      anchors: [literal],
      begins,
      format: false,
      files: "programs",
      confirm: ({ path, bytes }, at, { marks, asked }) => {
        if (marks.has("parse") || !isProgram(path)) return undefined;
        if (begins === "part" && !beginsPart(bytes.toString("latin1", Math.max(0, at - 1), at + 1), Math.min(1, at)))
          return undefined;
        let packages = asked.get(info.id);
        if (!packages) asked.set(info.id, (packages = new Set()));
        if (meets(bytes, at + literal.length, packages)) marks.add("parse");
        return undefined;
      },
    })),
  ),
);
