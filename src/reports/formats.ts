import type { ReportFormat } from "./format.ts";
import { json } from "./json.ts";
import type { FormatName } from "./load.ts";
import { sarif } from "./sarif.ts";
import { text } from "./text.ts";

export type { ReportFormat, ReportOptions } from "./format.ts";

/** Every report format by its name. */
export const formats: Readonly<Record<string, ReportFormat>> = { text, json, sarif } satisfies Readonly<
  Record<FormatName, ReportFormat>
>;
