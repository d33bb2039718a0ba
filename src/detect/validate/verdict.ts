// What a validator says of a value: the one shape that all of them share.

/** `valid`: the checksum proves the format. `invalid`: this value was never issued. `unknown`: nothing can be said. */
export type Verdict = "valid" | "invalid" | "unknown";

/** Judges one value. Never throws, never keeps the value; `parameters` come from the rule. */
export type Validator = (value: string, parameters: Readonly<Record<string, readonly string[]>>) => Verdict;

/** What reasons say of an invalid value. */
export const mismatch = "checksum does not match";
