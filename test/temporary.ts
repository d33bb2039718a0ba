// All temporary files of the tests lie in one folder, and go with it, whatever a test that broke off left behind.
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export default function setup(): () => void {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "vaultlint-tests-"));
  // What os.tmpdir() reads, here and in the programs that tests start.
  process.env[process.platform === "win32" ? "TEMP" : "TMPDIR"] = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}
