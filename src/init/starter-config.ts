// A config file to start from: it says what holds without it.
import { linesOf, type Plan, type ReadFile } from "./planned.ts";

const names = ["vaultlint.config.yml", "vaultlint.config.yaml", "vaultlint.config.json"] as const;
const content = `# yaml-language-server: $schema=https://unpkg.com/vaultlint/schema/config.schema.json
# All keys: https://github.com/vaultlint/vaultlint/blob/main/docs/configuration.md

# The least severity that fails a commit or a build: info, low, medium, high, critical or none.
failOn: medium

# Findings less sure than this are left out: low, medium or high.
minConfidence: medium

# Files that are not scanned, as in .gitignore.
ignore: []

# Vaults to compare with.
vaults: []
`;

export function starterConfig(read: ReadFile): Plan {
  const there = names.find((name) => read(name) !== undefined);
  if (there !== undefined) return { files: [], already: `${there} is there already`, next: [] };
  return { files: [{ path: names[0], content, replaces: false, added: linesOf(content) }], next: [] };
}
