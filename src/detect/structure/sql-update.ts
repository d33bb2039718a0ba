/** A setting that SQL changes where its name says what it is: `UPDATE settings SET value = 'x' WHERE name = 'api_key'`. */
import type { Span } from "../../model/text.ts";
import { type NameKind, secretName } from "../judge/names.ts";

const assigned =
  /set\s{1,4}\\?[`"[]?(?:[a-z]{1,20}_)?value\\?[`"\]]?\s{0,4}=\s{0,4}N?\\?(?<quote>['"])(?<value>[^'"\\\n]{1,400})\\?\k<quote>/iuy;
const where = /\bwhere\b/iu;
const named =
  /(?:^|[\s`"[.(])(?:[a-z]{1,20}_)?(?:name|key)\\?[`"\])]{0,2}\s{0,4}(?:=|\blike\b)\s{0,4}N?\\?(?<quote>['"])(?<name>[\w.-]{1,80})\\?\k<quote>/iu;
const farthest = 300;

/** A setting by its name and the place of its value. */
export interface Setting extends Span {
  readonly name: string;
  readonly nameKind: NameKind;
}

/** The setting that a statement changes whose SET stands at `at`; nothing where its name promises no secret. */
export function updatedSetting(text: string, at: number): Setting | undefined {
  assigned.lastIndex = at;
  const match = assigned.exec(text);
  const { quote = "", value = "" } = match?.groups ?? {};
  if (!match) return undefined;
  const behind = text.slice(assigned.lastIndex, assigned.lastIndex + farthest);
  const statement = behind.slice(0, (behind + ";").indexOf(";"));
  const condition = where.exec(statement);
  const name = condition ? named.exec(statement.slice(condition.index + 5))?.groups?.["name"] : undefined;
  const nameKind = name === undefined ? undefined : secretName(name);
  if (name === undefined || !nameKind) return undefined;
  const start = at + match[0].indexOf(value, match[0].indexOf(quote, match[0].indexOf("=")) + 1);
  return { name, nameKind, start, end: start + value.length };
}
