// Who may open a pull request, but not read the vault, cannot ask the gate for what it holds.
import { beforeAll, describe, expect, it } from "vitest";
import { plant } from "../cli/planted.ts";
import { line, newRepository, scanned, secret, type TestRepository } from "../cli/repository.ts";
import { cli, temporaryDirectory } from "../cli/run-cli.ts";
import { fill, seeded } from "../detect/generate.ts";

const base = temporaryDirectory();
const env = { VAULTLINT_PASSPHRASE: plant(fill("${alnum:12}-${alnum:12}", seeded("oracle"))) };
const vault = "file:./dev.vault.json";
const guesses = (count: number): string => Array.from({ length: count }, (_, i) => line(`guess ${String(i)}`)).join("");
const known = line("oracle");

describe("a change with more than 200 new values", () => {
  let repository: TestRepository;
  beforeAll(async () => {
    repository = newRepository(base, "oracle", { "old.py": guesses(150) });
    const { cwd } = repository;
    await cli(["vault", "init", vault], { cwd, env });
    await cli(["vault", "set", vault, "api-key", "--stdin"], { cwd, env, input: secret("oracle") });
    repository.commit({});
  });

  async function asked(
    files: Record<string, string>,
  ): Promise<{ code: number | null; states: string[]; said: string }> {
    repository.git("checkout", "-q", "-B", "topic", "main");
    repository.commit(files);
    const { code, stdout } = await scanned(repository.cwd, ["--diff", "main", "--vault", vault], env);
    const { findings, notices } = JSON.parse(stdout) as {
      findings: { path: string; verification: { state: string; reason?: string } }[];
      notices: { message: string }[];
    };
    const states = findings.filter(({ path }) => path === "z.py").map(({ verification }) => verification.state);
    return { code, states, said: notices.map(({ message }) => message).join("\n") };
  }

  it("is not compared beyond them, and the gate is incomplete", async () => {
    const { code, states, said } = await asked({ "a.py": guesses(400).slice(guesses(150).length), "z.py": known });
    expect(code).toBe(2);
    expect(states).toEqual(["unverified"]);
    expect(said).toContain("more than 200 new values");
  });

  it("is told from one that changes a file with many old ones", async () => {
    const { code, states, said } = await asked({ "old.py": `# new\n${guesses(151)}`, "z.py": known });
    expect(code).toBe(1);
    expect(states).toEqual(["in-vault"]);
    expect(said).not.toContain("new values");
  });
});
