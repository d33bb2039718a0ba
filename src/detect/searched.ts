// All that is searched for besides the rules from rules/*.yml: secrets, and work for other stages, in one pass over the bytes.
import { ignoreKeyword } from "../suppress/inline.ts";
import { triggerDetectors } from "./ast/triggers.ts";
import { characterSigns, encodingSigns, hexSigns, numberSigns } from "./decode/places.ts";
import type { TextDetector } from "./structure/text-detector.ts";
import { textDetectors } from "./text-detectors.ts";

const ignoreDetector: TextDetector = {
  rules: [],
  anchors: [ignoreKeyword],
  format: true,
  confirm(_text, _at, { marks }) {
    marks.add("ignore");
    return undefined;
  },
};

export const searched: readonly TextDetector[] = [
  ...textDetectors,
  ...triggerDetectors,
  ignoreDetector,
  encodingSigns,
  characterSigns,
  numberSigns,
  hexSigns,
];
