/** Passwords that documents make of the name of the user beside them: `shopuser` and `shoppass`. */
const ofUser = /^(?<stem>[a-z][a-z\d]{0,20}?)[-_.]?(?:user|usr)(?:name)?$/u;
const ofPassword = /^(?<stem>[a-z][a-z\d]{0,20}?)[-_.]?(?:password|passwd|pass|pwd|pw)$/u;

export const madeOfUser = "but made of the user's name, as samples are";

/** True where user and password are the same word, each with what it is behind. */
export function isMadeOfUser(user: string, password: string): boolean {
  const stem = ofPassword.exec(password)?.groups?.["stem"];
  return stem !== undefined && ofUser.exec(user)?.groups?.["stem"] === stem;
}
