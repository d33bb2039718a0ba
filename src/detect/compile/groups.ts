// The characters of values in eight groups, a bit each: what must stand around a literal is said by groups and a number, which the
// kernel checks byte by byte.

const groups = ["0123456789", "abcdef", "ghijklmnopqrstuvwxyz", "ABCDEF", "GHIJKLMNOPQRSTUVWXYZ", "_-", "+/=", ".~:"];
const byCode = new Uint8Array(256);
for (const [bit, characters] of groups.entries()) for (const char of characters) byCode[char.charCodeAt(0)] = 1 << bit;

/** The group of a character; 0 where it belongs to none. */
export function groupOf(code: number): number {
  return byCode[code] ?? 0;
}

/** The groups that hold all these characters. */
export function groupsOf(characters: string): number {
  let all = 0;
  for (const char of characters) all |= groupOf(char.charCodeAt(0));
  return all;
}

/** Letters, digits, underscores. */
export const wordGroups: number = groupsOf("0azAZ_") | groupsOf("gG");

/** Groups with those of the same letters in the other case. */
export function withoutCase(all: number): number {
  const letters = groupsOf("agAG");
  const lower = groupsOf("ag");
  return all | ((all & lower) << 2) | ((all & letters & ~lower) >> 2);
}
