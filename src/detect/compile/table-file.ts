// The file that the shipped tables come in: numbers of 16 bits, the low byte first, and the kernel's image behind them. The first one
// says how many literals there are; then each has one that says where its own begin, which follow, and the last one where these end.

/** Of a literal its length, and the numbers of the rules (and behind them the detectors) that look at its hits. */
export type LiteralOwners = readonly [length: number, ...owners: number[]];

/** What is searched for. */
export interface Tables {
  /** What the kernel reads. */
  readonly image: Uint8Array;
  /** How many literals it finds. */
  readonly count: number;
  /** Whom a hit of the literal of this number concerns. */
  readonly literal: (number: number) => LiteralOwners;
}

const most = 65_535;

/** The file of an image and the literals that it finds. */
export function tableFile(image: Uint8Array, literals: readonly LiteralOwners[]): Buffer {
  const starts: number[] = [];
  let end = 0;
  for (const each of literals) {
    starts.push(end);
    end += each.length;
  }
  const numbers = [literals.length, ...starts, end, ...literals.flat()];
  if (numbers.some((number) => number > most))
    throw new Error("There are more literals than the file of tables can tell.");
  const bytes = Buffer.alloc(2 * numbers.length);
  for (const [index, number] of numbers.entries()) bytes.writeUInt16LE(number, 2 * index);
  return Buffer.concat([bytes, image]);
}

/** The tables of such a file. What is said of a literal is read when it is asked for: most are never hit. */
export function readTables(file: Buffer): Tables {
  const at = (index: number): number => file.readUInt16LE(2 * index);
  const count = at(0);
  const first = count + 2;
  return {
    image: file.subarray(2 * (first + at(count + 1))),
    count,
    literal(number) {
      const start = first + at(number + 1);
      const end = first + at(number + 2);
      return [at(start), ...Array.from({ length: end - start - 1 }, (_, index) => at(start + 1 + index))];
    },
  };
}
