import type { Report } from "../model/finding.ts";

/** How a report is to look. Formats for machines ignore both. */
export interface ReportOptions {
  readonly color: boolean;
  /** Columns of the terminal; 80 where it is none. */
  readonly width: number;
}

/** One way to write a report down. */
export interface ReportFormat {
  /** As the user names it: `--format NAME`. */
  readonly name: string;
  readonly description: string;
  write(report: Report, options: ReportOptions): string;
}
