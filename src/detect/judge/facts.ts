import { shannon } from "../entropy.ts";
import type { Evidence } from "./evidence.ts";
import { guessable } from "./guessable.ts";
import { familiarity } from "./language.ts";
import { words } from "./names.ts";

/** Measured once for all features. */
export interface Facts {
  readonly evidence: Evidence;
  readonly length: number;
  readonly lower: number;
  readonly upper: number;
  readonly digits: number;
  readonly spaces: number;
  readonly signs: number;
  readonly foreign: number;
  /** How many of lower case, upper case, digits and signs occur. */
  readonly classes: number;
  /** Bits a letter above an even draw; see `familiarity`. */
  readonly familiarity: number;
  /** Shannon entropy as a share of what the length and the classes in use allow. */
  readonly variety: number;
  /** Share of steps to the same or the next character. */
  readonly ordered: number;
  readonly guessable: boolean;
  readonly isPassword: boolean;
  readonly names: readonly string[];
}

function orderedShare(value: string): number {
  let ordered = 0;
  for (let i = 1; i < value.length; i++) {
    const step = value.charCodeAt(i) - value.charCodeAt(i - 1);
    if ((step >= -1 && step <= 1) || (value[i] === "0" && value[i - 1] === "9")) ordered++;
  }
  return ordered / Math.max(1, value.length - 1);
}

/** Measures one value and its name. */
export function measure(evidence: Evidence): Facts {
  const { value } = evidence;
  let lower = 0;
  let upper = 0;
  let digits = 0;
  let spaces = 0;
  let foreign = 0;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code >= 97 && code <= 122) lower++;
    else if (code >= 65 && code <= 90) upper++;
    else if (code >= 48 && code <= 57) digits++;
    else if (code === 32) spaces++;
    else if (code > 127) foreign++;
  }
  const signs = value.length - lower - upper - digits - spaces - foreign;
  const alphabet = (lower && 26) + (upper && 26) + (digits && 10) + (signs && 20) + (foreign && 30);
  const most = Math.log2(Math.max(2, Math.min(value.length, alphabet)));
  return {
    evidence,
    length: value.length,
    lower,
    upper,
    digits,
    spaces,
    signs,
    foreign,
    classes: Number(lower > 0) + Number(upper > 0) + Number(digits > 0) + Number(signs > 0),
    familiarity: familiarity(value),
    variety: shannon(value) / most,
    ordered: orderedShare(value),
    guessable: guessable(value),
    isPassword: evidence.nameKind === "password",
    names: words(evidence.name),
  };
}
