/** The embedded vault: one encrypted JSON file that lives in the repository (docs/vault-format.md), with an access log beside it. */
import { randomBytes } from "node:crypto";
import { lstat, realpath } from "node:fs/promises";
import { basename } from "node:path";
import { UserError } from "../model/error.ts";
import { Secret } from "../model/secret.ts";
import type { EntryKind, Vault, VaultEntry } from "../model/vault.ts";
import { bodyMac, createKeys, openPart, sealPart } from "./file/crypto.ts";
import { appendLine, errorCode, replaceFile } from "./file/disk.ts";
import type { StoredEntry, VaultBody } from "./file/format.ts";
import { layOut } from "./file/layout.ts";
import { withLock } from "./file/lock.ts";
import { emptyLog, nextLine } from "./file/log.ts";
import { describeMaterial } from "./file/material.ts";
import type { Metadata } from "./file/metadata.ts";
import { lastSeen, remember } from "./file/seen.ts";
import { logPathOf, openStore, userName, type Content, type OpenedVersion, type Store } from "./file/store.ts";
import { checkName, foldName } from "./name.ts";

export interface OpenOptions {
  /** Asked for once, and only when the file is a vault. */
  readonly passphrase: () => Promise<string>;
  /** Refuse a vault older than one seen on this machine, in place of a warning. */
  readonly strict?: boolean;
  /** Write nothing, not even the access log. */
  readonly readonly?: boolean;
  /** The URI as the user wrote it; default: `file:` and the path. */
  readonly uri?: string;
}

export interface PutOptions {
  /** Default true. */
  readonly enabled?: boolean;
  /** ISO 8601 UTC. A certificate's own end of validity stands in for it. */
  readonly expires?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly contentType?: string;
}

/** One line of the access log, with names in place of ids. */
export interface Access {
  readonly time: string;
  readonly user: string;
  readonly command: string;
  /** Names; an entry that the vault does not have (a killed command's) is left out. */
  readonly entries?: readonly string[];
  /** In place of `entries`, where a command touched many. */
  readonly count?: number;
}

export interface AccessLog {
  /** Name of the log file. */
  readonly label: string;
  /** The lines that are genuine, in the order of the file. */
  readonly accesses: readonly Access[];
  /** Where the log was changed, as the end of a sentence: `line 3 was edited`. */
  readonly problem?: string;
}

export interface FileVault extends Vault {
  /** Stores a new version, which becomes the current one. Resolves when it is durable. */
  put(name: string, kind: EntryKind, value: Secret, options?: PutOptions): Promise<VaultEntry>;
  logAccess(command: string): Promise<string | undefined>;
  log(): Promise<AccessLog>;
}

/** PBKDF2 rounds of new vaults: some 0.3 seconds. */
const defaultIterations = 600_000;
const idBytes = 16;
const longestValue = 1_000_000;

const newId = (): string => randomBytes(idBytes).toString("hex");

/** Opens the vault at `path`. Throws UserError where it cannot be read, was tampered with, or the passphrase is wrong. */
export async function openFileVault(path: string, options: OpenOptions): Promise<FileVault> {
  const label = basename(path);
  const uri = options.uri ?? `file:${path}`;
  const realPath = await realpath(path).catch(() => path);
  const store = await openStore(realPath, label, options.passphrase).catch((error: unknown) => {
    if (errorCode(error) !== "ENOENT") throw error;
    throw new UserError(`There is no vault ${path}. "vaultlint vault init ${uri}" creates one.`);
  });
  const warnings = await openingWarnings(store, label, options.strict === true);
  return fileVault(store, { uri, label, warnings, readonly: options.readonly === true });
}

async function openingWarnings(store: Store, label: string, strict: boolean): Promise<string[]> {
  const warnings: string[] = [];
  const seen = await lastSeen(store.id);
  // Another process may have written since the file was read. What is recorded was written before, so one look more is enough.
  if (store.content().file.sequence < seen) await store.refresh();
  const { sequence } = store.content().file;
  if (sequence < seen) {
    const older = `${label} is older than the copy last seen on this machine (change ${String(sequence)} of ${String(seen)})`;
    if (strict) throw new UserError(`${older}. Check where it comes from, or leave out --strict.`);
    warnings.push(`${older}: another branch is checked out, or it was rolled back`);
  }
  await remember(store.id, sequence);
  const problem = await store.readLog().then(
    (log) => log.problem,
    () => "it cannot be read",
  );
  if (problem !== undefined)
    warnings.push(`the access log ${basename(store.logPath)} does not fit the vault: ${problem}`);
  return warnings;
}

interface Named {
  readonly uri: string;
  readonly label: string;
  readonly warnings: readonly string[];
  readonly readonly: boolean;
}

