import { Argument, Option, type Command } from "commander";
import { agentNames, type AgentName } from "../model/agent.ts";
import { passphraseFrom } from "./passphrase.ts";

interface Flags {
  readonly onError: "block" | "warn";
  readonly vaults: boolean;
}

/** Shorter than the time that the agents are told to wait, after which some go on. */
const deadline = 45_000;

const help = `
Reads from standard input what the agent is about to do: the file that it
writes, the command that it runs, the prompt that it was given. A secret that
this would add stops it, and the agent is told what to write instead; the value
is never in the answer. Config and baseline are those of a scan.

Examples:
  vaultlint init --agent claude            have the agent call this
  vaultlint agent-hook claude < call.json

Exit codes: 0 the answer is on standard output, 2 the call could not be read,
which stops it.`;

/** Adds `agent-hook`: what a coding agent asks before it writes. */
export function registerAgentHook(program: Command): void {
  program
    .command("agent-hook")
    .description("check what a coding agent is about to write; the agent calls it as a hook")
    .addArgument(
      new Argument("<agent>", "the agent that calls, which tells the form of question and answer").choices(agentNames),
    )
    .addOption(
      new Option("--on-error <action>", "what becomes of a call that cannot be checked, which is said either way")
        .choices(["block", "warn"])
        .default("block"),
    )
    .option("--no-vaults", "compare with no vault, also with none that the config names")
    .addHelpText("after", help)
    .action(async (agent: AgentName, { onError, vaults }: Flags) => {
      const { answerCall } = await import("../agent/answer.ts");
      const { stdout, stderr, exitCode } = await answerCall({
        agent,
        onError,
        withoutVaults: !vaults,
        passphrase: passphraseFrom({}),
        input: process.stdin,
        directory: process.cwd(),
        deadline,
      });
      process.exitCode = exitCode;
      process.stderr.write(stderr);
      // An agent that keeps standard input open is not waited for.
      process.stdout.write(stdout, () => process.exit());
    });
}
