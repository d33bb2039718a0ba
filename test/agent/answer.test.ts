import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { answerCall, type HookAnswer, type HookOptions } from "../../src/agent/answer.ts";
import { agentNames, type AgentName } from "../../src/model/agent.ts";
import { Secret } from "../../src/model/secret.ts";
import { expectNoPiece } from "../cli/planted.ts";
import { secret } from "../cli/repository.ts";
import { temporaryDirectory, tree } from "../cli/run-cli.ts";
import { ask, create, open, vaultDirectory } from "../vaults/temporary.ts";

const base = temporaryDirectory();
const value = secret("agent");
const kept = secret("stands there");
let count = 0;

/** A project with these files. */
function project(files: Record<string, string> = {}): string {
  const directory = tree(base, `p${String(count++)}`, files);
  mkdirSync(join(directory, ".git"));
  return directory;
}
const empty = project();

/** Answers a call; no piece of a value may be in the answer. */
async function answer(agent: AgentName, input: unknown, options: Partial<HookOptions> = {}): Promise<HookAnswer> {
  const answered = await answerCall({
    agent,
    onError: "block",
    withoutVaults: false,
    passphrase: () => Promise.reject(new Error("nobody is asked")),
    input: Readable.from([Buffer.from(typeof input === "string" ? input : JSON.stringify(input))]),
    directory: empty,
    deadline: 20_000,
    ...options,
  });
  expectNoPiece(answered.stdout + answered.stderr, "the answer");
  return answered;
}

/** The call of each agent that writes a file; what it is called in their documentation. */
const writes: Readonly<Record<AgentName, (path: string, content: string) => object>> = {
  claude: (path, content) => ({
    ...{ session_id: "s", transcript_path: "/t.jsonl", cwd: empty, permission_mode: "default" },
    ...{
      hook_event_name: "PreToolUse",
      tool_name: "Write",
      tool_input: { file_path: path, content },
      tool_use_id: "t",
    },
  }),
  codex: (path, content) => ({
    ...{ session_id: "s", transcript_path: null, cwd: empty, permission_mode: "default", model: "m", tool_use_id: "t" },
    ...{ hook_event_name: "PreToolUse", tool_name: "apply_patch" },
    tool_input: { command: `*** Begin Patch\n*** Add File: ${path}\n+${content}\n*** End Patch\n` },
  }),
  copilot: (path, content) => ({
    ...{ sessionId: "s", timestamp: 1_700_000_000_000, cwd: empty, toolName: "create" },
    toolArgs: JSON.stringify({ path, file_text: content }),
  }),
  cursor: (path, content) => ({
    ...{ conversation_id: "c", generation_id: "g", cursor_version: "2.4.1", workspace_roots: [empty], cwd: "" },
    ...{
      hook_event_name: "preToolUse",
      tool_name: "Write",
      tool_input: { file_path: path, content },
      tool_use_id: "t",
    },
  }),
  gemini: (path, content) => ({
    ...{ session_id: "s", transcript_path: "/t.json", cwd: empty, timestamp: "2026-03-02T12:00:00Z" },
    ...{ hook_event_name: "BeforeTool", tool_name: "write_file", tool_input: { file_path: path, content } },
  }),
};
const claudeWrite = (path: string, content: string): object => writes.claude(path, content);

/** What each agent takes for a denial of a tool, for one of a prompt, for a warning, and for nothing to say. */
const forms: Readonly<
  Record<AgentName, { deny: (said: unknown) => object; warn: (said: unknown) => object; pass: string }>
> = {
  claude: {
    deny: (said) => ({
      hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision: "deny", permissionDecisionReason: said },
    }),
    warn: (said) => ({ systemMessage: said }),
    pass: "",
  },
  codex: {
    deny: (said) => ({
      hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision: "deny", permissionDecisionReason: said },
    }),
    warn: (said) => ({ systemMessage: said }),
    pass: "",
  },
  copilot: {
    deny: (said) => ({ permissionDecision: "deny", permissionDecisionReason: said }),
    warn: (said) => ({ type: "progress", message: said }),
    pass: "",
  },
  cursor: {
    deny: (said) => ({ permission: "deny", user_message: said, agent_message: said }),
    warn: (said) => ({ permission: "allow", user_message: said, agent_message: said }),
    pass: '{"permission":"allow"}\n',
  },
  gemini: {
    deny: (said) => ({ decision: "deny", reason: said }),
    warn: (said) => ({ systemMessage: said }),
    pass: "{}\n",
  },
};

