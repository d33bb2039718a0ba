// Finds the name that a misspelt one was meant to be, so that an error message can say it.

/** Longer names are no typing mistakes of ours. */
const maxLength = 64;

/** Edits (insert, delete, replace, swap neighbours) that turn one text into the other. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replace);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** The known name that `name` most likely stands for: the fewest edits, at most a third of its letters; else one that ends in `/name`. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  if (name.length > maxLength) return undefined;
  const folded = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.floor(Math.max(3, name.length) / 3) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const edits = distance(folded, candidate.toLowerCase());
    if (edits < bestDistance) {
      best = candidate;
      bestDistance = edits;
    }
  }
  if (best !== undefined) return best;
  for (const candidate of known) if (name !== "" && candidate.endsWith(`/${name}`)) return candidate;
  return undefined;
}
