// Whether two values stand in one object, block or section, by what stands between them. Tolerant and without a parser: brackets, tags,
// indentation and headings are counted in one pass.
import { fileKind } from "../generic/file-kind.ts";

/** How a value stands in the text. */
export interface Placed {
  readonly start: number;
  readonly end: number;
}

/** What wraps one name and its value alone. */
type Wrapper = "call" | "pair" | "element";

const before = 200;
const wrappers: readonly (readonly [Wrapper, RegExp])[] = [
  // `set("name", "value")`.
  ["call", /\(\s{0,8}["'`][\w.:-]{1,60}["'`]\s{0,4},\s{0,8}[@bru]{0,2}["'`]?$/iu],
  // `{ "name": "X", "value": "x" }`, and the same in YAML.
  ["pair", /(?:value|default|defaultValue|val)\\{0,3}["'`]?\s{0,4}[:=]\s{0,4}\\{0,3}["'`]?$/iu],
  // `<name>x</name>`.
  ["element", />\s{0,40}$/u],
];

const indented = /\.(?:ya?ml|pyi?|rb|exs?|nim|coffee|haml|pug|sls)$/iu;
const yaml = /\.ya?ml$/iu;
const sectioned = /\.(?:ini|cfg|cnf|conf|toml|properties|s3cfg)$|(?:^|\/)\.?[\w-]{1,40}$/iu;
const heading = /^[ \t]{0,8}\[[^\]\n"'{},]{1,100}\][ \t]{0,8}(?:[#;]|$)|^---[ \t]{0,4}$/u;
const bracket = /[()[\]{}]/u;
const item = /^(?<blank>[ \t]{0,200})(?<dashes>(?:-[ \t]{1,8}){0,4})(?<content>.{0,80})/u;
const mapping = /^["']?[\w.-]{1,80}["']?\s{0,4}:(?:\s|$)/u;

/** What the ending of a file says of its blocks. */
interface Layout {
  readonly isYaml: boolean;
  /** Indentation says what belongs together. */
  readonly isIndented: boolean;
  /** Headings may begin a block. */
  readonly isSectioned: boolean;
  readonly mayHaveTags: boolean;
}

let lastPath: string | undefined;
let lastLayout: Layout | undefined;

/** The last answer is kept, since a file is asked about for each of its pairs. */
function layoutOf(path: string): Layout {
  if (lastLayout && path === lastPath) return lastLayout;
  lastPath = path;
  lastLayout = {
    isYaml: yaml.test(path),
    isIndented: indented.test(path),
    isSectioned: sectioned.test(path),
    mayHaveTags: fileKind(path).unquoted !== "code",
  };
  return lastLayout;
}

const closing: Readonly<Record<string, string>> = { "}": "{", "]": "[", ")": "(" };

function wrapperOf(text: string, { start }: Placed): Wrapper | undefined {
  const lead = text.slice(Math.max(0, start - before), start);
  return wrappers.find(([, pattern]) => pattern.test(lead))?.[0];
}

/** What the walk meets: one bracket or tag that opens or closes, by its kind. */
interface Event {
  readonly kind: string;
  readonly opens: boolean;
}

// What may be met, and the quotes.
const marks = new Uint8Array(128);
for (const mark of "\"'`<>{[()]}") marks[mark.charCodeAt(0)] = 1;

/** The brackets and tags of a piece of text, in order, without those in string literals that end on their line. */
function eventsIn(text: string, hasTags: boolean): Event[] {
  const events: Event[] = [];
  let isTag = false;
  // The value's own closing quote opens nothing.
  for (let i = /^\\{0,3}["'`]/u.exec(text)?.[0].length ?? 0; i < text.length; i++) {
    if (marks[text.charCodeAt(i)] !== 1) continue;
    const char = text.charAt(i);
    if (char === '"' || char === "'" || char === "`") {
      const close = text.indexOf(char, i + 1);
      const newline = text.indexOf("\n", i + 1);
      if (close > 0 && (newline < 0 || close < newline)) i = close;
    } else if (hasTags && char === "<") {
      if (text.startsWith("<!--", i)) continue;
      const closes = text[i + 1] === "/";
      isTag = !closes;
      if (closes || /[A-Za-z]/u.test(text.charAt(i + 1))) events.push({ kind: "<", opens: !closes });
    } else if (hasTags && char === ">") {
      // `<x/>` opens nothing.
      if (isTag && text[i - 1] === "/") events.pop();
      isTag = false;
    } else if ("{[(".includes(char)) events.push({ kind: char, opens: true });
    else if (closing[char] !== undefined) events.push({ kind: closing[char], opens: false });
  }
  // A tag that does not end here holds the second value among its attributes.
  if (isTag) events.pop();
  return events;
}

/** The brackets that are closed without having been opened, and those that are left open. */
function unbalanced(events: readonly Event[]): { closed: string[]; opened: string[] } {
  const closed: string[] = [];
  const opened: string[] = [];
  for (const { kind, opens } of events) {
    if (opens) opened.push(kind);
    else if (opened.at(-1) === kind) opened.pop();
    else closed.push(kind);
  }
  return { closed, opened };
}

function isOneBracketBlock(
  text: string,
  between: string,
  [a, b]: readonly [Placed, Placed],
  hasTags: boolean,
): boolean {
  const { closed, opened } = unbalanced(eventsIn(between, hasTags));
  if (closed.length === 0 && opened.length === 0) return true;
  const isOwn = (kinds: readonly string[], kind: string | undefined): boolean => kinds.every((each) => each === kind);
  const around = { call: "(", pair: hasTags ? "<" : "{", element: "<" };
  const [own, other] = [wrapperOf(text, a), wrapperOf(text, b)].map((each) => each && around[each]);
  return closed.length <= 1 && opened.length <= 1 && isOwn(closed, own) && isOwn(opened, other);
}

/** The columns at which the list's item and its content begin on a line. */
function columnsOf(line: string): { raw: number; content: number; isItem: boolean } {
  const { blank = "", dashes = "", content = "" } = item.exec(line)?.groups ?? {};
  const isItem = dashes !== "";
  // `- NAME=x` is itself an item of the block, `- name: x` begins one.
  const inner = isItem && mapping.test(content) ? blank.length + dashes.length : blank.length;
  return { raw: blank.length, content: inner, isItem };
}

/** By indentation: no line between goes back to the left of the first, and the second is not further in. */
function isOneIndentedBlock(text: string, [a, b]: readonly [Placed, Placed], isMapping: boolean): boolean {
  const from = text.lastIndexOf("\n", a.start - 1) + 1;
  const lineEnd = text.indexOf("\n", b.start);
  const lines = text.slice(from, lineEnd < 0 ? text.length : lineEnd).split("\n");
  const last = text.slice(from, b.start).split("\n").length - 1;
  const own = columnsOf(lines[0] ?? "");
  const isPair = wrapperOf(text, a) === "pair" && wrapperOf(text, b) === "pair";
  for (const [index, line] of lines.entries()) {
    if (index === 0 || /^\s*(?:#|$)/u.test(line)) continue;
    const { raw, content, isItem } = columnsOf(line);
    if (raw < own.content && !(isPair && isItem && content >= own.content)) return false;
    if (index === last && isMapping && content > own.content) return false;
    if (index === last) return true;
  }
  return true;
}

/** True when two values of a text belong to one block. The first ends before the second begins. */
export function isOneBlock(path: string, text: string, pair: readonly [Placed, Placed]): boolean {
  const [a, b] = pair;
  const between = text.slice(a.end, b.start);
  const { isYaml, isIndented, isSectioned, mayHaveTags } = layoutOf(path);
  if (
    isSectioned &&
    between
      .split("\n")
      .slice(1)
      .some((line) => heading.test(line.trimEnd()))
  )
    return false;
  if (isYaml && /\n---[ \t\r]{0,4}\n/u.test(between)) return false;
  const hasTags = mayHaveTags && between.includes("<");
  if ((hasTags || bracket.test(between)) && !isOneBracketBlock(text, between, pair, hasTags)) return false;
  // Inside brackets the indentation says nothing.
  if (!isIndented || !between.includes("\n")) return true;
  return isOneIndentedBlock(text, pair, isYaml);
}