describe.each(agentNames)("%s", (agent) => {
  const line = `const dbPassword = "${value}";`;

  it("is told what it may not write, where, and what to write instead", async () => {
    const { stdout, exitCode } = await answer(agent, writes[agent]("src/db.ts", line));
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual(
      forms[agent].deny(
        expect.stringMatching(
          /^vaultlint stopped this call: 1 finding\.\nsrc\/db\.ts:1: high: .* called "dbPassword" \(generic\/password\)\n {2}write process\.env\.DB_PASSWORD\n/u,
        ),
      ),
    );
  });

  it("hears nothing of what is clean", async () => {
    const clean = await answer(agent, writes[agent]("src/db.ts", "const dbPassword = process.env.DB_PASSWORD;"));
    expect(clean).toEqual({ stdout: forms[agent].pass, stderr: "", exitCode: 0 });
  });

  it.each(["", "{", "[]", "5", '{"hook_event_name":"Stop"}', `"${value}"`])(
    "is stopped by an input that is no call: %j",
    async (input) => {
      const { stdout, stderr, exitCode } = await answer(agent, input);
      expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
      expect(stderr).toMatch(/^vaultlint could not check this call, so it is stopped/u);
      const warned = await answer(agent, input, { onError: "warn" });
      expect(warned.exitCode).toBe(0);
      expect(JSON.parse(warned.stdout)).toMatchObject(forms[agent].warn(expect.stringContaining("lets it through")));
    },
  );

  it("is stopped where the scan is not complete, or let through and told", async () => {
    const wrong = { directory: project({ "vaultlint.config.yml": "ingore: []\n" }) };
    const said = expect.stringContaining("unknown key 'ingore': did you mean 'ignore'?") as unknown;
    const call = writes[agent]("src/db.ts", line);
    const stopped = await answer(agent, call, wrong);
    expect(stopped.exitCode).toBe(0);
    expect(JSON.parse(stopped.stdout)).toEqual(forms[agent].deny(said));
    expect(stopped.stderr).toEqual(said);
    const warned = await answer(agent, call, { ...wrong, onError: "warn" });
    expect(JSON.parse(warned.stdout)).toEqual(forms[agent].warn(said));
  });
});

describe("a prompt that holds a secret", () => {
  const prompt = `use api_key = "${value}" for it`;
  const said = expect.stringMatching(/^vaultlint stopped this prompt: 1 finding\.\nthe prompt, line 1: /u) as unknown;
  it.each<[AgentName, object, object]>([
    ["claude", { hook_event_name: "UserPromptSubmit", prompt }, { decision: "block", reason: said }],
    ["codex", { hook_event_name: "UserPromptSubmit", prompt }, { decision: "block", reason: said }],
    ["cursor", { hook_event_name: "beforeSubmitPrompt", prompt }, { continue: false, user_message: said }],
    ["gemini", { hook_event_name: "BeforeAgent", prompt }, { decision: "deny", reason: said }],
  ])("%s", async (agent, call, form) => {
    expect(JSON.parse((await answer(agent, call)).stdout)).toEqual(form);
  });
});

