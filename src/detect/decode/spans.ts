import type { Span } from "../../model/text.ts";

/** Answers for many spans whether one of `spans` overlaps with them, each in the time of a binary search. */
export function overlapsOneOf(spans: readonly Span[]): (span: Span) => boolean {
  if (spans.length === 0) return () => false;
  const united: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = united.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else united.push({ start, end });
  }
  return ({ start, end }) => {
    let low = 0;
    let high = united.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((united[middle]?.end ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    return (united[low]?.start ?? end) < end;
  };
}
