// Each signal that the judge weighs, by a value or place that has it beside one that has not: a weight says nothing of a signal that is
// never seen.
import { describe, expect, it } from "vitest";
import { fileKind } from "../../../src/detect/generic/file-kind.ts";
import type { Evidence, Syntax } from "../../../src/detect/judge/evidence.ts";
import { features } from "../../../src/detect/judge/features.ts";
import { featureVector } from "../../../src/detect/judge/judge.ts";

const word = "configuration";
// Twelve characters in no order, of three kinds.
const drawn = "Kq8ZrT2vLx9W";

const plain: Evidence = {
  value: drawn,
  name: "apiToken",
  nameKind: "token",
  syntax: "equals",
  quoted: true,
  inString: false,
  inComment: false,
  file: fileKind("deploy/run"),
  before: "const ",
  after: '";',
};
const password: Partial<Evidence> = { name: "password", nameKind: "password" };
const key: Partial<Evidence> = { name: "signingKey", nameKind: "key" };
const bareCode: Partial<Evidence> = { quoted: false, file: fileKind("src/app.ts") };
const bareProse: Partial<Evidence> = { quoted: false, file: fileKind("docs/guide.md") };

function strength(name: string, evidence: Partial<Evidence>): number | undefined {
  return featureVector({ ...plain, ...evidence })[features.findIndex((feature) => feature.name === name)];
}

type Row = readonly [name: string, has: Partial<Evidence>, hasNot: Partial<Evidence>];

const syntaxes: readonly Syntax[] = [
  ...(["equals", "colon", "arrow", "comparison", "call", "argument", "sign-in", "flag", "element"] as const),
  ...(["pair", "fallback", "list", "sql", "command", "url", "connection", "header"] as const),
];

// Those that are there or not.
const rows: readonly Row[] = [
  ["password", password, key],
  ["token", {}, password],
  ["key", key, {}],
  ["some-key", { nameKind: "some-key" }, key],
  ["bare-key", { name: "keys" }, { name: "signing_key" }],
  ["name-sample", { name: "testToken" }, {}],
  ["name-long", { name: "my_new_api_token" }, { name: "my_api_token" }],
  ["name-upper", { name: "API_TOKEN2" }, {}],
  ["name-encrypted", { name: "hashedToken" }, {}],
  ["name-message", { name: "resetToken" }, { name: "presetToken" }],
  ["name-exchanged", { name: "requestToken" }, { name: "requesterToken" }],
  ["name-foreign", { ...key, name: "peerKey" }, { ...password, name: "peerPassword" }],
  ["colon-name", { syntax: "colon", before: "app:db:" }, { before: "app:db:" }],
  ["length-4", { value: "a9Kz" }, { value: "a9Kzt" }],
  ["length-5-7", { value: "a9Kztqw" }, { value: "a9Kz" }],
  ["length-8-11", { value: "a9Kztqw4" }, { value: "a9Kztqw" }],
  ["length-12-19", {}, { value: drawn.slice(1) }],
  ["length-20-39", { value: drawn + drawn }, {}],
  ["length-40", { value: drawn.repeat(4) }, { value: drawn.repeat(3) }],
  ["length-200", { value: drawn.repeat(17) }, { value: drawn.repeat(16) }],
  ["short-key", { ...key, value: drawn.slice(1) }, { ...password, value: drawn.slice(1) }],
  ["digits-only", { value: "49201774" }, { value: "4920177a" }],
  ["digits-only-key", { ...key, value: "49201774" }, { ...password, value: "49201774" }],
  ["letters-only", { value: "KqZrTvLx" }, {}],
  ["letters-only-key", { ...key, value: "KqZrTvLx" }, { ...password, value: "KqZrTvLx" }],
  ["one-case", { value: "kqzrtvlx" }, { value: "KqZrTvLx" }],
  ["two-classes", { value: "kqzr4tv7" }, {}],
  ["three-classes", {}, { value: "kqzr4tv7" }],
  ["four-classes", { value: "Kq8Z!rT2" }, {}],
  ["foreign", { value: "Schlüssel7x" }, {}],
  ["space", { value: "two words" }, {}],
  ["identifier", { value: "userServiceName" }, { value: "userservicename" }],
  ["identifier", { value: "user_service" }, { value: "user__service" }],
  ["colon-inside", { value: "Kq8Zr:T2vLx9W" }, {}],
  ["slash-inside", { value: "Kq8Zr/T2vLx9W" }, {}],
  ["bracket-inside", { value: "Kq8Zr<T2vLx9W" }, {}],
  ["sign-first", { value: `-${drawn}` }, { value: `${drawn}-` }],
  ["sentence-end", { value: `${drawn}!` }, { value: `!${drawn}` }],
  ["hex", { value: "0f3a9c4be17d2586" }, { value: "0f3a9c4be17d258" }],
  ["hex", { value: "0F3A9C4BE17D2586" }, { value: "0f3a9C4be17d2586" }],
  ["hex-hash", { value: "0f3a9c4be1".repeat(4) }, { value: "0f3a9c4be1".repeat(3) }],
  ["hex-hash", { value: "0f3a9c4be17d2586".repeat(4) }, { value: "0f3a9c4be17d2586".repeat(3) }],
  ["uuid", { value: "6f1c2d7e-7235-44e7-8b22-816a403bad5d" }, { value: "6f1c2d7e-7235-44e7-8b22816a403bad5d" }],
  ["padded", { value: `${drawn}=` }, { value: `=${drawn}` }],
  ["guessable", { value: "admin123!" }, {}],
  ["secret-word", { value: "myKey7Rq" }, { value: "monkey7Rq" }],
  ["sample-word", { value: "fake7Rqz" }, {}],
  ["user-word", { value: "root7Rqz" }, {}],
  ["unbalanced", { value: "Kq8Z(rT2" }, { value: "Kq8Z(rT)2" }],
  ["unbalanced", { value: "Kq8Z]rT2" }, { value: "[Kq8Z]rT2" }],
  ["unbalanced", { value: "Kq8Z{rT2" }, { value: "Kq8Z{rT2}" }],
  ["in-name", { value: "token" }, {}],
  ["in-name", { value: "apitoken-7Rqz" }, { name: "key", value: "key-7Rqz" }],
  ["quoted", {}, { quoted: false }],
  ["bare-code", bareCode, { ...bareCode, inComment: true }],
  ["bare-code", bareCode, { ...bareCode, inString: true }],
  ["bare-prose", bareProse, { ...bareProse, quoted: true }],
  ["in-string", { inString: true }, {}],
  ["in-comment", { inComment: true }, {}],
  ...syntaxes.map((syntax): Row => [`syntax-${syntax}`, { syntax }, { syntax: syntax === "url" ? "sql" : "url" }]),
  ["file-code", { file: fileKind("src/app.ts") }, {}],
  ["file-lines", { file: fileKind("app.yml") }, {}],
  ["file-prose", { file: fileKind("docs/guide.md") }, {}],
  ["file-locale", { file: fileKind("src/i18n/de.json") }, {}],
  ["file-test", { file: fileKind("test/app.ts") }, {}],
  ["user-near", { before: "username = bob, " }, {}],
  ["user-near", { after: '", "login": "bob"' }, {}],
  ["example-near", { before: "// for example " }, {}],
  ["local-near", { before: "http://localhost:80/ " }, { before: "http://db.acme.io/ " }],
  ["local-near", { after: " at example.org" }, {}],
  ["continued", { after: '" + rest' }, { quoted: false, after: '" + rest' }],
  ["long-line", { before: "x".repeat(151) }, { before: "x".repeat(150) }],
];

