// Derives a key from the same passphrase, salt and count only once: these tests open the same vaults again and again.
import type * as Crypto from "node:crypto";

type Derive = (
  passphrase: string,
  salt: Buffer,
  iterations: number,
  length: number,
  digest: string,
  done: (error: Error | null, key: Buffer) => void,
) => void;

/** The module with a `pbkdf2` that remembers. For `vi.mock("node:crypto", ...)`. */
export function remember(crypto: typeof Crypto): typeof Crypto {
  const derived = new Map<string, Buffer>();
  const pbkdf2: Derive = (passphrase, salt, iterations, length, digest, done) => {
    const key = JSON.stringify([passphrase, salt.toString("hex"), iterations, length, digest]);
    const known = derived.get(key);
    if (known) {
      queueMicrotask(() => {
        done(null, known);
      });
      return;
    }
    crypto.pbkdf2(passphrase, salt, iterations, length, digest, (error, result) => {
      if (!error) derived.set(key, result);
      done(error, result);
    });
  };
  return { ...crypto, pbkdf2: pbkdf2 as typeof crypto.pbkdf2 };
}
