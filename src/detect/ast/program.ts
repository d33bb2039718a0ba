const program = /\.[cm]?[jt]sx?$/u;
const declaration = /\.d\.[cm]?ts$/u;

/** True for JavaScript and TypeScript files; declarations hold no values. */
export function isProgram(path: string): boolean {
  return program.test(path) && !declaration.test(path);
}
