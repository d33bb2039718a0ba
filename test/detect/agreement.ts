// The engine beside the plain reference, over the same texts.
import { expect } from "vitest";
import { createDetector, type Detector } from "../../src/detect/detector.ts";
import type { Candidate } from "../../src/model/candidate.ts";
import { isReference } from "../../src/references/recognise.ts";
import { createReferenceDetector } from "./reference-engine.ts";
import { sourceText } from "./source-text.ts";

export const engine: Detector = createDetector({ isReference });
const reference = createReferenceDetector({ isReference });

/** What both find, or a failure with the first difference. */
export function compare(path: string, content: string | Buffer, binary = false): readonly Candidate[] {
  const text = { ...sourceText(path, content), binary };
  const expected = reference.detect(text);
  expect(engine.detect(text), path).toEqual(expected);
  return expected;
}
