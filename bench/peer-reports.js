// How many findings stand in a report of each scanner. A report of another shape is an error, not a count of none.

/** @param {string} text @returns {unknown} */
function json(text) {
  return JSON.parse(text);
}

/** @param {unknown} value @param {string} name @returns {unknown} */
function property(value, name) {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** @param {unknown} value @param {string} what @returns {readonly unknown[]} */
function list(value, what) {
  if (!Array.isArray(value)) throw new Error(`The report holds no list of ${what}.`);
  return value;
}

/** @type {Record<"sarif" | "findings" | "array" | "lines" | "messages", (report: string) => number>} */
export const counts = {
  sarif: (report) =>
    list(property(json(report), "runs"), "runs").reduce(
      (/** @type {number} */ sum, run) => sum + list(property(run, "results"), "results").length,
      0,
    ),
  /** An object with a list `findings`: kingfisher, and betterleaks since version 2. */
  findings: (report) => list(property(json(report), "findings"), "findings").length,
  /** gitleaks. */
  array: (report) => list(json(report), "findings").length,
  /** One a line: ripsecrets. */
  lines: (report) => report.split("\n").filter((line) => line !== "").length,
  /** Some for each file; nothing at all where there is none: secretlint. */
  messages: (report) =>
    report.trim() === ""
      ? 0
      : list(json(report), "files").reduce(
          (/** @type {number} */ sum, file) => sum + list(property(file, "messages"), "messages").length,
          0,
        ),
};
