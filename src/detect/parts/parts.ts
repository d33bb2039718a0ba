// Finds what belongs to a secret: the id of a key, the user of a password, the tenant of a client. Runs only where a secret was found,
// on a small window around it. A part is taken from the secret's own block, by the names first and by the distance then; an id or a user
// belongs to one secret only.
import type { Candidate, Part } from "../../model/candidate.ts";
import type { PartRole, PartRule } from "../../model/rule.ts";
import type { SourceText, Span } from "../../model/text.ts";
import { assignedName } from "../assigned-name.ts";
import { isOneBlock } from "./block.ts";
import { type NamedValue, NamedValues } from "./named.ts";
import { agreement, stemOf } from "./stem.ts";
import { latin1 } from "../../model/slice.ts";

/** Parts of a secret stand at most so many lines from it, where its rule says nothing else. */
const fewLines = 6;
/** And at most so many bytes. */
const farthest = 1000;
/** Of one role, the nearest on either side are looked at. */
const mostOnSide = 4;
/** Each costs about as much as finding it did, since only what stands around it is looked at; more than this many would be felt. */
const mostSecrets = 100_000;

/** These stand once for many secrets. */
const shared: ReadonlySet<PartRole> = new Set(["tenant", "account", "host"]);

/** What the rule of an id asks for, where it asks for something. */
type PartsOf = (ruleId: string) => readonly PartRule[] | undefined;

/** A secret and one part that could be its own. */
interface Pair {
  readonly secret: Candidate;
  readonly part: Part;
  readonly rank: number;
  readonly distance: number;
}

interface Window {
  readonly from: number;
  readonly text: string;
}

/** Where the lines before `at` begin, its own one and so many more. */
function lastLines(text: string, at: number, lines: number): number {
  let end = at;
  for (let left = lines; left >= 0 && end > 0; left--) end = text.lastIndexOf("\n", end - 1);
  return Math.min(end + 1, at);
}

/** Where the lines behind `at` end, its own one and so many more. */
function firstLines(text: string, at: number, lines: number): number {
  let end = at - 1;
  for (let left = lines; left >= 0; left--) {
    end = text.indexOf("\n", end + 1);
    if (end < 0) return text.length;
  }
  return end;
}

/** The lines around a span, cut where they are long. As a string they are searched by native code. */
function windowAround({ bytes }: SourceText, span: Span, lines: number): Window {
  const start = Math.max(0, span.start - farthest);
  const text = latin1(bytes, start, span.end + farthest);
  const from = lastLines(text, span.start - start, lines);
  return { from: start + from, text: text.slice(from, firstLines(text, span.end - start, lines)) };
}

