// Sample files as people write them, many in one file: `=== path`, then the content. Where a secret stands the file says its kind,
// «p»; the value is drawn when the test runs, so that no scanner takes the samples for leaks. ‹t› is drawn too but no secret.
import { readFileSync } from "node:fs";
import { fill, seeded } from "../generate.ts";
import { hiddenByNine, hiddenBySeven } from "./hidden.ts";

/** One sample: the content with its values, and the secrets that must be found in it, as `line value`. */
export interface SampleFile {
  readonly path: string;
  readonly content: string;
  readonly secrets: readonly string[];
}

/** Templates of `fill` by the letter of a mark; `n` is the number behind it. */
const kinds: Readonly<Record<string, (n: number) => string>> = {
  /** A password as a person makes it up. */
  p: () => "${upper:1}${lower:5}${digit:2}!${lower:5}",
  /** One without signs, as command lines and URLs take it. */
  s: () => "${upper:2}${lower:5}${digit:3}${lower:3}",
  t: (n) => `\${alnum:${String(n || 40)}}`,
  h: (n) => `\${hex:${String(n || 32)}}`,
  H: (n) => `\${HEX:${String(n || 32)}}`,
  u: () => "${hex:8}-${hex:4}-4${hex:3}-a${hex:3}-${hex:12}",
  base32_: (n) => `\${base32:${String(n)}}`,
};

function drawn(mark: string, random: () => number): string {
  const [, kind = "", digits = ""] = /^(?<kind>base32_|basic|[a-zA-Z])(?<digits>\d*)$/u.exec(mark) ?? [];
  const n = Number(digits || 0);
  if (kind === "basic") return Buffer.from(`orders:${drawn("p", random)}`).toString("base64");
  // Base64 of so many characters, padded as an encoder pads.
  if (kind === "b") {
    const bytes = Array.from({ length: Math.floor(((n || 44) * 3) / 4) - ((n || 44) % 3 === 0 ? 0 : 1) }, () =>
      Math.floor(random() * 256),
    );
    return Buffer.from(bytes).toString("base64");
  }
  // As devices of Cisco and Juniper hide a password.
  if (kind === "c") return hiddenBySeven(drawn("s", random), Math.floor(random() * 16));
  if (kind === "j") return hiddenByNine(drawn("s", random));
  const template = kinds[kind];
  if (!template) throw new Error(`No kind of value "${mark}".`);
  return fill(template(n), random);
}

/** The samples of one file beside this module. */
export function sampleFiles(name: string): SampleFile[] {
  const all = readFileSync(new URL(`samples/${name}`, import.meta.url), "utf8");
  return all
    .split(/^=== /mu)
    .slice(1)
    .map((sample) => {
      const lineEnd = sample.indexOf("\n");
      const path = sample.slice(0, lineEnd);
      const random = seeded(path);
      const secrets: string[] = [];
      const content = sample
        .slice(lineEnd + 1)
        .split("\n")
        .map((line, index) =>
          line.replace(/«(?<secret>\w+)»|‹(?<other>\w+)›/gu, (_, secret?: string, other?: string) => {
            const value = drawn(secret ?? other ?? "", random);
            if (secret !== undefined) secrets.push(`${String(index + 1)} ${value}`);
            return value;
          }),
        )
        .join("\n");
      return { path, content, secrets };
    });
}
