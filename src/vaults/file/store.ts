/** An opened vault file: reads it, proves that it is whole, and commits changes with their line in the access log. */
import { userInfo } from "node:os";
import { basename, dirname, join } from "node:path";
import { UserError } from "../../model/error.ts";
import type { VaultEntry } from "../../model/vault.ts";
import { bodyMac, checkBody, openKeys, openPart, type Keys } from "./crypto.ts";
import { appendLine, errorCode, largestFile, readWhole, replaceFile } from "./disk.ts";
import { parseVaultFile, type LogHead, type StoredEntry, type VaultBody, type VaultFile } from "./format.ts";
import { canonical, layOut } from "./layout.ts";
import { withLock } from "./lock.ts";
import { checkLog, nextLine, touchedEntries, type LogCheck } from "./log.ts";
import { parseMetadata, type Metadata } from "./metadata.ts";
import { lastSeen, remember } from "./seen.ts";

export interface OpenedVersion {
  readonly entryId: string;
  /** The encrypted value. */
  readonly sealed: string;
  readonly entry: VaultEntry;
}

/** The vault's content at one moment. */
export interface Content {
  readonly file: VaultFile;
  /** In the order of the file; the versions of an entry oldest first. */
  readonly versions: readonly OpenedVersion[];
}

/** What a command does to a vault: the entries afterwards, and the ids of those that it read or wrote. */
export interface Change {
  readonly entries: readonly StoredEntry[];
  readonly touched: readonly string[];
}

export interface Store {
  readonly id: string;
  readonly keys: Keys;
  readonly logPath: string;
  /** As of the last read or commit. */
  content(): Content;
  /** Reads the file again. */
  refresh(): Promise<void>;
  readLog(): Promise<LogCheck>;
  /** Applies a change to what is on disk now, under the lock, and logs it. Resolves when both files are durable. */
  commit(command: string, change: (content: Content) => Promise<Change>): Promise<void>;
}

/** The log of `dev.vault.json` is `dev.vault.log.jsonl`. */
export function logPathOf(path: string): string {
  return join(dirname(path), `${basename(path, ".json")}.log.jsonl`);
}

/** Opens the file at `path`. The passphrase is asked for only when it is a vault, and derived once. */
export async function openStore(path: string, label: string, passphrase: () => Promise<string>): Promise<Store> {
  const read = async (): Promise<VaultFile> => parseVaultFile((await readWhole(path)).toString("utf8"), label);
  const first = await read();
  const { id } = first;
  const wrapped = canonical(first.keys);
  const keys = await openKeys(first, await passphrase(), label);
  const logPath = logPathOf(path);
  // Most versions are the same from one read to the next.
  const opened = new Map<string, Metadata>();

  const openVersions = async (entry: StoredEntry): Promise<OpenedVersion[]> => {
    const versions: OpenedVersion[] = [];
    for (const { version, metadata: sealed, value } of entry.versions) {
      let metadata = opened.get(sealed);
      if (!metadata) {
        const text = await openPart(sealed, { vault: id, entry: entry.id, version, part: "metadata" }, keys, label);
        metadata = parseMetadata(text);
        if (!metadata)
          throw new UserError(`${label} has an entry that this version of vaultlint does not know. Update vaultlint.`);
        opened.set(sealed, metadata);
      }
      const current = version === entry.versions.at(-1)?.version;
      versions.push({ entryId: entry.id, sealed: value, entry: { ...metadata, version, current } });
    }
    return versions;
  };

  const check = async (file: VaultFile): Promise<Content> => {
    if (file.id !== id || canonical(file.keys) !== wrapped) {
      throw new UserError(`${label} was replaced by another vault while it was open. Try again.`);
    }
    checkBody(file, keys, label);
    const versions: OpenedVersion[] = [];
    for (const entry of file.entries) versions.push(...(await openVersions(entry)));
    return { file, versions };
  };

  const checkLogFile = async (head: LogHead): Promise<LogCheck> => {
    const bytes = await readWhole(logPath).catch((error: unknown) => {
      if (errorCode(error) === "ENOENT") return Buffer.alloc(0);
      throw error;
    });
    return checkLog(bytes, head, id, keys.log);
  };

  let content = await check(first);

  return {
    id,
    keys,
    logPath,
    content: () => content,
    refresh: async () => {
      content = await check(await read());
    },
    readLog: () => checkLogFile(content.file.log),
    commit: (command, change) =>
      withLock(path, async (assertHeld) => {
        const before = await check(await read());
        const { entries, touched } = await change(before);
        const log = await checkLogFile(before.file.log);
        const record = { time: new Date().toISOString(), user: userName(), command, ...touchedEntries(touched) };
        const line = nextLine(record, log.next, id, keys.log);
        // Above what this machine has seen: a write says that this copy is now the newest.
        const sequence = Math.max(before.file.sequence, await lastSeen(id)) + 1;
        const body: VaultBody = { ...before.file, sequence, log: { length: line.n, head: line.mac }, entries };
        const mac = bodyMac(body, keys);
        const text = layOut(body, mac);
        if (text.length > largestFile) throw new UserError(`${label} would grow beyond 64 MB, so nothing was stored.`);
        // The log first: a crash in between leaves a line for something that did not happen, never the reverse.
        await appendLine(logPath, log.keep, JSON.stringify(line));
        await replaceFile(path, text, assertHeld);
        await remember(id, sequence);
        content = await check({ ...body, mac });
      }),
  };
}

/** Who runs this process, as far as the system knows. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown";
  }
}
