const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/iu;
const length = 36;

/** True for a UUID, in letters of either case. */
export function isUuid(value: string): boolean {
  return value.length === length && uuid.test(value);
}