describe("what counts", () => {
  const edit = (path: string, old: string, next: string): object => ({
    hook_event_name: "PreToolUse",
    tool_name: "Edit",
    tool_input: { file_path: path, old_string: old, new_string: next },
  });
  const bash = (command: string): object => ({
    hook_event_name: "PreToolUse",
    tool_name: "Bash",
    tool_input: { command },
  });
  const directory = project({
    "app.py": `key = None\ntoken = "${kept}"\n`,
    "vaultlint.config.yml": "ignore: [third_party/]\nfailOn: medium\n",
  });
  const reason = async (call: object): Promise<string> => {
    const { stdout } = await answer("claude", call, { directory });
    if (stdout === "") return "";
    const { hookSpecificOutput } = JSON.parse(stdout) as { hookSpecificOutput: { permissionDecisionReason: string } };
    return hookSpecificOutput.permissionDecisionReason;
  };
  const app = join(directory, "app.py");

  it.each<[string, object, RegExp]>([
    [
      "a value that an edit adds, with the name that stands there",
      edit(app, "None", `"${value}"`),
      /app\.py:1: .*"key"/u,
    ],
    ["not one that stood there", edit(app, "token", "access_token"), /^$/u],
    ["not one that a whole file keeps", claudeWrite(app, `api_key = "${kept}"\n`), /^$/u],
    ["one in a command", bash(`curl -u admin:${value} https://api.corp.net`), /^.*\nthe command, line 1: /u],
    [
      "one in a tool of a server",
      { ...bash(""), tool_name: "mcp__a__b", tool_input: { password: value } },
      /the input, line 2/u,
    ],
    [
      "not one in a file that the project ignores",
      claudeWrite(join(directory, "third_party/a.py"), `key = "${value}"`),
      /^$/u,
    ],
    ["one in a file outside of the project", claudeWrite(join(base, "o.py"), `api_key = "${value}"`), /o\.py:1: /u],
    [
      "a comment of the agent's own",
      claudeWrite(join(directory, "b.py"), `api_key = "${value}"  # vaultlint-ignore generic/secret -- fine\n`),
      /b\.py:1: .*New comment that hides a finding.*\n {2}leave the comment to the user\n/u,
    ],
  ])("%s", async (_, call, said) => {
    expect(await reason(call)).toMatch(said);
  });

  it("names the first ten findings", async () => {
    const lines = Array.from({ length: 12 }, (_, at) => `api_key_${String(at)} = "${secret(`many ${String(at)}`)}"\n`);
    const said = await reason(claudeWrite(join(directory, "c.py"), lines.join("")));
    expect(said).toMatch(/: 12 findings\.\n/u);
    expect(said.match(/^c\.py:/gmu)).toHaveLength(10);
    expect(said).toContain("\nand 2 more findings\n");
  });
});

describe("a vault that the config names", () => {
  it("is asked which entry it is, but not with --no-vaults, and never for a passphrase", async () => {
    const vault = join(vaultDirectory(), "v.json");
    await create(vault);
    await (await open(vault)).put("orders-token", "secret", new Secret(value));
    const config = `vaults: [{ uri: "file:${vault}" }]\nazureVault: prod-kv\n`;
    const directory = project({ "vaultlint.config.yml": config });
    const call = claudeWrite("a.js", `const apiKey = "${value}";\n`);
    const known = await answer("claude", call, { directory, passphrase: ask });
    expect(known.stdout).toMatch(/in vault v\.json as \\"orders-token\\".*write process\.env\.ORDERS_TOKEN/u);
    expect(known.stdout).toContain(
      "feed it by @Microsoft.KeyVault(SecretUri=https://prod-kv.vault.azure.net/secrets/orders-token)",
    );
    const apart = await answer("claude", call, { directory, withoutVaults: true });
    expect(apart.stdout).toMatch(/"deny".*write process\.env\.API_KEY/u);
    const closed = await answer("claude", claudeWrite("a.js", "1\n"), { directory });
    expect(closed.stdout).toMatch(/"deny".*could not check/u);
  });
});

describe("hostile input", () => {
  it("larger than the limit is not read on", async () => {
    function* endless(): Generator<Buffer> {
      for (;;) yield Buffer.alloc(1_000_000, "x");
    }
    const { stderr, exitCode } = await answer("claude", "", { input: Readable.from(endless()) });
    expect({ stderr, exitCode }).toEqual({
      stderr: expect.stringContaining("larger than 20 MB") as string,
      exitCode: 2,
    });
  });

  it("that never ends is not waited for", async () => {
    const input = new Readable({ read: () => undefined });
    const { stderr, exitCode } = await answer("claude", "", { input, deadline: 50 });
    expect({ stderr, exitCode }).toEqual({
      stderr: expect.stringContaining("longer than 0.05 seconds") as string,
      exitCode: 2,
    });
  });

  it("nested deeply, of wrong types, or with a path that leads nowhere, is said", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const call = (input: string): string =>
      `{"hook_event_name":"PreToolUse","tool_name":"X","cwd":[],"tool_input":${input}}`;
    symlinkSync(base, join(empty, "elsewhere"));
    for (const input of [
      deep,
      `{"a":${deep}}`,
      "null",
      "7",
      '{"file_path":"\\u0000","content":""}',
      '{"file_path":"elsewhere","content":""}',
    ]) {
      const { stdout, exitCode } = await answer("claude", call(input));
      expect(exitCode).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ hookSpecificOutput: { permissionDecision: "deny" } });
    }
  });

  it("a fault of our own is named, not quoted", async () => {
    const broken = new Readable({
      read() {
        this.destroy(new TypeError(`at ${value}`));
      },
    });
    const { stderr, exitCode } = await answer("gemini", "", { input: broken });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /^vaultlint could not check .*: a fault in vaultlint, see standard error\nvaultlint: .*\(TypeError\)/u,
    );
  });
});
