/** Hides passwords as devices do, written from the published descriptions: the other way round than src/detect/structure/device-ciphers.ts. */

const pad = "dsfd;kfoA,.iyewrkldJK" + "DHSUBsgvca69834ncxv9" + "873254k;fg87";

/** Cisco's type 7. */
export function hiddenBySeven(plain: string, offset: number): string {
  const pairs = Array.from(plain, (char, index) =>
    (char.charCodeAt(0) ^ pad.charCodeAt((offset + index) % pad.length)).toString(16).toUpperCase().padStart(2, "0"),
  );
  return String(offset).padStart(2, "0") + pairs.join("");
}

const letters = "QzF3n6/9CAtpu0O" + "B1IREhcSyrleKvMW8LXx" + "7N-dVbwsY2g4oaJZGUDj" + "iHkq.mPf5T";
const groups = [
  [32, 4, 1],
  [32, 16, 1],
  [32, 8, 1],
  [64, 1],
  [32, 1],
  [128, 16, 4, 1],
  [64, 32, 1],
];

/** `$9$` of Junos, behind a letter of the first family, which three others follow that mean nothing. */
export function hiddenByNine(plain: string): string {
  let hidden = "$9$Qabc";
  let last = "Q";
  for (const [index, char] of Array.from(plain).entries()) {
    let left = char.charCodeAt(0);
    const gaps: number[] = [];
    for (const count of groups[index % groups.length] ?? []) {
      gaps.unshift(Math.floor(left / count));
      left %= count;
    }
    for (const gap of gaps) {
      last = letters.charAt((letters.indexOf(last) + gap + 1) % letters.length);
      hidden += last;
    }
  }
  return hidden;
}
