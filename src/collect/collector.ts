import type { Finding } from "../model/finding.ts";
import type { SourceText } from "../model/text.ts";

/** Gathers what a scan finds, text by text, and decides at the end what of it is reported. */
export interface Collector {
  add(text: SourceText, findings: readonly Finding[]): void;
  findings(): Promise<Finding[]>;
}

/** Everything is reported. */
export function everything(): Collector {
  const all: Finding[] = [];
  return {
    add(_text, findings) {
      all.push(...findings);
    },
    findings: () => Promise.resolve(all),
  };
}
