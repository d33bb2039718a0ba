export const beforeTried: readonly string[] = "my the your some new old default db app user".split(" ");
const words = (
  "pass password passwd passwort passphrase pwd secret admin administrator root user username guest test testing demo temp qwerty abc " +
  "foo bar login welcome letmein hello dummy sample example"
).split(" ");
const pattern = new RegExp(
  String.raw`^(?:${beforeTried.join("|")})?[-_ ]?(?:${words.join("|")}|p[a4@]ss(?:w[o0]rd)?)[-_!@#$.]{0,2}(?:\d{0,4}|word|pass)[!@#$.]{0,2}$`,
  "iu",
);

const rows = ["1234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm"];
/** What fingers walk over, each way. */
const walks = [...rows, ...rows.map((walk) => Array.from(walk).reverse().join(""))].join("\n");
const shortestStep = 3;
const shortestWalk = 6;
const longestWalk = 60;

/** By these the search knows what it has to leave to this file: words, what may stand in front of them, and what a walk begins with. */
export const triedWords: readonly string[] = [
  ...words,
  ...["p4ss", "p@ss", "passw0rd", "p4ssword", "p4ssw0rd", "p@ssword", "p@ssw0rd"],
];
export const walkBeginnings: readonly string[] = walks
  .split("\n")
  .flatMap((walk) =>
    Array.from({ length: walk.length - shortestStep + 1 }, (_, at) => walk.slice(at, at + shortestStep)),
  );

/**
 * Letters that stand side by side in the rows of a keyboard: `qwertyuiop`, `asdfasdf`. Those across the rows, with digits and capitals
 * (`1qaz2WSX`), are what people set where a policy asks for these.
 */
function isWalk(value: string): boolean {
  if (value.length < shortestWalk || value.length > longestWalk || value.includes("\n")) return false;
  const keys = value.toLowerCase();
  let at = 0;
  while (at < keys.length) {
    let end = at + shortestStep;
    if (end > keys.length || !walks.includes(keys.slice(at, end))) break;
    while (end < keys.length && walks.includes(keys.slice(at, end + 1))) end++;
    at = end;
  }
  // A few digits or signs may follow.
  return at >= shortestWalk && keys.length - at <= 2 && /[a-z]/u.test(keys) && !/[a-z ]/u.test(keys.slice(at));
}

/** A word everybody tries, with a few digits or signs behind it: `password1`, `admin123!`; or a walk over the keyboard. */
export function guessable(value: string): boolean {
  return pattern.test(value) || isWalk(value);
}
