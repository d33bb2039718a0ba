import type { Offsets } from "../shared-offsets.ts";
import type { Reach } from "../version-search.ts";
import type { LookName } from "../compile/looks.ts";
import type { OpenQuotes } from "../generic/open-quotes.ts";
import type { JudgedLines } from "../generic/judged-lines.ts";
import type { Candidate, Part } from "../../model/candidate.ts";
import type { RuleInfo } from "../../model/rule.ts";
import type { Confidence, Severity } from "../../model/severity.ts";
import type { SourceText, Span } from "../../model/text.ts";
import type { EncodedPlaces } from "../decode/places.ts";
import type { Evidence } from "../judge/evidence.ts";
import { judge } from "../judge/judge.ts";

/** What the search has to say to other stages: the program is worth parsing, a comment accepts findings. */
export type Mark = "parse" | "ignore";

/** What the detectors of one text share. */
export interface TextContext {
  /** Offsets of values that a structure has found, so that each is judged once. */
  readonly seen: Offsets;
  /** Offsets of the names that the generic detector has read: several anchors hit one name. */
  readonly named: Set<number>;
  /** Told of the place of a name that promises no secret, whatever it is given: the search need not report it again in any text. */
  readonly passOver: (start: number, end: number) => void;
  /** What the detector of names said of lines, of this text and of those before. */
  readonly lines: JudgedLines;
  readonly isReference: (value: string) => boolean;
  readonly marks: Set<Mark>;
  /** Takes what a hit shows besides its first candidate. */
  readonly add: (candidate: Candidate | undefined) => void;
  readonly encoded: EncodedPlaces;
  /** Say of what the judge decides what it weighed. */
  readonly explain: boolean;
  readonly quotes: OpenQuotes;
  /** By AST check: packages whose import was looked at. */
  readonly asked: Map<string, Set<string>>;
  /** Told by detectors that have a reach of what they read beyond it. */
  readonly reach: Reach;
}

/** A value and all that is known of it, not judged so far. */
export interface Sighting {
  readonly ruleId: string;
  readonly span: Span;
  readonly evidence: Evidence;
  readonly severity?: Severity;
  /** The syntax alone shows that a password stands here, so a doubtful judgement counts one step more. */
  readonly sure?: boolean;
  /** What stands first among the reasons. */
  readonly reason?: string;
  /** Why it is most likely none: its confidence is low. */
  readonly doubt?: string;
  /** The user and the server, where the syntax names them. */
  readonly related?: readonly Part[];
}

/**
 * What must stand around an anchor for the detector to find anything. The search looks for it, so that most hits cost nothing; it may
 * let more pass, so the detector looks again.
 */
export type Where =
  /** The anchor is part of a name that something may be given to. */
  | { readonly what: "assigned" }
  /** An `@` follows as in a URL with a user. */
  | { readonly what: "user-info" }
  /** A pair as connection strings have them: an equals sign follows, and a semicolon parts it from the pair before or the next one. */
  | { readonly what: "pair" }
  /** A value of a mapping that may have its name beside it, as pair.ts reads them. */
  | { readonly what: "named-beside" }
  /** `password ` or `password(`, and what a statement of SQL may go on with. */
  | { readonly what: "statement" }
  /** A scheme of HTTP and what may be credentials. */
  | { readonly what: "scheme" }
  /**
   * A command: the word goes on in small letters and hyphens, and ends at a blank or quote. Behind it on its line, or in its list, an
   * option of two bytes, or `password`; or nothing where that is empty.
   */
  | { readonly what: "command"; readonly sign: string; readonly orPassword: boolean }
  /** A call with a string among its arguments, with `later` behind the first of them. */
  | { readonly what: "call"; readonly later: boolean }
  /** What the detector reads first. */
  | { readonly what: "look"; readonly look: LookName }
  /** One or two bytes in this very case follow, the first of them fewer than `within` bytes (800 at most) behind the anchor. */
  | { readonly what: "sign"; readonly sign: string; readonly within: number }
  /** At least so many characters of the groups (compile/groups.ts) of these follow at once. */
  | { readonly what: "behind"; readonly least: number; readonly of: string };

