// What a rule's regex must obey, so that no text can make it slow: it compiles without flags that Node 20 lacks, and every
// repetition is bounded (a window caps the text; a bound caps the work inside it).

/**
 * @param {string} pattern
 * @param {{ ignoreCase?: boolean, before?: number, length?: number }} rule
 * @returns {string | undefined} what is wrong and how to write it, or undefined
 */
export function checkPattern(pattern, rule) {
  try {
    new RegExp(pattern, rule.ignoreCase ? "i" : "");
  } catch {
    return "the pattern is no JavaScript regular expression.";
  }
  // Character classes and escapes are blanked, so that only real quantifiers are left.
  const bare = pattern.replace(/\\./gu, "e").replace(/\[[^\]]*\]/gu, "c");
  if (/[*+](?!\?=)/u.test(bare) || /\{\d+,\}/u.test(bare))
    return "unbounded repetition (* + {n,}): write {n,m} with the largest m that the format allows.";
  if (/\\[1-9]|\\k</u.test(pattern)) return "back-references are not allowed: they make matching exponential.";
  if (/\)\{\d+,\d+\}[^)]*\)\{\d+,\d+\}/u.test(bare)) return "nested repetition: unroll the inner or the outer group.";
  return undefined;
}
