// Turns allow lists of gitleaks into those of our rule files. What cannot be said the same way is left out: then more is
// reported, never less.
import { checkAllow, RuleMistake } from "../detect/user-rules/compile.ts";
import type { Allow } from "../detect/user-rules/user-rule.ts";
import type { GitleaksAllowlist } from "./gitleaks-config.ts";
import { parseGoRegex } from "./go-regex/parse.ts";
import { GoRegexProblem } from "./go-regex/problem.ts";
import { writeRegex, type WriteOptions } from "./go-regex/write.ts";
import type { Tell } from "./notes.ts";

/** The schema's longest regex. */
const longest = 4000;

/** The regex for JavaScript. Throws a `GoRegexProblem` or a `RuleMistake`. */
export function carriedRegex(regex: string, target: WriteOptions["target"]): string {
  const written = writeRegex(parseGoRegex(regex).node, { target });
  if (written.length > longest) throw new GoRegexProblem("is too long");
  checkAllow([{ values: [written] }]);
  return written;
}

const listOf = { secret: "values", match: "matches", line: "lines" } as const;

/** An allow list of a rule or of the file; nothing where none of it can be carried over. */
export function carriedAllow(list: GitleaksAllowlist, tell: Tell): Allow | undefined {
  const carried = (regexes: readonly string[], name: string, target: WriteOptions["target"]): string[] =>
    regexes.flatMap((regex, i) => {
      try {
        return [carriedRegex(regex, target)];
      } catch (error) {
        if (!(error instanceof GoRegexProblem || error instanceof RuleMistake)) throw error;
        tell("left out", `${list.at}.${name}[${String(i)}]`, error.message);
        return [];
      }
    });
  const paths = carried(list.paths, "paths", "text");
  const regexes = carried(list.regexes, "regexes", "bytes");
  const { stopwords, commits, isAll } = list;
  const isShort =
    isAll && ((list.paths.length > 0 && paths.length === 0) || (list.regexes.length > 0 && regexes.length === 0));
  if (commits.length > 0) {
    const those = "commits cannot be named in a rule file: use a baseline";
    tell("left out", isAll ? list.at : `${list.at}.commits`, those);
    if (isAll) return undefined;
  }
  if (isShort) {
    tell("left out", list.at, "it needs all of its lists, and one of them could not be carried over");
    return undefined;
  }
  if (paths.length + regexes.length + stopwords.length === 0) return undefined;
  return {
    ...(paths.length > 0 && { paths }),
    ...(regexes.length > 0 && { [listOf[list.target]]: regexes }),
    ...(stopwords.length > 0 && { words: stopwords }),
    ...(isAll && { when: "all" }),
  };
}