function fileVault(store: Store, { uri, label, warnings, readonly }: Named): FileVault {
  /** Ids of the entries whose values were read since the last line of the log. */
  const read = new Set<string>();
  let queue: Promise<unknown> = Promise.resolve();
  /** The lock is for other processes; within this one, commits wait for each other here. */
  const inTurn = <T>(action: () => Promise<T>): Promise<T> => {
    const result = queue.then(action);
    queue = result.catch(() => undefined);
    return result;
  };

  return {
    uri,
    label,
    warnings,
    async *entries(signal) {
      for (const { entry } of store.content().versions) {
        signal?.throwIfAborted();
        yield await Promise.resolve(entry);
      }
    },
    find(kind, name, version) {
      const found = store
        .content()
        .versions.find((opened) => isNamed(opened, kind, name) && isVersion(opened.entry, version));
      return Promise.resolve(found?.entry);
    },
    async value({ kind, name, version }) {
      const found = store
        .content()
        .versions.find((opened) => isNamed(opened, kind, name) && opened.entry.version === version);
      if (!found) throw new UserError(`${label} has no such version of ${kind} "${name}".`);
      const place = { vault: store.id, entry: found.entryId, version, part: "value" } as const;
      const text = await openPart(found.sealed, place, store.keys, label);
      read.add(found.entryId);
      return new Secret(text);
    },
    async put(name, kind, value, options = {}) {
      checkName(name);
      if (readonly) throw new UserError(`${label} is opened read-only.`);
      const stored = { version: newId(), metadata: newMetadata(name, kind, value, options) };
      await inTurn(() => store.commit("vault set", (content) => withVersion(content, stored, value, store)));
      const { versions } = store.content();
      const found = versions.find(({ entry }) => entry.version === stored.version);
      if (!found) throw new Error("the version that was just stored is not there");
      return found.entry;
    },
    async logAccess(command) {
      if (read.size === 0) return undefined;
      if (readonly) return `access not logged: ${label} is opened read-only`;
      const touched = [...read].sort();
      try {
        await inTurn(() => store.commit(command, ({ file }) => Promise.resolve({ entries: file.entries, touched })));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return `access not logged: ${error.message.replace(/\.$/u, "")}`;
      }
      read.clear();
      return undefined;
    },
    async log() {
      const { lines, problem } = await store.readLog();
      const names = new Map(store.content().versions.map(({ entryId, entry }) => [entryId, entry.name]));
      const accesses = lines.map(({ time, user, command, entries, count }) => ({
        time,
        user,
        command,
        ...(entries && { entries: entries.flatMap((id) => names.get(id) ?? []) }),
        ...(count !== undefined && { count }),
      }));
      return { label: basename(store.logPath), accesses, ...(problem !== undefined && { problem }) };
    },
  };
}

function isNamed({ entry }: OpenedVersion, kind: EntryKind, name: string): boolean {
  return entry.kind === kind && foldName(entry.name) === foldName(name);
}

function isVersion(entry: VaultEntry, version: string | undefined): boolean {
  return version === undefined ? entry.current : entry.version === version;
}

function newMetadata(name: string, kind: EntryKind, value: Secret, options: PutOptions): Metadata {
  if (value.length === 0) throw new UserError(`The value for "${name}" is empty.`);
  if (value.length > longestValue)
    throw new UserError(`The value for "${name}" is longer than ${String(longestValue)} characters.`);
  const { enabled = true, expires, tags = {}, contentType } = options;
  const now = new Date().toISOString();
  return {
    kind,
    name,
    enabled,
    created: now,
    updated: now,
    tags,
    ...describeMaterial(kind, value.reveal()),
    ...(expires !== undefined && { expires }),
    ...(contentType !== undefined && { contentType }),
  };
}

interface NewVersion {
  readonly version: string;
  readonly metadata: Metadata;
}

/** The entries of a vault with one version more. */
async function withVersion(
  { file, versions }: Content,
  { version, metadata }: NewVersion,
  value: Secret,
  { id: vault, keys }: Store,
): Promise<{ entries: StoredEntry[]; touched: string[] }> {
  const before = versions.findLast((opened) => isNamed(opened, metadata.kind, metadata.name));
  const id = before?.entryId ?? newId();
  const sealed = {
    version,
    metadata: await sealPart(
      JSON.stringify(following(metadata, before?.entry)),
      { vault, entry: id, version, part: "metadata" },
      keys,
    ),
    value: await sealPart(value.reveal(), { vault, entry: id, version, part: "value" }, keys),
  };
  const entries = before
    ? file.entries.map((entry) => (entry.id === id ? { id, versions: [...entry.versions, sealed] } : entry))
    : [...file.entries, { id, versions: [sealed] }].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { entries, touched: [id] };
}

/** A version is later than the one before it even where the clock was set back, and spells the name as the first one did. */
function following(metadata: Metadata, before: VaultEntry | undefined): Metadata {
  if (!before) return metadata;
  const time = new Date(Math.max(Date.parse(metadata.created), Date.parse(before.created) + 1)).toISOString();
  return { ...metadata, name: before.name, created: time, updated: time };
}

/** Creates an empty vault at `path`. Throws UserError where something is there already. */
export async function createFileVault(
  path: string,
  passphrase: () => Promise<string>,
  { iterations = defaultIterations }: { iterations?: number } = {},
): Promise<void> {
  const logPath = logPathOf(path);
  await checkFree(path, logPath);
  const words = await passphrase();
  if (words === "") throw new UserError("The passphrase is empty.");
  const id = newId();
  const { keys, wrapped } = await createKeys(id, words, iterations);
  const body: VaultBody = {
    format: "vaultlint-vault",
    version: 1,
    id,
    sequence: 1,
    keys: wrapped,
    log: emptyLog,
    entries: [],
  };
  await withLock(path, async (assertHeld) => {
    await checkFree(path, logPath);
    await replaceFile(path, layOut(body, bodyMac(body, keys)), assertHeld);
    // A line after the head is genuine; the next commit adopts it. In this order a crash leaves a vault that opens.
    const record = { time: new Date().toISOString(), user: userName(), command: "vault init", entries: [] };
    await appendLine(logPath, 0, JSON.stringify(nextLine(record, emptyLog, id, keys.log)));
  });
  await remember(id, body.sequence);
}

async function checkFree(path: string, logPath: string): Promise<void> {
  if (await exists(path)) throw new UserError(`${path} exists already. Name another file, or move it away.`);
  if (await exists(logPath))
    throw new UserError(`${logPath} exists already and belongs to another vault. Move it away.`);
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: unknown) => errorCode(error) !== "ENOENT" && errorCode(error) !== "ENOTDIR",
  );
}
