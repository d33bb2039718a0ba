/** Where the object that holds `at` begins or ends: at its brace, or at the window's edge. */
export function objectEdge(text: string, at: number, step: 1 | -1): number {
  let depth = 0;
  for (let i = at; i >= 0 && i < text.length; i += step) {
    const char = text[i];
    if (char === (step > 0 ? "{" : "}")) depth++;
    else if (char === (step > 0 ? "}" : "{") && depth-- === 0) return i;
  }
  return step > 0 ? text.length : 0;
}
