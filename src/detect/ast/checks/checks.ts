import type { AstCheck } from "../check.ts";
import { noHardcodedCredential } from "./no-hardcoded-credential.ts";
import { noSecretInLog } from "./no-secret-in-log.ts";

/** Every AST check; their names are the ids of the ESLint rules. */
export const checks: readonly AstCheck[] = [noHardcodedCredential, noSecretInLog];
