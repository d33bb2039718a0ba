/** One writer at a time: a lock beside the vault that outlives neither its process nor, when that is killed, a few seconds. */
import { UserError } from "../../model/error.ts";
import { cannotWrite, errorCode } from "./disk.ts";

/** A lock that was not renewed for so long belongs to a process that is gone. */
const staleAfter = 5000;
const retryEvery = 100;
/** Longer than a stale lock lives, so that a killed writer never makes the next one fail. */
const defaultPatience = 7000;

/** Runs `action` while holding the lock. It must call `assertHeld` right before it makes its result visible. */
export async function withLock<T>(
  path: string,
  action: (assertHeld: () => void) => Promise<T>,
  patience: number = defaultPatience,
): Promise<T> {
  const { default: lockfile } = await import("proper-lockfile");
  let held = true;
  const assertHeld = (): void => {
    if (!held)
      throw new UserError(`The lock of ${path} was lost to another process, so nothing was written. Try again.`);
  };
  const release = await lockfile
    .lock(path, {
      realpath: false,
      stale: staleAfter,
      update: staleAfter / 4,
      retries: { retries: Math.ceil(patience / retryEvery), factor: 1, minTimeout: retryEvery, maxTimeout: retryEvery },
      onCompromised: () => {
        held = false;
      },
    })
    .catch((error: unknown) => {
      if (errorCode(error) !== "ELOCKED") throw cannotWrite(path, error);
      throw new UserError(`${path} is locked by another process. Try again; if none is running, delete ${path}.lock.`);
    });
  try {
    return await action(assertHeld);
  } finally {
    // A lock that was lost is not ours to release.
    await release().catch(() => undefined);
  }
}
