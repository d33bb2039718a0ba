/** A mistake or a circumstance that the user can mend: printed as one sentence, exit code 2. Anything else thrown is a bug. */
export class UserError extends Error {
  override readonly name = "UserError";
}
