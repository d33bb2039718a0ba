// The literals by which the scan finds rules and detectors, and what their confirm functions need around them.
import type { DetectorRule } from "../../model/rule.ts";
import type { Begins, TextDetector } from "../structure/text-detector.ts";
import {
  ALWAYS,
  ASSIGNED,
  FENCED,
  IN_PROGRAM,
  IN_TABLE,
  IN_TEXT,
  LOOK,
  NAMED_BESIDE,
  OPTION,
  PAIRED,
  RUN_STARTS,
  SCHEME,
  SIGN_FOLLOWS,
  STATEMENT,
  USER_INFO,
  VALUE_FOLLOWS,
  VALUE_NEAR,
} from "../kernel/layout.ts";
import { groupsOf } from "./groups.ts";
import { looks } from "./looks.ts";
import { aroundAnchor, valueStart } from "./surroundings.ts";

export interface Literal {
  /** In lower case, unless `cased`. */
  readonly text: string;
  /** Compared with case. */
  readonly cased: boolean;
  readonly begins: Begins;
  /** One of the conditions in kernel/layout.ts. */
  readonly condition: number;
  /**
   * Four bytes that say more of the condition. VALUE_FOLLOWS and VALUE_NEAR: the least length of a value's first stretch, with FENCED, its groups,
   * its first two bytes. SIGN_FOLLOWS: two bytes (the second 0: any), and within how many, in fours. OPTION: two bytes (0: none), and in
   * the last one whether `password` stands for them too. LOOK: which one, and what else it is told. All others: the least length of the stretch behind
   * the literal and its groups, and the same of the stretch before it.
   */
  readonly details?: readonly [number, number, number, number];
  /** What the text must be: IN_TEXT and the like. */
  readonly files?: number;
}

/** True when the rule's matches surely hold the anchor in this very case: its pattern says so, and says it in no other case. */
function isCased({ pattern = "", ignoreCase, anyCase }: DetectorRule, anchor: string): boolean {
  if (ignoreCase || anyCase === true) return false;
  const count = (text: string, piece: string): number => text.split(piece).length - 1;
  const bare = pattern.replaceAll("\\.", ".").replaceAll("\\/", "/").replaceAll("\\+", "+");
  const exact = count(bare, anchor);
  return exact > 0 && exact === count(bare.toLowerCase(), anchor.toLowerCase());
}

/** The literals of a rule from rules/*.yml. */
export function ruleLiterals(rule: DetectorRule): Literal[] {
  const { names, anchors = [], run = false } = rule;
  const files = rule.kind === "provider" ? 0 : IN_TEXT;
  if (names) {
    const { least, groups, first, second, fenced } = valueStart(rule);
    const condition = run ? VALUE_FOLLOWS : least > 0 ? VALUE_NEAR : ALWAYS;
    const details = [least | (fenced ? FENCED : 0), groups, first, second] as const;
    return names.map((name) => ({
      text: name.toLowerCase(),
      cased: false,
      begins: "part",
      condition,
      ...(condition !== ALWAYS && { details }),
      files,
    }));
  }
  const begins = rule.before === 0 && rule.boundary !== "none" ? "word" : "anywhere";
  const condition = run ? RUN_STARTS : ALWAYS;
  return anchors.map((anchor) => {
    const cased = isCased(rule, anchor);
    const { before, behind } = aroundAnchor(rule, anchor);
    const details = [behind.least, behind.groups, before.least, before.groups] as const;
    return { text: cased ? anchor : anchor.toLowerCase(), cased, begins, condition, details, files };
  });
}

function whereOf({ where }: TextDetector, anchor: string): Pick<Literal, "condition" | "details"> {
  const asked = typeof where === "function" ? where(anchor) : where;
  switch (asked?.what) {
    case "assigned":
      return { condition: ASSIGNED };
    case "user-info":
      return { condition: USER_INFO };
    case "pair":
      return { condition: PAIRED };
    case "named-beside":
      return { condition: NAMED_BESIDE };
    case "statement":
      return { condition: STATEMENT };
    case "scheme":
      return { condition: SCHEME };
    case "command": {
      const [first = 0, second = 0] = Buffer.from(asked.sign, "latin1");
      return { condition: OPTION, details: [first, second, 0, asked.orPassword ? 1 : 0] };
    }
    case "sign": {
      const [first = 0, second = 0] = Buffer.from(asked.sign, "latin1");
      return { condition: SIGN_FOLLOWS, details: [first, second, Math.ceil(asked.within / 4), 0] };
    }
    case "call":
      return { condition: LOOK, details: [looks.call, asked.later ? 1 : 0, 0, 0] };
    case "look":
      return { condition: LOOK, details: [looks[asked.look], 0, 0, 0] };
    case "behind":
      return { condition: ALWAYS, details: [asked.least, groupsOf(asked.of), 0, 0] };
    case undefined:
      return { condition: ALWAYS };
  }
}

const kinds = { programs: IN_PROGRAM, tables: IN_TABLE } as const;

/** The literals of a detector in code. */
export function detectorLiterals(detector: TextDetector): Literal[] {
  const { anchors, cased = [], begins = "anywhere" } = detector;
  const files = (detector.format ? 0 : IN_TEXT) | (detector.files ? kinds[detector.files] : 0);
  const literal = (anchor: string, isCased: boolean): Literal => ({
    text: isCased ? anchor : anchor.toLowerCase(),
    cased: isCased,
    begins: typeof begins === "function" ? begins(anchor) : begins,
    files,
    ...whereOf(detector, anchor),
  });
  return [...anchors.map((anchor) => literal(anchor, false)), ...cased.map((anchor) => literal(anchor, true))];
}

/** What the shipped tables depend on besides the rules they were generated with. */
export function detectorAnchors(detectors: readonly TextDetector[]): string {
  return JSON.stringify(detectors.map(detectorLiterals));
}
