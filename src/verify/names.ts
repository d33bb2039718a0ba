/** Whether a name in code and the name of a vault entry are the same name in two spellings. */
import { words } from "../detect/judge/names.ts";

/** `DB_PASSWORD`, `DbPassword`, `db-password` and `Db--Password` in one form; empty where no letter is in it. */
export function nameKey(name: string): string {
  return words(name).join("");
}
