/** What the secret opens. Ordered from least to most. */
export const severities = ["info", "low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];

/** How sure the tool is that it is a secret. Ordered from least to most. */
export const confidences = ["low", "medium", "high"] as const;
export type Confidence = (typeof confidences)[number];

/** True when `a` is as severe as `b` or more. */
export function atLeastSeverity(a: Severity, b: Severity): boolean {
  return severities.indexOf(a) >= severities.indexOf(b);
}

/** True when `a` is as sure as `b` or more. */
export function atLeastConfidence(a: Confidence, b: Confidence): boolean {
  return confidences.indexOf(a) >= confidences.indexOf(b);
}

/** The more severe of two. */
export function maxSeverity(a: Severity, b: Severity): Severity {
  return atLeastSeverity(a, b) ? a : b;
}

/** One step down, not below `floor`. */
export function stepDown(severity: Severity, floor: Severity): Severity {
  const lower = severities[Math.max(0, severities.indexOf(severity) - 1)] ?? severity;
  if (!atLeastSeverity(severity, floor)) return severity;
  return maxSeverity(lower, floor);
}