/** `word`: no letter, digit or underscore; `part`: no letter, or a lower-case one before a capital. */
export type Begins = "word" | "part" | "anywhere";

/** Finds what a syntax marks as a secret: anchors as data, and a look at the window around a hit. */
export interface TextDetector {
  readonly rules: readonly RuleInfo[];
  /** Literals of three bytes or more, without case. */
  readonly anchors: readonly string[];
  /** More of them, compared with case. */
  readonly cased?: readonly string[];
  /** What stands before its anchors, or before one of them. The search may let more pass, so the detector looks again. */
  readonly begins?: Begins | ((anchor: string) => Begins);
  /** True for formats that prove themselves, which count in binary files too. */
  readonly format: boolean;
  /** `programs`: hits count in JavaScript and TypeScript only; `tables`: in files of separated values. */
  readonly files?: "programs" | "tables";
  /** What must stand around its anchors, or around one of them. */
  readonly where?: Where | ((anchor: string) => Where | undefined);
  readonly confirm: (text: SourceText, at: number, context: TextContext) => Candidate | undefined;
  /**
   * So many bytes on either side of the anchor decide what it finds, with those that it tells `context.reach` of: in another version of
   * the file that has them too it is not asked again. It leaves no marks. Default: the whole text decides.
   */
  readonly reach?: number;
  /** The same without the judgement, where the judge decides. */
  readonly sight?: (text: SourceText, at: number, context: TextContext) => Sighting | undefined;
}

/** What a hit shows besides its first sighting. */
type Others = (text: SourceText, at: number, context: TextContext) => readonly Sighting[];

/** A detector whose sightings the judge decides on. */
export function judged(
  rules: readonly RuleInfo[],
  anchors: readonly string[],
  sight: (text: SourceText, at: number, context: TextContext) => Sighting | undefined,
  {
    begins = "anywhere",
    files,
    where,
    reach,
    cased,
    others,
  }: Pick<TextDetector, "begins" | "files" | "where" | "reach" | "cased"> & { readonly others?: Others } = {},
): TextDetector {
  return {
    rules,
    anchors,
    begins,
    ...(files && { files }),
    ...(where && { where }),
    ...(reach !== undefined && { reach }),
    ...(cased && { cased }),
    format: false,
    sight,
    confirm(text, at, context) {
      const sighting = sight(text, at, context);
      if (sighting && others)
        for (const other of others(text, at, context)) context.add(candidateOf(other, rules, context));
      return sighting && candidateOf(sighting, rules, context);
    },
  };
}

// No word of a language, and too long for a port or year. What calls itself mine, or numbers a name (`password_10`), is a sample.
const chosen = /^(?=.*\d)(?!my|your|some|.{0,20}[a-z]_\d{1,2}$).{6}/isu;

/** One step surer, where the syntax is evidence of its own, so that even a password that everybody tries is one. Words stay where they are. */
function surer(confidence: Confidence, value: string): Confidence {
  if (confidence === "medium") return "high";
  return confidence === "low" && chosen.test(value) ? "medium" : confidence;
}

/** The judge's verdict on a sighting, as a candidate. */
export function candidateOf(
  sighting: Sighting,
  rules: readonly RuleInfo[],
  { explain }: Pick<TextContext, "explain">,
): Candidate | undefined {
  const judgement = judge(sighting.evidence, explain);
  const rule = rules.find(({ id }) => id === sighting.ruleId);
  if (!judgement || !rule) return undefined;
  const { name } = sighting.evidence;
  const { doubt } = sighting;
  const reasons = sighting.reason === undefined ? judgement.reasons : [sighting.reason, ...judgement.reasons];
  const confidence =
    sighting.sure === true ? surer(judgement.confidence, sighting.evidence.value) : judgement.confidence;
  return {
    ruleId: rule.id,
    kind: rule.kind,
    span: sighting.span,
    severity: sighting.severity ?? rule.severity,
    confidence: doubt === undefined ? confidence : "low",
    ...(name === "" || rule.kind !== "generic" ? {} : { name }),
    reasons: doubt === undefined ? reasons : [...reasons, doubt],
    ...(judgement.judged && { judged: judgement.judged }),
    ...(sighting.related && sighting.related.length > 0 && { related: sighting.related }),
    also: [],
  };
}