/** True where every line end between two spans is escaped. */
function isOneCommand({ from, text }: Window, a: Span, b: Span): boolean {
  const between = text.slice(Math.min(a.end, b.end) - from, Math.max(a.start, b.start) - from);
  return !/(?<!\\\r?)\n/u.test(between);
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** The nearest of sorted spans on either side of one. */
function nearest<T extends Span>(spans: readonly T[], { start, end }: Span): T[] {
  const apart = spans.filter((span) => span.end <= start || span.start >= end);
  if (apart.length <= mostOnSide) return apart;
  const before = apart.filter((span) => span.end <= start);
  return [...before.slice(-mostOnSide), ...apart.slice(before.length, before.length + mostOnSide)];
}

/** The pairs of one secret and what stands at `values`, of those that stand in its block. */
function pairsOf(
  text: SourceText,
  secret: Candidate,
  window: Window,
  values: readonly { readonly part: Part; readonly rank: number }[],
): Pair[] {
  const within = ({ start, end }: Span): Span => ({ start: start - window.from, end: end - window.from });
  return values.flatMap(({ part, rank }): Pair[] => {
    const [first, second] = part.span.start < secret.span.start ? [part.span, secret.span] : [secret.span, part.span];
    if (!isOneBlock(text.path, window.text, [within(first), within(second)])) return [];
    return [{ secret, part, rank, distance: second.start - first.end }];
  });
}

/** The better of two ranks. */
function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

/** How surely what a rule found belongs to a secret, by the stems of the two names; nothing where they speak of different things. */
function rankOfFound(role: PartRole, own: readonly string[], other: readonly string[]): number | undefined {
  // The names of two keys say what tells them apart.
  return agreement(own, other) ?? (role === "key" ? 2 : undefined);
}

/** How surely a value that is given to a name belongs to a secret. */
function rankOfNamed(secret: Candidate, own: readonly string[], role: PartRole, value: NamedValue): number | undefined {
  const whole = agreement(own, value.stem);
  // `client_id` is that of `client_secret`; of a token of no known kind nobody knows.
  if (role === "id" && (secret.kind === "generic" || secret.kind === "ast")) return whole === 0 ? whole : undefined;
  return least(whole, agreement(own, value.rest));
}

/** Says what each secret of a text may have beside it. */
class Sights {
  readonly #text: SourceText;
  /** In the order of the text. */
  readonly #candidates: readonly Candidate[];
  readonly #names = new Map<PartRule, NamedValues>();
  #last: { readonly secret: Candidate; readonly lines: number; readonly window: Window } | undefined;

  constructor(text: SourceText, candidates: readonly Candidate[]) {
    this.#text = text;
    this.#candidates = [...candidates].sort((a, b) => a.span.start - b.span.start);
  }

  #stemOf(candidate: Candidate): readonly string[] {
    return stemOf(candidate.name ?? assignedName(this.#text, candidate.span) ?? "");
  }

  /** The last answer is kept: most rules ask for several parts. */
  #windowOf(secret: Candidate, lines: number): Window {
    const last = this.#last;
    if (last?.secret === secret && last.lines === lines) return last.window;
    const window = windowAround(this.#text, secret.span, lines);
    this.#last = { secret, lines, window };
    return window;
  }

  pairs(secret: Candidate, rule: PartRule): Pair[] {
    const window = this.#windowOf(secret, rule.within ?? fewLines);
    const values = rule.rules ? this.#found(secret, window, rule) : this.#named(secret, window, rule);
    return pairsOf(this.#text, secret, window, values);
  }

  #namesOf(rule: PartRule): NamedValues {
    let known = this.#names.get(rule);
    if (!known) this.#names.set(rule, (known = new NamedValues(this.#text, rule.names ?? [])));
    return known;
  }

  #around(secret: Candidate, { from, text }: Window): Candidate[] {
    const all = this.#candidates;
    let low = 0;
    for (let high = all.length; low < high;) {
      const middle = (low + high) >> 1;
      if ((all[middle]?.span.start ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    const to = from + text.length;
    const found: Candidate[] = [];
    for (let other = all[low]; other && other.span.start < to; other = all[++low])
      if (other !== secret && other.span.end <= to) found.push(other);
    return found;
  }

  #found(secret: Candidate, window: Window, rule: PartRule): { part: Part; rank: number }[] {
    const { role, rules = [] } = rule;
    const fitting = this.#around(secret, window).filter(({ ruleId }) => rules.includes(ruleId));
    if (fitting.length === 0) return [];
    const own = this.#stemOf(secret);
    return nearest(
      fitting.map((other) => ({ ...other.span, other })),
      secret.span,
    ).flatMap(({ other }) => {
      const rank = rankOfFound(role, own, this.#stemOf(other));
      return rank === undefined ? [] : [{ part: { role, span: other.span, ruleId: other.ruleId }, rank }];
    });
  }

  #named(secret: Candidate, window: Window, rule: PartRule): { part: Part; rank: number }[] {
    const values = this.#namesOf(rule).in(window.text, window.from);
    if (values.length === 0) return [];
    const own = this.#stemOf(secret);
    const others = [secret, ...this.#around(secret, window)];
    const free = values
      // An option belongs to its own command.
      .filter((value) => !value.isOption || isOneCommand(window, value, secret.span))
      // What is a secret itself is reported as one.
      .filter((span) => !others.some((other) => overlaps(other.span, span)));
    return nearest(free, secret.span).flatMap((value) => {
      const rank = rankOfNamed(secret, own, rule.role, value);
      const { start, end } = value;
      return rank === undefined ? [] : [{ part: { role: rule.role, span: { start, end } }, rank }];
    });
  }
}

function keyOf({ role, span }: Part): string {
  return `${role}\0${String(span.start)}`;
}

/** Gives each secret one part of a role and, but for shared roles, each part one secret: the best pairs first. */
function chosen(pairs: readonly Pair[], candidates: readonly Candidate[]): Map<Candidate, Part[]> {
  const sorted = [...pairs].sort(
    (a, b) =>
      a.rank - b.rank ||
      a.distance - b.distance ||
      a.secret.span.start - b.secret.span.start ||
      a.part.span.start - b.part.span.start,
  );
  const parts = new Map<Candidate, Part[]>();
  // Those that a structure brings belong to its secret.
  const taken = new Set(candidates.flatMap(({ related = [] }) => related.map(keyOf)));
  for (const { secret, part } of sorted) {
    const own = parts.get(secret) ?? [];
    const key = keyOf(part);
    if (own.some(({ role }) => role === part.role) || (!shared.has(part.role) && taken.has(key))) continue;
    taken.add(key);
    parts.set(secret, [...own, part]);
  }
  return parts;
}

/** What the rule of a secret asks for; of an AST check, which knows the place alone, another that saw the value. */
function askedOf({ ruleId, kind, also, holdsValue, related = [] }: Candidate, partsOf: PartsOf): readonly PartRule[] {
  const seers = holdsValue === false ? [] : [ruleId, ...(kind === "ast" ? also : [])];
  const asked = seers.map(partsOf).find((rules) => rules !== undefined) ?? [];
  return asked.filter(({ role }) => !related.some((part) => part.role === role));
}

/** The candidates of one text, each with the parts that stand beside it. */
export function withParts(text: SourceText, candidates: readonly Candidate[], partsOf: PartsOf): Candidate[] {
  if (text.binary || candidates.length > mostSecrets) return [...candidates];
  const asked = candidates.flatMap((secret) => askedOf(secret, partsOf).map((rule) => ({ secret, rule })));
  if (asked.length === 0) return [...candidates];
  const sights = new Sights(text, candidates);
  const pairs = asked.flatMap(({ secret, rule }) => sights.pairs(secret, rule));
  if (pairs.length === 0) return [...candidates];
  const parts = chosen(pairs, candidates);
  return candidates.map((candidate) => {
    const found = parts.get(candidate);
    if (!found) return candidate;
    const related = [...(candidate.related ?? []), ...found].sort((a, b) => a.span.start - b.span.start);
    return { ...candidate, related };
  });
}
