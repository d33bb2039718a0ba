// Time and memory of a program with those of its children, which Node does not tell: python3 does, on POSIX systems.
import { spawnSync } from "node:child_process";

const script = `
import json, os, signal, sys, time
limit, output, *command = sys.argv[1:]
out = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
start = time.monotonic()
pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out, 1)], setpgroup=0)
for each in signal.SIGALRM, signal.SIGINT, signal.SIGTERM:
    signal.signal(each, lambda *_: os.killpg(pid, signal.SIGKILL))
signal.alarm(int(limit))
_, status, used = os.wait4(pid, 0)
print(json.dumps({"wall": time.monotonic() - start, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024, "code": os.waitstatus_to_exitcode(status)}))
`;

/** Without network, where the system lets a user take it away. */
const offline = spawnSync("unshare", ["-rn", "true"]).status === 0 ? ["unshare", "-rn"] : [];

/** What the tables say of it. */
export const network = offline.length > 0 ? "without network" : "verification off";

/**
 * @typedef {object} Measure
 * @property {number} wall seconds
 * @property {number} cpu seconds of user and system, children included
 * @property {number} memory megabytes, the peak of the largest process
 * @property {number} code the exit code; of a signal its negative number, so -9 of one that was stopped at its limit
 * @property {string} said the end of what it wrote to standard error
 */

export const stopped = -9;

/**
 * Runs a program once, without network.
 * @param {readonly string[]} command
 * @param {{ output?: string, cwd?: string, limit?: number }} [options] a file for standard output, where to run, and for how many seconds
 * @returns {Measure}
 */
export function measure(command, { output = "/dev/null", cwd, limit = 0 } = {}) {
  const [program = "", ...args] = [...offline, "python3", "-c", script, String(limit), output, ...command];
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 64_000_000, cwd });
  if (status !== 0) throw new Error(`${command.join(" ")} cannot be measured: ${stderr}`);
  return { ...JSON.parse(stdout), said: stderr.trim().slice(-300) };
}
