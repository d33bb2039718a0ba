/**
 * The last sequence number of each vault that this machine has seen, so that an older copy put in a vault's place is noticed.
 * It lies outside the repository; where it cannot be kept, a vault opens all the same.
 */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

function stateDirectory(): string {
  const { VAULTLINT_STATE_DIR: own = "", LOCALAPPDATA: local = "", XDG_STATE_HOME: xdg = "" } = process.env;
  if (own !== "") return own;
  if (process.platform === "win32" && local !== "") return join(local, "vaultlint");
  // The XDG specification wants relative paths ignored.
  return join(isAbsolute(xdg) ? xdg : join(homedir(), ".local", "state"), "vaultlint");
}

function recordOf(vault: string): string {
  return join(stateDirectory(), "vaults", vault);
}

/** The highest sequence number seen of a vault; 0 when none is known. */
export async function lastSeen(vault: string): Promise<number> {
  try {
    const text = await readFile(recordOf(vault), "utf8");
    return /^\d{1,15}\n$/u.test(text) ? Number(text) : 0;
  } catch {
    return 0;
  }
}

/** Records a sequence number, unless a higher one is known. */
export async function remember(vault: string, sequence: number): Promise<void> {
  if (sequence <= (await lastSeen(vault))) return;
  try {
    const record = recordOf(vault);
    await mkdir(join(record, ".."), { recursive: true, mode: 0o700 });
    const temporary = `${record}.${String(process.pid)}`;
    await writeFile(temporary, `${String(sequence)}\n`, { mode: 0o600 });
    await rename(temporary, record);
  } catch {
    // A convenience that is lost, not a reason to fail.
  }
}
