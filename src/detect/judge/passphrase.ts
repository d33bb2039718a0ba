/** Passwords of several words, as people draw them from a list: nouns and verbs one after another, and nothing that makes a sentence of them. */

export const fewestWords = 4;
const shape = /^[a-z]{3,12}(?: [a-z]{3,12}){3,7}$/u;
// What holds a sentence together, and what texts about passwords speak of.
const ofSentences = new Set(
  (
    "the and for nor but not are was were has have had can may must shall should will would your you our their his her its that this these " +
    "those with without from into onto over under than then when where which while who why how what all any each every some none only also " +
    "does did been being let please too very more most less least same other another new old use used using set sets get gets add enter type " +
    "choose change changed changing reset forgot forgotten remember confirm show hide repeat verify check try again invalid incorrect wrong " +
    "valid correct required missing empty expired weak strong short long match matches error failed failure success password passwords " +
    "passphrase secret secrets token tokens key keys credential credentials username user users login logon account email name names value " +
    "text string field file default example sample test testing dummy fake placeholder admin root database server client"
  ).split(" "),
);

/** True where a value may be a passphrase rather than a text: four words or more in lower case, of which none belongs to a sentence. */
export function isPassphrase(value: string): boolean {
  if (!shape.test(value)) return false;
  const words = value.split(" ");
  return (
    words.length >= fewestWords &&
    !words.slice(1).some((word) => ofSentences.has(word)) &&
    new Set(words).size === words.length
  );
}
