// Whether no-hardcoded-credential may report in a program: the sink of a package that it imports, or a global one, is called, and what
// stands where the secret belongs may be constant.
import type { Role, Sink } from "../sinks/sink.ts";
import { sinksOf } from "../sinks/sinks.ts";
import { calleeAt, isGiven, modulesOf } from "./calls.ts";
import { createConstants, type Accepts, type Constants } from "./constants.ts";
import { nameAt } from "./names.ts";
import { char, closing, textOf, token, type Tokens } from "./tokens.ts";

/** A secret argument, or a property of one. */
interface Place {
  /** Last name of the function; empty where it may be called anything. */
  readonly word: string;
  /** Empty for a whole argument. */
  readonly property: string;
  readonly argument: number;
  readonly role: Role;
}

const places = new Map<Sink, readonly Place[]>();

/** The last name of what a sink's table calls; empty where that is the program's choice. */
function wordOf(call: string): string {
  const last = call.replaceAll("()", "").replace(/^new /u, "").split(".").at(-1) ?? "";
  return last === "default" || last === "*" ? "" : last;
}

function placesOf(sink: Sink): readonly Place[] {
  let found = places.get(sink);
  if (!found) {
    const words = new Set(sink.calls.map(wordOf));
    found = Object.entries(sink.secrets).flatMap(([key, role]) => {
      const [argument, ...path] = key.split(".");
      return Array.from(words, (word) => ({ word, property: path.at(-1) ?? "", argument: Number(argument), role }));
    });
    places.set(sink, found);
  }
  return found;
}

/** Where those of the texts stand that are names or in quotes. */
function placesByText(tokens: Tokens, texts: ReadonlySet<string>): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (let i = 0; i < tokens.codes.length; i++) {
    const code = tokens.codes[i];
    if (code !== token.name && code !== token.string) continue;
    const text = code === token.name ? nameAt(tokens, i) : textOf(tokens, i);
    if (!texts.has(text)) continue;
    const before = found.get(text);
    if (before) before.push(i);
    else found.set(text, [i]);
  }
  return found;
}

const acceptsOf = ({ find }: Role): Accepts | undefined => find && ((text) => find(text) !== undefined);

/** True where an object literal is all of the expression. */
function isObject({ codes, partners }: Tokens, index: number): boolean {
  const after = codes[(partners[index] ?? index) + 1] ?? 0;
  return codes[index] === char("{") && (after === char(",") || after === char(";") || closing.has(after));
}

/** True where the property whose name stands at `index` may be given such a constant. */
function mayHold(tokens: Tokens, index: number, constants: Constants, role: Role, name: string): boolean {
  const { codes } = tokens;
  const [before, after] = [codes[index - 1], codes[index + 1]];
  if (after === char(":") || (after === char("=") && before !== char(".")))
    return !isObject(tokens, index + 2) && constants.worthAt(index + 2, acceptsOf(role)) === 2;
  // A key in brackets, a type before the value of a class's field.
  if (after === char("]")) return codes[index + 2] === char(":");
  if (before !== char("{") && before !== char(",")) return false;
  return (after === char(",") || after === char("}")) && constants.isConstant(name);
}

export function mayHardcode(tokens: Tokens): boolean {
  const { codes, partners } = tokens;
  const { text } = tokens;
  // To look for a text takes a fraction of looking at every token.
  const possible = ["", ...modulesOf(tokens)]
    .flatMap((module) => sinksOf(module))
    .flatMap(placesOf)
    .filter(({ word, property }) => text.includes(word) && text.includes(property));
  if (possible.length === 0) return false;
  const byText = placesByText(tokens, new Set(possible.flatMap(({ word, property }) => [word, property])));
  const called = possible.filter(
    ({ word, property }) => (word === "" || byText.has(word)) && (property === "" || byText.has(property)),
  );
  if (called.length === 0) return false;
  const constants = createConstants(tokens);

  const properties = called.filter(({ property }) => property !== "");
  for (const { property, role } of properties) {
    if (byText.get(property)?.some((index) => mayHold(tokens, index, constants, role, property)) === true) return true;
  }

  const whole = called.filter(({ property }) => property === "");
  const renamed = new Set(
    whole
      .map(({ word }) => word)
      .filter((word) => byText.get(word)?.some((index) => isRenamed(tokens, index)) === true),
  );
  /** Where the argument of that number stands in the call whose parenthesis stands at `paren`. */
  const argumentAt = (paren: number, number: number): { from: number; to: number } | undefined => {
    const end = partners[paren] ?? 0;
    let from = paren + 1;
    let count = 0;
    for (let i = from; i < end; i++) {
      const partner = partners[i] ?? -1;
      if (partner > i) i = partner;
      // Commas may part types from here on.
      else if (codes[i] === char("<")) return { from, to: end };
      else if (codes[i] === char(",")) {
        if (count++ === number) return { from, to: i };
        from = i + 1;
      }
    }
    return count === number && from < end ? { from, to: end } : undefined;
  };
  if (whole.length === 0) return false;
  for (let paren = 1; paren < codes.length; paren++) {
    if (codes[paren] !== char("(")) continue;
    const callee = calleeAt(tokens, paren);
    if (!callee) continue;
    const { word } = callee;
    for (const place of whole) {
      const isCalled = word === undefined || word === place.word || place.word === "" || renamed.has(place.word);
      const argument = isCalled ? argumentAt(paren, place.argument) : undefined;
      if (!argument || isObject(tokens, argument.from)) continue;
      if (constants.worthOf(argument.from, argument.to, acceptsOf(place.role)) === 2) return true;
    }
  }
  return false;
}

/** True where a function that is named at `index` gets another name. */
function isRenamed(tokens: Tokens, index: number): boolean {
  const { codes } = tokens;
  const last = codes[index] === token.string && codes[index + 1] === char("]") ? index + 1 : index;
  const after = codes[last + 1];
  if (after === char(":") || (after === token.name && textOf(tokens, last + 1) === "as")) return true;
  return isGiven(tokens, last);
}
