// By name what detectors read first, so that the kernel does (kernel/looks.as.ts).
import {
  ATTRIBUTE,
  CALL,
  CHOICE,
  COOKIE,
  ENDS_QUOTED,
  ENTRY_OF_HOST,
  GROUP,
  IDENTIFIED,
  KEY_TYPE,
  LOGINS,
  PRINTED,
  QUOTED_ARGUMENT,
  SEED,
  USER_LINE,
  VARIABLE,
} from "../kernel/layout.ts";

export type LookName =
  | "attribute"
  | "choice"
  | "cookie"
  | "ends-quoted"
  | "entry-of-host"
  | "group"
  | "identified"
  | "key-type"
  | "logins"
  | "printed"
  | "quoted-argument"
  | "seed"
  | "user-line"
  | "variable";

export const looks: Readonly<Record<LookName | "call", number>> = {
  attribute: ATTRIBUTE,
  call: CALL,
  choice: CHOICE,
  cookie: COOKIE,
  "ends-quoted": ENDS_QUOTED,
  "entry-of-host": ENTRY_OF_HOST,
  group: GROUP,
  identified: IDENTIFIED,
  "key-type": KEY_TYPE,
  logins: LOGINS,
  printed: PRINTED,
  "quoted-argument": QUOTED_ARGUMENT,
  seed: SEED,
  "user-line": USER_LINE,
  variable: VARIABLE,
};
