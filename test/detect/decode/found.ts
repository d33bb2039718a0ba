// Runs the detect stage with the decoder, for the tests of what is found in encoded text.
import type { DecodeLimits } from "../../../src/detect/decode/decode.ts";
import { createDetectStage } from "../../../src/detect/detect.ts";
import type { Candidate } from "../../../src/model/candidate.ts";
import { atLeastConfidence } from "../../../src/model/severity.ts";
import { isReference } from "../../../src/references/recognise.ts";
import { sourceText } from "../source-text.ts";

export const defaults: DecodeLimits = { depth: 3, bytes: 16_000_000 };

/** The candidates of medium confidence and more, and what is said of the text. */
export async function detected(
  path: string,
  content: string,
  decode: DecodeLimits = defaults,
): Promise<{ candidates: readonly Candidate[]; notices: readonly string[] }> {
  const stage = createDetectStage({ ast: "off", isReference, decode });
  const { candidates, notices } = await stage.detect(sourceText(path, content));
  return {
    candidates: candidates.filter(({ confidence }) => atLeastConfidence(confidence, "medium")),
    notices: notices.map(({ message }) => message),
  };
}

/** What a report would say: rule, encoding, the characters of the span, the value. */
export async function found(path: string, content: string, decode?: DecodeLimits): Promise<string[][]> {
  const { candidates } = await detected(path, content, decode);
  return candidates.map(({ ruleId, encoding, span, built }) => [
    ruleId,
    encoding ?? "",
    Buffer.from(content).toString("utf8", span.start, span.end),
    built?.reveal() ?? "",
  ]);
}
