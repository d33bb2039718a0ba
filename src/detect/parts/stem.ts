// What is left of a name without the words that say what it holds: by it the parts of one credential are known among others, as
// `prod_db` in `PROD_DB_USER` and `prodDbPassword`.
import { remember } from "../../model/remember.ts";

// What secrets and their other parts are called.
const said =
  /^(?:secrets?|passwords?|passwd|passphrase|pass|pwd|pw|keys?|tokens?|access|ids?|sid|user|users|username|login|uid|name|email|value|credentials?|auth|private|public|tenant|directory|account|host|server)$/u;
// The same at the end of words that are written as one: `clientsecret`.
const glued = /(?:secret|password|passwd|passphrase|pass|pwd|key|token|access|username|user|login|name|id|sid)$/u;

/** `awsSecretKey`, `AWS_SECRET_KEY`, `aws.secret-key`: `aws`, `secret`, `key`. */
function wordsOf(name: string): string[] {
  return name
    .slice(0, 120)
    .replaceAll(/(?<lower>[a-z\d])(?=[A-Z])|(?<upper>[A-Z])(?=[A-Z][a-z])/gu, "$<lower>$<upper> ")
    .toLowerCase()
    .split(/[^a-z\d]+/u)
    .filter((word) => word !== "");
}

function unglued(word: string): string {
  let rest = word;
  for (let end = glued.exec(rest); end; end = glued.exec(rest)) rest = rest.slice(0, end.index);
  return rest;
}

/** The words of a name that do not say what it holds. Sorted: a suffix says the same as a prefix. */
export const stemOf: (name: string) => readonly string[] = remember((name) =>
  wordsOf(name)
    .filter((word) => !said.test(word))
    .map(unglued)
    .filter((word) => word !== "")
    .sort(),
);

/** How well two stems agree: 0 the same, 1 one says more than the other, nothing where they speak of different things. */
export function agreement(a: readonly string[], b: readonly string[]): 0 | 1 | undefined {
  const [less, more] = a.length <= b.length ? [a, b] : [b, a];
  if (!less.every((word) => more.includes(word))) return undefined;
  return less.length === more.length ? 0 : 1;
}
