// Why a baseline entry covers nothing today: it has expired, or lacks what the project's policy asks of every entry.
import type { BaselinePolicy } from "../model/suppression.ts";
import type { BaselineEntry } from "./baseline-file.ts";

const dayMs = 86_400_000;

/** True for a day of the calendar written as YYYY-MM-DD. */
export function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Half a sentence about an entry that does not cover; nothing for one that does. `today` is any time of that day. */
export function flawOf(entry: BaselineEntry, policy: BaselinePolicy, today: Date): string | undefined {
  const { expires } = entry;
  const day = today.toISOString().slice(0, 10);
  if (expires !== undefined && expires < day) return `expired on ${expires}: repair the finding, or renew the entry`;
  const isNeeded = (field: "owner" | "reason" | "expires"): boolean =>
    policy.require.includes(field) || (field === "expires" && policy.maxDays !== undefined);
  const lacking = (["owner", "reason", "expires"] as const).filter(
    (field) => isNeeded(field) && entry[field] === undefined,
  );
  if (lacking.length > 0) return `lacks ${lacking.join(" and ")}, which the config's baselinePolicy asks for`;
  if (expires === undefined || policy.maxDays === undefined) return undefined;
  const days = Math.round((Date.parse(expires) - Date.parse(day)) / dayMs);
  if (days <= policy.maxDays) return undefined;
  return `expires in ${String(days)} days, but the config's baselinePolicy allows ${String(policy.maxDays)} at most`;
}
