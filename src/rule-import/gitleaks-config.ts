// Reads the config of gitleaks (.gitleaks.toml) as data. Keys are compared without case and single values stand for lists, as
// gitleaks reads them.
import { parse, TomlError } from "smol-toml";
import { UserError } from "../model/error.ts";
import type { Tell } from "./notes.ts";

export interface GitleaksAllowlist {
  /** Where it stands: `allowlists[0]`, or `acme-key: allowlists[0]`. */
  readonly at: string;
  readonly isAll: boolean;
  readonly target: "secret" | "match" | "line";
  readonly regexes: readonly string[];
  readonly paths: readonly string[];
  readonly stopwords: readonly string[];
  readonly commits: readonly string[];
  /** Ids of the rules that it is for; for all of them where there are none. */
  readonly targetRules: readonly string[];
}

export interface GitleaksRule {
  readonly id: string;
  readonly description: string;
  readonly regex: string;
  readonly path: string;
  readonly secretGroup: number;
  readonly entropy: number;
  readonly keywords: readonly string[];
  readonly allowlists: readonly GitleaksAllowlist[];
  readonly hasTags: boolean;
  /** It counts only with matches of other rules near it. */
  readonly isComposite: boolean;
  readonly isUnreported: boolean;
}

export interface GitleaksConfig {
  readonly rules: readonly GitleaksRule[];
  readonly allowlists: readonly GitleaksAllowlist[];
  readonly extend: {
    readonly path: string;
    readonly url: string;
    readonly useDefault: boolean;
    readonly disabledRules: readonly string[];
  };
}

/** TOML's brackets within brackets. */
const deepest = 32;

/** A table of the file, and what of it was asked for. */
class Table {
  readonly #entries = new Map<string, unknown>();
  readonly #asked = new Set<string>();
  readonly #at: string;
  readonly #tell: Tell;

  constructor(data: unknown, at: string, tell: Tell) {
    this.#at = at;
    this.#tell = tell;
    if (isTable(data)) for (const [key, value] of Object.entries(data)) this.#entries.set(key.toLowerCase(), value);
    else this.#refuse("is no table");
  }

