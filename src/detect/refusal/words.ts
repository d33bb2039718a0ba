/** What a test says where it hands over what is to be refused. */
import { remember } from "../../model/remember.ts";
import { words } from "../judge/names.ts";

const ofRefused = new Set(
  (
    "wrong bad invalid incorrect bogus malformed mangled broken corrupt corrupted mismatch mismatched mismatching tampered forged nonexistent " +
    "nonexisting unauthorized unauthorised forbidden fail fails failing failed failure rejected reject rejects refused refuse weak expired " +
    "revoked truncated"
  ).split(" "),
);
const given = /(?<name>[A-Za-z_]\w{2,60})["'\]]{0,2}\s{0,3}(?::=|=(?!=)|:(?!:)|=>|\()/gu;

// Whose name it is: a bad user may have a good password.
const ofSomebody = new Set(["user", "users", "account", "client", "host", "url"]);

/** True for `badPassword`. */
export const isNameOfRefused: (name: string) => boolean = remember((name) => {
  const all = words(name);
  return all.some((word, index) => ofRefused.has(word) && !ofSomebody.has(all[index + 1] ?? ""));
});

/** True for a name of what was right before: `old_password`. */
export function isNameOfFormer(name: string): boolean {
  return words(name).some((word) => /^(?:old|current|existing|original|previous)(?:pass|pw|$)/u.test(word));
}

/** True for code in which something called so is given what follows: `const wrongLogin = {`, `expect_forbidden(`. */
export function namesRefused(code: string): boolean {
  for (const match of code.matchAll(given)) if (isNameOfRefused(match.groups?.["name"] ?? "")) return true;
  return false;
}

/** True for a value that says it: `wrong-password`. */
export function isValueOfRefused(value: string): boolean {
  return (
    /wrong|invalid|incorrect|bogus|nonexist|mismatch|malformed|does_?not_?(?:match|exist)|not[-_](?:the|a|valid|real|right)(?![a-z])/iu.test(
      value,
    ) || /(?:^|[^a-z])bad[-_ ]?(?:pass|pw|token|key|secret|cred|user|value|sig|guess|one)|^bad$/iu.test(value)
  );
}

// Words that speak of what was handed over.
const refusing =
  /\b(?:wrong|invalid|incorrect|bogus|rejects?|rejected|refused?|refuses|mismatch|mismatche[sd]|malformed|mangled|truncated|tampered|forged|non-?existent|too (?:short|long|weak|common))\b|(?:\bnot|n't) (?:be )?(?:match|exist|valid|accepted|jwt|base64)/iu;
// Words that may speak of anything else in a test as well.
const general = /\b(?:bad|fail|fails|failed|failing|failure|missing|unsupported|unknown|broken)\b/iu;
const ofSecrets =
  /\b(?:pass|passwords?|passwd|passphrases?|passcodes?|pw|pwd|secrets?|credentials?|tokens?|keys?|login|log in|auth\w*|signatures?|jwt|jwk|claims?|certificates?|signer|hash|base64)\b/iu;
const nothingElse =
  /^\W*(?:should |must |this |will )?(?:wrong|invalid|incorrect|bad|bogus|rejected|refused|fail|fails|failed|failure|malformed|be rejected|be refused)\W*$/iu;

/** True for a comment that says it: `// wrong password`. Of tokens and keys with a structure any part may be meant, but by no general word. */
export function isRemarkOfRefusal(text: string, hasStructure: boolean): boolean {
  if (hasStructure && refusing.test(text)) return true;
  if (!refusing.test(text) && !general.test(text)) return false;
  return ofSecrets.test(text) || (!hasStructure && nothingElse.test(text));
}

/** True for code that sets or stands for what is right: `create_user(`, `set_password(`, `when(x).thenReturn(`. */
export function setsSecret(code: string): boolean {
  return /(?:create|insert|factory|add|make|new|build|register)_?\w{0,20}(?:user|account|client|credential|member|admin)|(?:User|Account|Admin|Member)(?:\.objects\.create\w{0,12})?\(|set_?pass|hash|encrypt|bcrypt|\bsave|environ|setenv|thenReturn|return_value|patch\(|settings\.|config\b/iu.test(
    code,
  );
}
