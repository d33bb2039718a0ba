/** So many answers are kept, for texts of so many characters: they come from the scanned tree, which may hold any number of them. */
const most = 1000;
const longest = 200;

/** The same function, which answers at once where it was asked before: the findings of a tree share a few names. */
export function remember<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly answer: T }>();
  return (text) => {
    const found = known.get(text);
    if (found) return found.answer;
    const given = answer(text);
    if (known.size < most && text.length <= longest) known.set(text, { answer: given });
    return given;
  };
}
