/** Milliseconds by a clock that only goes forward. `performance.now()` gives them, too, but first loads all that measures programs. */
export function milliseconds(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return 1000 * seconds + nanoseconds / 1_000_000;
}
