// The base64 that PowerShell is given as a command: `powershell -EncodedCommand SQBuAHYAbwBr...`, UTF-16 inside.
// https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_powershell_exe#-encodedcommand-base64encodedcommand

const option = /-enc(?:odedcommand)?["',]{0,2}\s{1,4}["']?(?=[\w+/]{16})/iy;

/** Where the base64 behind the option at `at` begins. */
export function encodedCommandAt(bytes: Buffer, at: number): number | undefined {
  option.lastIndex = 0;
  const match = option.exec(bytes.toString("latin1", at, at + 60));
  return match ? at + match[0].length : undefined;
}
