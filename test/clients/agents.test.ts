// Real coding agents, with a stand-in for their model: the hook that init writes stops the file that would hold a secret, the model hears
// what to write instead, and a clean file is written. Cursor has no program that runs without an account.
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { plant } from "../cli/planted.ts";
import { temporaryDirectory, tree } from "../cli/run-cli.ts";
import { fill, seeded } from "../detect/generate.ts";
import { cached, npmPackage, root } from "./install.ts";
import { modelServer, type ToolCall } from "./model-server.ts";

const password = plant(fill("${alnum:16}!${alnum:15}", seeded("agents")));
const leak = `export const dbPassword = "${password}";\n`;
const clean = "export const dbPassword = process.env.DB_PASSWORD;\n";
const base = temporaryDirectory();

interface Client {
  readonly name: string;
  /** The package, and its program from there. */
  readonly spec: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly call: (file: string, content: string) => ToolCall;
  /** What tells it where its model is and that the project is trusted: variables, and files of its home. */
  readonly env: (url: string) => Readonly<Record<string, string>>;
  readonly files: (url: string, project: string) => Readonly<Record<string, string>>;
}

const clients: readonly Client[] = [
  {
    name: "claude",
    spec: "@anthropic-ai/claude-code@2.1.197",
    program: `../claude-code-${process.platform}-${process.arch}/claude`,
    args: ["--allowedTools", "Write", "-p", "write the file"],
    call: (file, content) => ({ tool: "Write", input: { file_path: file, content } }),
    env: (url) => ({
      ANTHROPIC_BASE_URL: url,
      ANTHROPIC_API_KEY: "none",
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    }),
    files: () => ({}),
  },
  {
    name: "codex",
    spec: "@openai/codex@0.171.0",
    program: "bin/codex.js",
    args: ["exec", "--dangerously-bypass-hook-trust", "write the file"],
    call: (file, content) => ({
      tool: "apply_patch",
      input: `*** Begin Patch\n*** Add File: ${file}\n+${content}*** End Patch\n`,
    }),
    env: () => ({}),
    files: (url, project) => ({
      ".codex/config.toml": `model = "gpt-5.5"
model_provider = "local"
approval_policy = "never"
sandbox_mode = "danger-full-access"
check_for_update_on_startup = false
[analytics]
enabled = false
[model_providers.local]
name = "local"
base_url = "${url}/v1"
wire_api = "responses"
[projects."${project}"]
trust_level = "trusted"
`,
    }),
  },
  {
    name: "copilot",
    spec: "@github/copilot@1.0.102",
    program: "npm-loader.js",
    args: ["--allow-all-tools", "--allow-all-paths", "-p", "write the file"],
    call: (file, content) => ({ tool: "create", input: { path: file, file_text: content } }),
    env: (url) => ({
      COPILOT_PROVIDER_BASE_URL: url,
      COPILOT_PROVIDER_TYPE: "anthropic",
      COPILOT_PROVIDER_API_KEY: "none",
      COPILOT_MODEL: "claude-sonnet-4.5",
      COPILOT_OFFLINE: "true",
      // It unpacks itself there, once.
      XDG_CACHE_HOME: cached("copilot-cache", () => undefined),
    }),
    files: (_, project) => ({ ".copilot/config.json": JSON.stringify({ trusted_folders: [project] }) }),
  },
  {
    name: "gemini",
    spec: "@google/gemini-cli@0.61.0",
    program: "bundle/gemini.js",
    args: ["-m", "gemini-2.5-flash", "--approval-mode", "yolo", "-p", "write the file"],
    call: (file, content) => ({ tool: "write_file", input: { file_path: file, content } }),
    env: (url) => ({ GOOGLE_GEMINI_BASE_URL: url, GEMINI_API_KEY: "none" }),
    files: () => ({
      ".gemini/settings.json": JSON.stringify({
        security: { auth: { selectedType: "gemini-api-key" }, folderTrust: { enabled: false } },
        general: { enableAutoUpdate: false },
        privacy: { usageStatisticsEnabled: false },
      }),
    }),
  },
];

/** The command that starts a client. */
function command({ spec, program }: Client): [string, ...string[]] {
  const file = join(npmPackage(spec), program);
  return file.endsWith(".js") ? [process.execPath, file] : [file];
}

/** Has the agent write a file into a project of its own. Says whether the file is there, and what the model heard. */
async function written(client: Client, content: string): Promise<{ isThere: boolean; heard: string }> {
  const project = tree(base, `${client.name}-${content === leak ? "leak" : "clean"}/project`, {
    ".gitignore": "node_modules\n",
  });
  execFileSync("git", ["init", "-q"], { cwd: project });
  mkdirSync(join(project, "node_modules"));
  symlinkSync(root, join(project, "node_modules/vaultlint"));
  execFileSync(process.execPath, [join(root, "bin/vaultlint.js"), "init", "--agent", client.name], {
    cwd: project,
    stdio: "ignore",
  });
  const file = join(project, "db.ts");
  const server = await modelServer(client.call(file, content));
  const home = tree(project, "../home", client.files(server.url, project));
  const [program, ...before] = command(client);
  const env = { PATH: process.env["PATH"] ?? "", HOME: home, ...client.env(server.url) };
  const run = promisify(execFile)(program, [...before, ...client.args], { cwd: project, env, timeout: 120_000 });
  run.child.stdin?.end();
  // Some say by their exit code that a call failed.
  await run.catch(() => undefined);
  server.close();
  const isThere = existsSync(file) && readFileSync(file, "utf8") === content;
  return { isThere, heard: /vaultlint stopped .{0,600}/u.exec(server.heard())?.[0] ?? "" };
}

describe.skipIf(process.platform === "win32")("a coding agent asks before it writes", () => {
  it.each(clients)("$spec", async (client) => {
    const stopped = await written(client, leak);
    expect(stopped.heard).toContain("vaultlint stopped this call: 1 finding.");
    expect(stopped.heard).toMatch(/db\.ts:1: high: .*write process\.env\.DB_PASSWORD/u);
    expect(stopped.isThere).toBe(false);
    expect((await written(client, clean)).isThere).toBe(true);
  });
});
