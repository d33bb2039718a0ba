import { crypto } from "./crypto.ts";
import { estimateStrength } from "./strength.ts";

function isWord(byte: number | undefined): boolean {
  return byte !== undefined && (byte > 127 || /\w/u.test(String.fromCharCode(byte)));
}

/** The only carrier of a secret value: whatever prints, serialises or inspects it gets a placeholder. */
export class Secret {
  readonly #value: string;
  #strength: number | undefined;

  static {
    Object.defineProperty(this.prototype, Symbol.for("nodejs.util.inspect.custom"), {
      value(this: Secret): string {
        return this.toString();
      },
    });
  }

  constructor(value: string) {
    this.#value = value;
  }

  /** Length in characters; safe to print. */
  get length(): number {
    return this.#value.length;
  }

  /** The value itself. Only matching against a vault, storing in a vault and rewriting a file may call this. */
  reveal(): string {
    return this.#value;
  }

  /** Bits that a guesser has to get right, estimated on the low side; safe to print. */
  strength(): number {
    return (this.#strength ??= estimateStrength(this.#value));
  }

  /** The first `bits` (a multiple of four) of the value's HMAC under `salt`, in hex: tells values apart, gives none away. */
  tag(salt: Buffer, bits: number): string {
    return crypto()
      .createHmac("sha256", salt)
      .update(this.#value)
      .digest("hex")
      .slice(0, bits / 4);
  }

  /** True when the value's SHA-1 is this one (hex). It only answers: the hash itself never leaves. */
  hasSha1(hash: string): boolean {
    return crypto().createHash("sha1").update(this.#value).digest("hex") === hash;
  }

  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  /** True when one of the two values is, or is a part of, the other. */
  overlaps(other: Secret): boolean {
    return this.#value.includes(other.#value) || other.#value.includes(this.#value);
  }

  /** True where the value stands in the bytes (UTF-8); with `whole`, only where it is no part of a longer word. */
  isIn(bytes: Buffer, { whole }: { readonly whole: boolean }): boolean {
    const value = Buffer.from(this.#value);
    for (let at = bytes.indexOf(value); at >= 0; at = bytes.indexOf(value, at + 1)) {
      if (!whole) return true;
      const end = at + value.length;
      const goesOn = (isWord(bytes[at - 1]) && isWord(bytes[at])) || (isWord(bytes[end - 1]) && isWord(bytes[end]));
      if (!goesOn) return true;
    }
    return false;
  }

  toString(): string {
    return `[redacted: ${String(this.#value.length)} chars]`;
  }

  toJSON(): string {
    return this.toString();
  }
}
