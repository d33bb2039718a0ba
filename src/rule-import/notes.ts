/** What is told of an import: what was left out, what was written differently, and what belongs elsewhere. */
export interface Note {
  readonly kind: "left out" | "changed" | "note";
  /** What it is about, as the imported file names it: a rule's id, `allowlists[2]`; empty for the whole file. */
  readonly about: string;
  /** A sentence's end without full stop. It quotes no pattern: one may have been made from a secret. */
  readonly message: string;
}

/** Takes down what is to be told. */
export type Tell = (kind: Note["kind"], about: string, message: string) => void;

/** What is to be told, as lines; what is the same for many is told once. */
export function noteLines(notes: readonly Note[]): string[] {
  const groups = new Map<string, { note: Note; about: Set<string> }>();
  for (const note of notes) {
    const key = `${note.kind}\0${note.message}`;
    const known = groups.get(key);
    if (known) known.about.add(note.about);
    else groups.set(key, { note, about: new Set([note.about]) });
  }
  return [...groups.values()].map(({ note, about }) => {
    const names = [...about].filter((name) => name !== "").join(", ");
    return `${note.kind}: ${names === "" ? "" : `${names}: `}${note.message}`;
  });
}
