// A change may ask a vault about so many values and no more.
import { describe, expect, it } from "vitest";
import type { Verification } from "../../src/model/finding.ts";
import { allowanceOf, mostNewValues } from "../../src/verify/allowance.ts";
import { createVerifier, type NamedVault } from "../../src/verify/verifier.ts";
import { fill, seeded } from "../detect/generate.ts";
import { candidateAt, memoryVault, sourceText } from "./vaults.ts";

const random = seeded("allowance");
const make = (template: string): string => fill(template, random);
const strong = make("${alnum:24}");
const weak = make("${lower:5}${digit:2}");
const now = new Date("2026-06-01T00:00:00Z");
const entries = [
  { name: "strong", value: strong },
  { name: "weak", value: weak },
];

/** Texts that stood there before. */
async function* texts(...contents: string[]): AsyncGenerator<Buffer> {
  for (const content of contents) yield await Promise.resolve(Buffer.from(content));
}

interface Asked {
  readonly states: readonly string[];
  readonly said: readonly string[];
}

const stateOf = (verification: Verification): string =>
  verification.state === "unverified" ? verification.reason : verification.state;

/** Verifies a text whose lines are a change, candidates at `values`; the states of all that is found. */
async function ask(
  content: string,
  values: readonly string[],
  before: readonly string[] = [],
  mode: NamedVault["mode"] = "value",
): Promise<Asked> {
  const vaults = [{ vault: memoryVault(entries), mode }];
  const verifier = await createVerifier(vaults, now, await allowanceOf(texts(...before)));
  const text = sourceText("a.env", content);
  const found = verifier.verify(
    text,
    values.map((value) => candidateAt(text, value)),
  );
  const said = verifier.notices().map(({ kind, message }) => `${kind}: ${message}`);
  verifier.close();
  return { states: found.map(({ verification }) => stateOf(verification)), said };
}

const others = (count: number): string[] => Array.from({ length: count }, () => make("${alnum:24}"));
const lines = (values: readonly string[]): string => values.map((value) => `x "${value}"\n`).join("");
const refused = `more than ${String(mostNewValues)} new values in this change`;

describe("of the new values of a change", () => {
  it("as many are compared as the limit says", async () => {
    const values = [...others(mostNewValues - 1), strong];
    const { states, said } = await ask(lines(values), values);
    expect(states.at(-1)).toBe("in-vault");
    expect(said).toEqual([]);
  });

  it("the next one is not, nor what stands anywhere else on a new line, and that is said", async () => {
    const values = [...others(mostNewValues), strong];
    const { states, said } = await ask(`${lines(values)}# ${strong}\n`, values);
    expect(states.slice(0, mostNewValues)).toEqual(Array.from({ length: mostNewValues }, () => "not-in-vault"));
    expect(states.slice(mostNewValues)).toEqual([refused]);
    expect(said).toEqual([
      expect.stringMatching(/^not-scanned: the change has more than 200 new values, .*split the/u),
    ]);
  });

  it("a value counts once, however often it stands", async () => {
    const [again = ""] = others(1);
    const content = lines([...Array.from({ length: 300 }, () => again), strong]);
    const text = sourceText("a.env", content);
    const allowance = await allowanceOf(texts());
    const spans = [...content.matchAll(new RegExp(again, "gu"))].map(({ index }) => ({
      start: index,
      end: index + 24,
    }));
    expect(spans.every((span) => allowance.allows(text, span, again))).toBe(true);
    expect(allowance.notices()).toEqual([]);
  });

  it("those do not count that stood on the same line before, however it was indented", async () => {
    const old = others(300);
    const values = [...old, strong];
    const { states, said } = await ask(lines(values).replaceAll(/^x/gmu, "  x"), values, [lines(old)]);
    expect([states.at(-1), said]).toEqual(["in-vault", []]);
  });

  it("each guess inside of a composite value counts", async () => {
    const fields = Object.fromEntries(others(mostNewValues).map((value, i) => [`password${String(i)}`, value]));
    const json = JSON.stringify({ ...fields, password: strong });
    const { states, said } = await ask(`${json}\n`, [json]);
    expect(states).toEqual([refused]);
    expect(said).toHaveLength(1);
  });

  it("those count that no detector reported, but that stand at a secret-like name: a weak value could be guessed there", async () => {
    const guesses = others(mostNewValues + 1).map((value) => value.slice(0, 7));
    const content = [...guesses, weak].map((guess) => `DB_PASSWORD=${guess}\n`).join("");
    const { states, said } = await ask(content, []);
    expect([states, said.length]).toEqual([[], 1]);
    expect((await ask(`DB_PASSWORD=${weak}\n`, [])).states).toEqual(["in-vault"]);
  });

  it("none counts where names alone are compared", async () => {
    const values = others(mostNewValues + 1);
    expect((await ask(lines(values), values, [], "metadata")).said).toEqual([]);
  });
});
