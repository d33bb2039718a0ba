import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Verification, Verified } from "../../src/model/finding.ts";
import { createVerifier, type NamedVault } from "../../src/verify/verifier.ts";
import { fill, seeded } from "../detect/generate.ts";
import { candidateAt, memoryVault, sourceText, type Given } from "./vaults.ts";

const random = seeded(7);
const make = (template: string): string => fill(template, random);
const now = new Date("2026-06-01T00:00:00Z");

async function verify(
  entries: readonly Given[],
  content: string,
  candidates: readonly { value: string; name?: string }[] = [],
  mode: NamedVault["mode"] = "value",
  path = "src/app.ts",
): Promise<Verified[]> {
  const verifier = await createVerifier([{ vault: memoryVault(entries), mode }], now);
  const text = sourceText(path, content);
  const found = verifier.verify(
    text,
    candidates.map(({ value, ...rest }) => candidateAt(text, value, rest)),
  );
  verifier.close();
  return found;
}

const inVault = (name: string, version: string, standing: string, more: object = {}): object => ({
  state: "in-vault",
  vault: "test-kv",
  uri: "memory:test-kv",
  kind: "secret",
  name,
  version,
  standing,
  ...more,
});

function only(found: readonly Verified[]): Verified {
  expect(found).toHaveLength(1);
  const [one] = found;
  if (!one) throw new Error("nothing found");
  return one;
}

describe("an exact value", () => {
  const old = make("${alnum:24}");
  const value = make("${alnum:24}");
  const entries: Given[] = [
    { name: "db-password", value: old },
    { name: "db-password", value },
  ];

  it.each([
    ["current", value, "v2", "critical"],
    ["older", old, "v1", "critical"],
  ])("of the %s version is in the vault and critical", async (standing, planted, version, severity) => {
    const found = only(await verify(entries, `const x = "${planted}";`, [{ value: planted }]));
    expect(found.verification).toEqual(inVault("db-password", version, standing));
    expect(found.candidate).toMatchObject({ ruleId: "generic/secret", severity, also: ["vault/value"] });
  });

  it.each<[string, Partial<Given>]>([
    ["disabled", { enabled: false }],
    ["expired", { expires: "2026-05-31T00:00:00Z" }],
  ])("of a version that is %s keeps the detector's severity", async (standing, more) => {
    const found = only(await verify([{ name: "k", value, ...more }], `x = "${value}"`, [{ value }]));
    expect(found.verification).toEqual(inVault("k", "v1", standing));
    expect(found.candidate.severity).toBe("high");
  });

  it("expires only when its time has come", async () => {
    const later = { name: "k", value, expires: "2026-06-02T00:00:00Z" };
    expect(only(await verify([later], value)).verification).toMatchObject({ standing: "current" });
  });

  it("is found in free text without a candidate", async () => {
    const found = only(await verify(entries, `see ${value} there`));
    expect(found.candidate).toMatchObject({
      ruleId: "vault/value",
      kind: "vault",
      severity: "critical",
      confidence: "high",
      span: { start: 4, end: 28 },
    });
  });

  it("is exact to the case", async () => {
    expect(await verify(entries, `see ${value.toUpperCase()} and ${value.toLowerCase()}`)).toEqual([]);
  });

  it("is found in a binary file", async () => {
    const verifier = await createVerifier([{ vault: memoryVault(entries), mode: "value" }], now);
    const bytes = Buffer.concat([Buffer.alloc(9), Buffer.from(value, "latin1"), Buffer.alloc(9)]);
    expect(verifier.verify({ path: "a.bin", bytes, binary: true, encoding: "binary" }, [])).toHaveLength(1);
  });

  it("that stands in two vaults is told of the version in use, then of the vault named first", async () => {
    const [a, b] = [
      memoryVault([{ name: "a", value, enabled: false }], "one"),
      memoryVault([{ name: "b", value }], "two"),
    ];
    const c = memoryVault([{ name: "c", value }], "three");
    const verifier = await createVerifier(
      [a, b, c].map((vault) => ({ vault, mode: "value" as const })),
      now,
    );
    expect(only(verifier.verify(sourceText("x", value), [])).verification).toMatchObject({ vault: "two", name: "b" });
  });

  it("is matched without the line end that it was stored with", async () => {
    const found = only(await verify([{ name: "k", value: `${value}\n` }], `k: ${value};`));
    expect(found.verification).toEqual(inVault("k", "v1", "current"));
  });
});

