import { describe, expect, it } from "vitest";
import { createDetector } from "../../../src/detect/detector.ts";
import { isReference } from "../../../src/references/recognise.ts";
import { sourceText } from "../source-text.ts";
import { sampleFiles } from "./sample-file.ts";

const detector = createDetector({ isReference });

/** Every value that is reported by default, as `line value`. */
function found(path: string, content: string): string[] {
  const text = sourceText(path, content);
  return detector
    .detect(text)
    .filter(({ confidence }) => confidence !== "low")
    .map(({ span }) => {
      const line = text.bytes.subarray(0, span.start).filter((byte) => byte === 10).length + 1;
      return `${String(line)} ${text.bytes.toString("utf8", span.start, span.end)}`;
    });
}

describe.each([
  "configuration.samples",
  "infrastructure.samples",
  "code.samples",
  "commands.samples",
  "connections.samples",
  "files.samples",
  "rarer.samples",
  "xml.samples",
  "devices.samples",
  "logins.samples",
  "tables.samples",
])("every secret of the samples is found, and nothing else: %s", (name) => {
  it.each(sampleFiles(name).map((sample) => [sample.path, sample] as const))("%s", (path, { content, secrets }) => {
    expect(found(path, content)).toEqual(secrets);
  });

  it("in files with Windows line ends too", () => {
    for (const { path, content, secrets } of sampleFiles(name))
      expect(found(path, content.replaceAll("\n", "\r\n")), path).toEqual(secrets);
  });
});
