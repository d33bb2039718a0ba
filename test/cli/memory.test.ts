// Files that were made to fill the memory: what is held of a text must not grow with how much of it is of one kind.
import { describe, expect, it } from "vitest";
import { fill, seeded } from "../detect/generate.ts";
import { cli, temporaryDirectory, tree } from "./run-cli.ts";

const base = temporaryDirectory();
const random = seeded("memory");

describe("little memory is enough for", () => {
  it("a Secret of Kubernetes with very many keys", async () => {
    const lines = Array.from({ length: 60_000 }, (_, index) => {
      const value = Buffer.from(fill("${alnum:12}", random)).toString("base64");
      return `  key${String(index)}: ${value}\n`;
    });
    const cwd = tree(base, "secret", { "secret.yaml": `kind: Secret\ndata:\n${lines.join("")}` });
    const { code, stderr } = await cli(["scan"], { cwd, env: { NODE_OPTIONS: "--max-old-space-size=80" } });
    expect(stderr).not.toMatch(/heap|FATAL/u);
    expect(code).toBe(1);
  }, 120_000);
});