// Those with a strength in between.
const measured: readonly (readonly [name: string, evidence: Partial<Evidence>, strength: number])[] = [
  ["digits-share", { value: "abc7" }, 0.5],
  ["digits-share", { value: "4711" }, 0],
  ["signs-share", { value: "abcdefg!" }, 0.5],
  ["spaces", { value: "a b c" }, 0.5],
  ["spaces", { value: "a b c d e f" }, 1],
  ["variety", { value: "aaaaaaaa" }, 0],
  ["variety", { value: "abcdefgh" }, 1],
  ["ordered", { value: "abcdefgh" }, 1.6],
  ["ordered", { value: "aaaaaaaa" }, 1.6],
  ["ordered", { value: "7890" }, 1.6],
  ["ordered", {}, 0],
];

// What letters tell of a language: how much, is no matter of this test.
const told: readonly Row[] = [
  ["drawn-password", password, { ...password, value: word }],
  ["drawn-key", key, password],
  ["readable-password", { ...password, value: word }, { ...key, value: word }],
  ["readable-key", { ...key, value: word }, { ...password, value: word }],
  ["readable-letters", { value: word }, { value: `${word}7` }],
  ["joined-words", { value: "user-service-name" }, { value: "userservicename" }],
  ["bare-code-readable", { ...bareCode, value: word }, { ...bareCode, quoted: true, value: word }],
  ["bare-prose-readable", { ...bareProse, value: word }, { ...bareProse, quoted: true, value: word }],
];

// Words that a signal knows, each by itself.
const known: Readonly<Record<string, readonly [place: "value" | "name" | "before" | "after", words: string]>> = {
  "secret-word": ["value", "pass pwd secret token key cred auth"],
  "sample-word": [
    "value",
    "test example sample dummy fake demo foo bar abc invalid wrong valid default placeholder change your some mock",
  ],
  "user-word": ["value", "user admin root login guest name"],
  "name-sample": ["name", "test example sample dummy fake mock demo invalid wrong bad"],
  "name-encrypted": ["name", "encrypted hashed sealed cipher hash digest crypted"],
  "name-message": [
    "name",
    "label title text message msg hint error forgot reset change update enter invalid show new confirm your",
  ],
  "name-exchanged": ["name", "request sequence creation update verification"],
  "user-near": ["before", "user login email uid account username usr"],
  "example-near": ["before", "example placeholder invalid wrong incorrect expect should label title must enter type"],
  "local-near": ["after", "localhost 127.0.0.1 example.com test.org example.net"],
};

describe("a signal of the judge", () => {
  it("has an example here", () => {
    const shown = new Set([...rows, ...measured, ...told].map(([name]) => name));
    expect(features.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([]);
  });

  it.each(rows)("%s is seen in %o, and not in %o", (name, has, hasNot) => {
    expect([strength(name, has), strength(name, hasNot)]).toEqual([1, 0]);
  });

  it.each(Object.entries(known))("%s knows its words", (name, [place, words]) => {
    const around = { value: (word: string) => `7${word}7`, name: (word: string) => `${word}_qx` };
    const written = place === "value" || place === "name" ? around[place] : (word: string) => ` ${word} `;
    const unknown = words.split(" ").filter((word) => strength(name, { [place]: written(word) }) !== 1);
    expect(unknown).toEqual([]);
    expect(strength(name, { [place]: written("zebra") })).toBe(0);
  });

  it.each(measured)("%s of %o is %d", (name, evidence, expected) => {
    expect(strength(name, evidence)).toBeCloseTo(expected, 5);
  });

  it.each(told)("%s is the stronger in %o, and none in %o", (name, has, hasNot) => {
    expect(strength(name, has)).toBeGreaterThan(0.15);
    expect(strength(name, hasNot)).toBe(0);
  });
});