describe("encodings of a value", () => {
  const value = `${make("${alnum:9}")}+/"'$&<é ${make("${alnum:9}")}`;
  const bytes = Buffer.from(value);
  const percent = (hex: (text: string) => string): string =>
    [...bytes]
      .map((byte) =>
        /[\w.~-]/u.test(String.fromCharCode(byte)) && byte < 128
          ? String.fromCharCode(byte)
          : `%${hex(byte.toString(16))}`,
      )
      .join("");
  const escaped = (text: string): string =>
    text.replaceAll(/[^\x20-\x7e]/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
  it.each([
    ["base64", bytes.toString("base64")],
    ["base64", bytes.toString("base64").replace(/=+$/u, "")],
    ["base64", Buffer.concat([Buffer.from("u:"), bytes]).toString("base64")],
    ["base64", Buffer.concat([Buffer.from("u"), bytes, Buffer.from("tail")]).toString("base64")],
    ["hex", bytes.toString("hex")],
    ["hex", bytes.toString("hex").toUpperCase()],
    ["percent", encodeURIComponent(value)],
    ["percent", percent((text) => text.toUpperCase())],
    ["percent", percent((text) => text)],
    ["percent", new URLSearchParams({ k: value }).toString().slice(2)],
    ["json", JSON.stringify(value).slice(1, -1)],
    ["json", escaped(JSON.stringify(value).slice(1, -1))],
    ["json", JSON.stringify(value).slice(1, -1).replaceAll("/", "\\/")],
    ["json", JSON.stringify(value).slice(1, -1).replaceAll("&", "\\u0026").replaceAll("<", "\\u003c")],
    [
      "json",
      value
        .replaceAll("+", "\\u002B")
        .replaceAll('"', "\\u0022")
        .replaceAll("'", "\\u0027")
        .replaceAll("&", "\\u0026")
        .replaceAll("<", "\\u003C")
        .replaceAll("é", "\\u00E9"),
    ],
    ["shell", value.replaceAll("'", "'\\''")],
    ["shell", value.replaceAll(/["$]/gu, "\\$&")],
    ["xml", value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")],
  ])("%s is named: case %#", async (encoding, written) => {
    const found = only(await verify([{ name: "k", value }], `prefix {${written}} suffix`));
    expect(found.verification).toEqual(inVault("k", "v1", "current", { encoding }));
    expect(found.candidate.span).toEqual({ start: 8, end: 8 + Buffer.byteLength(written) });
  });

  it("base64url where it differs from base64", async () => {
    const odd = Buffer.from(`${make("${alnum:9}")}>>>???${make("${alnum:9}")}`);
    const written = odd.toString("base64url");
    expect(written).toMatch(/[-_]/u);
    const found = only(await verify([{ name: "k", value: odd.toString() }], `x=${written};`));
    expect(found.verification).toMatchObject({ encoding: "base64url" });
  });

  it("are found whatever stands around them, and nothing is found without them", async () => {
    const secret = make("${word:30}");
    const around = fc.string({ maxLength: 60 });
    const form = fc.constantFrom<(before: string, after: string) => [string, string, string]>(
      (before, after) => [before, secret, after],
      (before, after) => ["", Buffer.from(before + secret + after).toString("base64"), ""],
      (before, after) => ["", Buffer.from(before + secret + after).toString("base64url"), ""],
      (before, after) => [before, Buffer.from(secret).toString("hex"), after],
      (before, after) => [before, Buffer.from(secret).toString("hex").toUpperCase(), after],
    );
    await fc.assert(
      fc.asyncProperty(around, around, form, async (before, after, write) => {
        expect(await verify([{ name: "k", value: secret }], write(before, after).join(""))).toHaveLength(1);
        expect(await verify([{ name: "k", value: secret }], before + after)).toEqual([]);
      }),
      { numRuns: 400, seed: 1 },
    );
  });
});

describe("a composite value", () => {
  const password = make("${alnum:20}");
  const url = `postgres://app:${password}@db.internal:5432/orders`;
  const connection = `Server=db;User Id=app;Password=${password};Encrypt=true`;
  const document = JSON.stringify({ username: "app", nested: { password }, port: 5432 });

  it.each([
    ["a URL", url],
    ["a connection string", connection],
    ["a JSON document", document],
    ["an env file", `USER=app\nDB_PASSWORD="${password}"\nMODE=x`],
  ])("%s in the vault covers its password in code", async (_, value) => {
    const found = only(await verify([{ name: "db", value }], `password = "${password}"`, [{ value: password }]));
    expect(found.verification).toEqual(inVault("db", "v1", "current"));
  });

  it.each([
    ["URL", url],
    ["connection string", connection],
  ])("in code, a %s, holds the vault's password", async (_, whole) => {
    const found = only(await verify([{ name: "db", value: password }], `x = "${whole}"`, [{ value: whole }]));
    expect(found.verification).toEqual(inVault("db", "v1", "current"));
    expect(found.candidate.span).toEqual({ start: 5, end: 5 + whole.length });
  });

  it("that stands whole in code is one finding as wide as the value", async () => {
    const found = only(await verify([{ name: "db", value: connection }], `x = "${connection}"`, [{ value: password }]));
    expect(found.candidate).toMatchObject({ ruleId: "generic/secret", span: { start: 5, end: 5 + connection.length } });
  });

  it("counts a JSON field by its own strength and name", async () => {
    const value = JSON.stringify({ user: "orders", password: "sunny" });
    const text = 'user = "orders"\npassword = "sunny"\n';
    const found = only(await verify([{ name: "db", value }], text, [], "value", "a.toml"));
    expect(text.slice(found.candidate.span.start, found.candidate.span.end)).toBe("sunny");
  });

  it("holds a strong candidate that is a piece of it", async () => {
    const value = `first line\n${make("${alnum:30}")}\nlast line`;
    const piece = value.slice(15, 35);
    expect(only(await verify([{ name: "n", value }], `"${piece}"`, [{ value: piece }])).verification).toMatchObject({
      state: "in-vault",
    });
  });
});

describe("a weak value", () => {
  it.each([
    ["password", "hunter2!", 'const password = "hunter2!";', 1],
    ["password in an env file", "hunter2!", "DB_PASSWORD=hunter2!\n", 1],
    ["in other places", "hunter2!", 'const greeting = "hunter2!"; // hunter2!', 0],
    ["inside a longer one", "hunter2!", 'const password = "xhunter2!";', 0],
    ["that every program has", "true", "password = true\n", 0],
  ])("%s", async (title, value, content, count) => {
    const path = title.includes("env") ? ".env" : "a.ts";
    const found = await verify([{ name: "k", value }], content, [], "value", path);
    expect(found).toHaveLength(count);
    for (const { candidate } of found) expect(candidate.name).toMatch(/password/iu);
  });

  it("counts where a candidate stands", async () => {
    const found = only(await verify([{ name: "k", value: "hunter2!" }], 'x = "hunter2!"', [{ value: "hunter2!" }]));
    expect(found.verification).toMatchObject({ state: "in-vault", name: "k" });
  });

  it("does not count as a piece of a candidate", async () => {
    const found = only(await verify([{ name: "k", value: "hunter2!" }], '"a-hunter2!-b"', [{ value: "a-hunter2!-b" }]));
    expect(found.verification).toEqual({ state: "not-in-vault" });
  });

  it("as a password in a URL counts", async () => {
    const url = "redis://:hunter2!@cache:6379";
    const found = only(await verify([{ name: "k", value: "hunter2!" }], `"${url}"`, [{ value: url }]));
    expect(found.verification).toMatchObject({ state: "in-vault", name: "k" });
  });
});

describe("what no vault has", () => {
  const value = make("${alnum:30}");
  const other = make("${alnum:30}");
  const states: [string, Given[], NamedVault["mode"], Verification][] = [
    ["all was compared", [{ name: "k", value: other }], "value", { state: "not-in-vault" }],
    ["metadata mode", [{ name: "k", value }], "metadata", { state: "unverified", reason: "metadata mode" }],
    ["one entry is unreadable", [{ name: "k" }], "value", { state: "unverified", reason: "1 entry unreadable" }],
    ["two are", [{ name: "k" }, { name: "l" }], "value", { state: "unverified", reason: "2 entries unreadable" }],
    [
      "the entry is ignored",
      [{ name: "k", value, tags: { vaultlint: "ignore" } }],
      "value",
      { state: "unverified", reason: "its vault entry is tagged vaultlint=ignore" },
    ],
  ];
  it.each(states)("%s", async (_, entries, mode, verification) => {
    const found = only(await verify(entries, `x = "${value}"`, [{ value, name: "unrelated" }], mode));
    expect(found.verification).toEqual(verification);
    expect(found.candidate).toMatchObject({ severity: "high", also: [] });
  });

  it("says so of unreadable entries in a notice", async () => {
    const verifier = await createVerifier([{ vault: memoryVault([{ name: "k" }]), mode: "value" }]);
    expect(verifier.notices()).toEqual([
      {
        kind: "warning",
        message: "the values of 1 version in vault test-kv could not be read, so they are not recognised",
      },
    ]);
  });

  it("is not said of errors that are no refusal", async () => {
    const vault = { ...memoryVault([{ name: "k", value }]), value: () => Promise.reject(new TypeError("bug")) };
    await expect(createVerifier([{ vault, mode: "value" }])).rejects.toThrow(TypeError);
  });

  it("without a vault is unverified, and no text is looked at", async () => {
    const verifier = await createVerifier([]);
    const text = sourceText("a", value);
    const candidate = candidateAt(text, value);
    expect(verifier.verify(text, [candidate])).toEqual([
      { candidate, verification: { state: "unverified", reason: "no vault named" } },
    ]);
    expect(verifier.vaults).toEqual([]);
  });
});

describe("an ignored entry", () => {
  const value = make("${alnum:30}");
  it.each<[string, Given[]]>([
    ["by its own tag", [{ name: "k", value, tags: { vaultlint: "ignore" } }]],
    [
      "by the tag of the current version",
      [
        { name: "k", value },
        { name: "k", value: "x", tags: { vaultlint: "ignore" } },
      ],
    ],
  ])("is not looked for: %s", async (_, entries) => {
    expect(await verify(entries, `x ${value} password = "${value}"`)).toEqual([]);
  });

  it("has no name that fits", async () => {
    const entry = { name: "db-password", value: "x", tags: { vaultlint: "ignore" } };
    const found = only(await verify([entry], `"${value}"`, [{ value, name: "DB_PASSWORD" }]));
    expect(found.verification.state).toBe("not-in-vault");
  });
});

describe("the same name", () => {
  const value = make("${alnum:30}");
  it.each(["DB_PASSWORD", "db-password", "DbPassword", "dbPassword", "Db--Password", "db.password", "Db:Password"])(
    "%s fits db-password",
    async (name) => {
      for (const mode of ["value", "metadata"] as const) {
        const entries = [
          { name: "db-password", value: "old-one" },
          { name: "db-password", value: "another" },
        ];
        const found = only(await verify(entries, `"${value}"`, [{ value, name }], mode));
        expect(found.verification).toEqual({
          state: "same-name",
          vault: "test-kv",
          uri: "memory:test-kv",
          kind: "secret",
          name: "db-password",
          version: "v2",
        });
        expect(found.candidate.severity).toBe("high");
      }
    },
  );

  it.each(["DB_PASSWORD_OLD", "PASSWORD", "DB", "--"])("%s does not", async (name) => {
    const found = only(await verify([{ name: "db-password", value: "x" }], `"${value}"`, [{ value, name }]));
    expect(found.verification.state).toBe("not-in-vault");
  });

  it("gives way to the same value", async () => {
    const entries = [
      { name: "db-password", value: "another" },
      { name: "other", value },
    ];
    const found = only(await verify(entries, `"${value}"`, [{ value, name: "DB_PASSWORD" }]));
    expect(found.verification).toMatchObject({ state: "in-vault", name: "other" });
  });
});

describe("metadata mode", () => {
  it("reads no value", async () => {
    const vault = memoryVault([{ name: "k", value: make("${alnum:30}") }]);
    const verifier = await createVerifier([{ vault, mode: "metadata" }]);
    expect(vault.reads).toEqual([]);
    expect(verifier.vaults).toEqual([{ uri: "memory:test-kv", label: "test-kv", mode: "metadata", entries: 1 }]);
  });
});

describe("closing", () => {
  it("ends the use of the values", async () => {
    const value = make("${alnum:30}");
    const verifier = await createVerifier([{ vault: memoryVault([{ name: "k", value }]), mode: "value" }]);
    verifier.close();
    expect(() => verifier.verify(sourceText("a", value), [])).toThrow("closed");
  });
});

describe("a value in many files", () => {
  const value = make("${alnum:30}");

  it.each([
    [20, 20, []],
    [21, 20, [{ uri: "memory:test-kv", kind: "secret", name: "k", version: "v1", files: 21 }]],
    [50, 20, [{ uri: "memory:test-kv", kind: "secret", name: "k", version: "v1", files: 50 }]],
  ])("%i files: %i are reported at their place", async (files, reported, widespread) => {
    const verifier = await createVerifier([{ vault: memoryVault([{ name: "k", value }]), mode: "value" }]);
    let count = 0;
    for (let i = 0; i < files; i++) {
      const verified = verifier.verify(sourceText(`f${String(i)}`, `${value} and ${value}`), []);
      expect(verified).toHaveLength(2);
      count += verified.filter(({ repeated }) => repeated !== true).length;
    }
    verifier.close();
    expect(count).toBe(reported * 2);
    expect(verifier.widespread()).toEqual(widespread);
  });

  it("does not count where a detector saw it", async () => {
    const verifier = await createVerifier([{ vault: memoryVault([{ name: "k", value }]), mode: "value" }]);
    for (let i = 0; i < 30; i++) {
      const text = sourceText(`f${String(i)}`, `"${value}"`);
      expect(verifier.verify(text, [candidateAt(text, value)])).toHaveLength(1);
    }
    expect(verifier.widespread()).toEqual([]);
  });
});