  #refuse(what: string): void {
    this.#tell("left out", this.#at, what);
  }

  #get(key: string): unknown {
    this.#asked.add(key);
    return this.#entries.get(key);
  }

  has(key: string): boolean {
    return this.#get(key) !== undefined;
  }

  text(key: string): string {
    const value = this.#get(key);
    if (typeof value === "string") return value;
    if (value !== undefined) this.#refuse(`${key} is no text`);
    return "";
  }

  number(key: string): number {
    const value = this.#get(key);
    if (typeof value === "number") return value;
    if (value !== undefined) this.#refuse(`${key} is no number`);
    return 0;
  }

  flag(key: string): boolean {
    const value = this.#get(key);
    if (value !== undefined && typeof value !== "boolean") this.#refuse(`${key} is neither true nor false`);
    return value === true;
  }

  texts(key: string): string[] {
    const value = this.#get(key) ?? [];
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    const texts = list.filter((item) => typeof item === "string");
    if (texts.length < list.length) this.#refuse(`${key} is no list of texts`);
    return texts.filter((text) => text !== "");
  }

  tables(key: string): Table[] {
    const value = this.#get(key) ?? [];
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list.map((item, i) => new Table(item, `${this.#prefix()}${key}[${String(i)}]`, this.#tell));
  }

  #prefix(): string {
    return this.#at === "" ? "" : `${this.#at}: `;
  }

  /** Where this table stands, in messages. */
  get at(): string {
    return this.#at;
  }

  /** The same table under another name. */
  named(at: string): Table {
    return new Table(Object.fromEntries(this.#entries), at, this.#tell);
  }

  /** Tells of the keys that nobody asked for. */
  end(): void {
    for (const key of this.#entries.keys())
      if (!this.#asked.has(key))
        this.#refuse(/^\w{1,24}$/u.test(key) ? `the key ${key} is not known` : "one of its keys is not known");
  }
}

function isTable(data: unknown): data is object {
  return typeof data === "object" && data !== null && !Array.isArray(data) && !(data instanceof Date);
}

function allowlist(table: Table, tell: Tell): GitleaksAllowlist | undefined {
  table.text("description");
  const condition = table.text("condition").toUpperCase();
  const target = table.text("regextarget") || "secret";
  const read = {
    at: table.at,
    isAll: condition === "AND" || condition === "&&",
    regexes: table.texts("regexes"),
    paths: table.texts("paths"),
    stopwords: table.texts("stopwords"),
    commits: table.texts("commits"),
    targetRules: table.texts("targetrules"),
  };
  table.end();
  if (!["", "AND", "&&", "OR", "||"].includes(condition))
    tell("left out", table.at, "its condition is neither AND nor OR");
  else if (target !== "secret" && target !== "match" && target !== "line")
    tell("left out", table.at, "its regexTarget is none of secret, match and line");
  else return { ...read, target };
  return undefined;
}

/** `allowlists`, and `allowlist` as older versions write it. */
function allowlists(table: Table, tell: Tell): GitleaksAllowlist[] {
  return [...table.tables("allowlist"), ...table.tables("allowlists")].flatMap((one) => allowlist(one, tell) ?? []);
}

function rule(numbered: Table, tell: Tell): GitleaksRule | undefined {
  const id = numbered.text("id").trim();
  if (id === "") {
    tell("left out", numbered.at, "it has no id");
    return undefined;
  }
  const table = numbered.named(id);
  table.text("id");
  const read: GitleaksRule = {
    id,
    description: table.text("description").trim(),
    regex: table.text("regex"),
    path: table.text("path"),
    secretGroup: table.number("secretgroup"),
    entropy: table.number("entropy"),
    keywords: table.texts("keywords"),
    allowlists: allowlists(table, tell),
    hasTags: table.texts("tags").length > 0,
    isComposite: table.has("required"),
    isUnreported: table.flag("skipreport"),
  };
  table.end();
  return read;
}

/** The file's text as data. `shown` is its path in messages. */
export function readGitleaksConfig(text: string, shown: string, tell: Tell): GitleaksConfig {
  let data: unknown;
  try {
    data = parse(text, { maxDepth: deepest, unsafeKeyBehaviour: "throw" });
  } catch (error) {
    // The parser's own message quotes the file.
    const line = error instanceof TomlError ? `:${String(error.line)}` : "";
    throw new UserError(`${shown}${line}: is no valid TOML here: check quotes, brackets and equals signs.`);
  }
  const table = new Table(data, "", tell);
  for (const key of ["title", "description", "minversion"]) table.has(key);
  const [extend = new Table({}, "extend", tell)] = table.tables("extend").map((one) => one.named("extend"));
  const config = {
    rules: table.tables("rules").flatMap((one) => rule(one, tell) ?? []),
    allowlists: allowlists(table, tell),
    extend: {
      path: extend.text("path"),
      url: extend.text("url"),
      useDefault: extend.flag("usedefault"),
      disabledRules: extend.texts("disabledrules"),
    },
  };
  extend.end();
  table.end();
  return config;
}

/** What `config` says, on top of the config that it extends. */
export function extended(config: GitleaksConfig, base: GitleaksConfig): GitleaksConfig {
  const rules = new Map(base.rules.map((one) => [one.id, one]));
  for (const id of config.extend.disabledRules) rules.delete(id);
  for (const own of config.rules) {
    const known = rules.get(own.id);
    rules.set(own.id, known ? changed(known, own) : own);
  }
  return {
    ...config,
    rules: [...rules.values()],
    allowlists: [...config.allowlists, ...base.allowlists],
  };
}

function changed(known: GitleaksRule, own: GitleaksRule): GitleaksRule {
  return {
    id: own.id,
    description: own.description || known.description,
    regex: own.regex || known.regex,
    path: own.path || known.path,
    secretGroup: own.secretGroup || known.secretGroup,
    entropy: own.entropy || known.entropy,
    keywords: [...known.keywords, ...own.keywords],
    allowlists: [...known.allowlists, ...own.allowlists],
    hasTags: own.hasTags || known.hasTags,
    isComposite: own.isComposite || known.isComposite,
    isUnreported: own.isUnreported || known.isUnreported,
  };
}
