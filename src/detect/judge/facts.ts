import { shannon } from "../entropy.ts";
import type { Evidence } from "./evidence.ts";
import { guessable } from "./guessable.ts";
import { familiarity } from "./language.ts";
import { words } from "./names.ts";
import { isPassphrase } from "./passphrase.ts";

function orderedShare(value: string): number {
  let ordered = 0;
  for (let i = 1; i < value.length; i++) {
    const step = value.charCodeAt(i) - value.charCodeAt(i - 1);
    if ((step >= -1 && step <= 1) || (value[i] === "0" && value[i - 1] === "9")) ordered++;
  }
  return ordered / Math.max(1, value.length - 1);
}

// No dots, hyphens or colons, which join what names something.
const longKey = /^[\w+/]{32,200}={0,2}$/u;
const ofSamples = /test|demo|sample|example|dummy|foo|bar|temp|guest|^(?:my|your|some)/iu;
const numbered = /^[^\d\s]{3,30}\d{1,2}$/u;

/** Measured once for all features; what costs more than a look at each character, only where a feature asks for it. */
export class Facts {
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
  readonly isPassword: boolean;
  #variety: number | undefined;
  #ordered: number | undefined;
  #guessable: boolean | undefined;
  #names: readonly string[] | undefined;

  constructor(evidence: Evidence) {
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
    this.evidence = evidence;
    this.length = value.length;
    this.lower = lower;
    this.upper = upper;
    this.digits = digits;
    this.spaces = spaces;
    this.signs = signs;
    this.foreign = foreign;
    this.classes = Number(lower > 0) + Number(upper > 0) + Number(digits > 0) + Number(signs > 0);
    this.familiarity = familiarity(value);
    this.isPassword = evidence.nameKind === "password";
  }

  /** Shannon entropy as a share of what the length and the classes in use allow. */
  get variety(): number {
    const { lower, upper, digits, signs, foreign, length } = this;
    const alphabet = (lower && 26) + (upper && 26) + (digits && 10) + (signs && 20) + (foreign && 30);
    return (this.#variety ??= shannon(this.evidence.value) / Math.log2(Math.max(2, Math.min(length, alphabet))));
  }

  /** Share of steps to the same or the next character. */
  get ordered(): number {
    return (this.#ordered ??= orderedShare(this.evidence.value));
  }

  get guessable(): boolean {
    return (this.#guessable ??= guessable(this.evidence.value));
  }

  /** A password that everybody tries. */
  get isTried(): boolean {
    return this.isPassword && this.guessable;
  }

  /**
   * A password that everybody tries, made up to please a policy (`P@ssw0rd!2021`), in a configuration file: there it was set, where
   * texts, tests and programs show how one looks.
   */
  get isComposed(): boolean {
    const { file, inComment, value } = this.evidence;
    const isSet = file.unquoted !== "code" && !file.prose && !file.locale && !file.test && !file.sample && !inComment;
    return isSet && this.isTried && this.classes === 4 && this.length >= 9 && !ofSamples.test(value);
  }

  /** Of a user interface the text beside a field, numbered: `Kennwort2`. */
  get isLabel(): boolean {
    return this.evidence.file.locale && numbered.test(this.evidence.value);
  }

  /** A password that people choose so, which the signals of drawn values speak against: tried by everybody, or a phrase. */
  get isChosen(): boolean {
    return this.isTried || (this.isPassword && this.spaces > 0 && isPassphrase(this.evidence.value));
  }

  /**
   * The key of something unknown, unless it is as long and mixed as a key of a service, and a word in a string without quotes of its own:
   * most of what trees hold of these is none, which a corpus of secrets does not show.
   */
  get isDoubtful(): boolean {
    const { nameKind, inString, quoted, value } = this.evidence;
    const isSomeKey = nameKind === "some-key" && !(this.classes >= 3 && longKey.test(value));
    return isSomeKey || (inString && !quoted);
  }

  /** The words of the name. */
  get names(): readonly string[] {
    return (this.#names ??= words(this.evidence.name));
  }
}
