/**
 * Passwords as people choose them. The labelled corpus replaced its true values by random characters, so a fit on it alone would
 * learn that no secret reads like words. These values take the place of some of them again. They are made up: a word or two, digits,
 * signs, letters swapped, in the habits that studies of passwords describe.
 */
const words = (
  "summer winter autumn sommer hiver verano dragon monkey tiger falcon panda shadow silver golden purple orange coffee cheese banana " +
  "berlin madrid boston sydney paris munich anna julia peter marco maria thomas sophie daniel soccer hockey tennis guitar music matrix " +
  "galaxy rocket pirate wizard hunter ranger castle river forest mountain ocean thunder freedom family company office server backup " +
  "orders billing warehouse printer wireless router kitchen garden"
).split(" ");
const years = ["1987", "1994", "2015", "2019", "2021", "2023", "2024"];
const digits = ["1", "7", "12", "42", "88", "99", "123", "321", "007", "4711"];
const signs = ["!", "!!", "$", "#", "@", "?", "*", "."];
const leet = { a: "4", e: "3", i: "1", o: "0", s: "$" };

/** @param {readonly string[]} list @param {number} index */
const pick = (list, index) => list[index % list.length] ?? "";
/** @param {string} word */
const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);
/** @param {string} word */
const swapped = (word) => word.replaceAll(/[aeios]/gu, (letter) => leet[/** @type {keyof typeof leet} */ (letter)]);

/** @type {readonly ((n: number) => string)[]} */
const habits = [
  (n) => capital(pick(words, n)) + pick(years, n) + pick(signs, n),
  (n) => capital(pick(words, n)) + pick(digits, n) + pick(signs, n + 3),
  (n) => pick(words, n) + pick(years, n + 2),
  (n) => pick(words, n) + pick(words, 3 * n + 11) + pick(digits, n),
  (n) => capital(swapped(pick(words, n))) + pick(digits, n + 1),
  (n) => capital(pick(words, n)) + capital(pick(words, 5 * n + 7)) + pick(signs, n) + pick(digits, n),
  (n) => pick(signs, n) + swapped(pick(words, n)) + pick(digits, n),
  (n) =>
    `${capital(pick(words, n))}${pick(["-", "_", "."], n)}${pick(words, 7 * n + 5)}${pick(["-", "_", "."], n)}${pick(digits, n)}`,
  (n) => pick(words, n).toUpperCase() + pick(digits, n + 4) + pick(words, n + 9),
  (n) => capital(pick(words, n)).slice(0, 4) + pick(signs, n) + pick(words, n + 5).slice(0, 4) + pick(digits, n),
];

/** The n-th of these passwords. @param {number} n */
export function peoplePassword(n) {
  return (habits[n % habits.length] ?? habits[0])?.(Math.floor(n / habits.length) * 7 + n) ?? "";
}
