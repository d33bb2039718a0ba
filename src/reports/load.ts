import type { ReportFormat } from "./format.ts";
import { text } from "./text.ts";

/** What `--format` can say. */
export type FormatName = "text" | "json" | "sarif";

/** Every report format by its name. Those that are asked for by name are loaded then: most scans, those of hooks among them, write a text. */
export const formatLoaders: Readonly<Record<FormatName, () => Promise<ReportFormat>>> = {
  text: () => Promise.resolve(text),
  json: async () => (await import("./json.ts")).json,
  sarif: async () => (await import("./sarif.ts")).sarif,
};
