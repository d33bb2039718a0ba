/** Ciphers of network devices that hide a password from the eye alone: whoever has the text has the password, since the key is the same everywhere. */

// The key of Cisco's type 7: http://www.binaria.co.uk/conclusivecreations/ciscot7.html
const pad = ["dsfd;kfoA,.iyewrkldJK", "DHSUBsgvca69834ncxv9", "873254k;fg87"].join("");
const seven = /^(?<offset>[01]\d)(?<pairs>(?:[\da-f]{2}){4,60})$/iu;
const printable = /^[\x20-\x7e]+$/u;

/** What a value of Cisco's type 7 hides; nothing where it is none. */
export function plainOfSeven(value: string): string | undefined {
  const { offset, pairs } = seven.exec(value)?.groups ?? {};
  if (offset === undefined || pairs === undefined) return undefined;
  const plain = Array.from(Buffer.from(pairs, "hex"), (byte, index) =>
    String.fromCharCode(byte ^ pad.charCodeAt((Number(offset) + index) % pad.length)),
  ).join("");
  return printable.test(plain) ? plain : undefined;
}

// The letters of Junos by how many drawn ones follow the first: three, two, one, none.
const families = ["QzF3n6/9CAtpu0O", "B1IREhcSyrleKvMW8LXx", "7N-dVbwsY2g4oaJZGUDj", "iHkq.mPf5T"];
const letters = families.join("");
// What each letter of a group counts, by the place of the character that the group stands for.
const groups = [
  [1, 4, 32],
  [1, 16, 32],
  [1, 8, 32],
  [1, 64],
  [1, 32],
  [1, 4, 16, 128],
  [1, 32, 64],
] as const;

/** What a `$9$` value of Junos hides; nothing where it is none. Public: https://pypi.org/project/juniper9-crypt/ */
export function plainOfNine(value: string): string | undefined {
  if (!value.startsWith("$9$")) return undefined;
  let last = letters.indexOf(value.charAt(3));
  const family = families.findIndex((each) => each.includes(value.charAt(3)));
  if (value.length < 5 || family < 0) return undefined;
  let plain = "";
  let i = 4 + 3 - family;
  while (i < value.length) {
    let code = 0;
    for (const count of groups[plain.length % groups.length] ?? []) {
      const letter = letters.indexOf(value.charAt(i++));
      if (letter < 0 || i > value.length) return undefined;
      code += count * (((letter - last + letters.length) % letters.length) - 1);
      last = letter;
    }
    plain += String.fromCharCode(code & 255);
  }
  return printable.test(plain) ? plain : undefined;
}
