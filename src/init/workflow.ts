// A GitHub workflow that scans every push and every pull request with no more rights than reading the code.
import { version } from "../version.ts";
import { linesOf, type Plan, type ReadFile } from "./planned.ts";

const path = ".github/workflows/vaultlint.yml";

/** `pin` is the commit of the action to use; a tag can be moved by whoever may write to its repository. */
export function workflow(read: ReadFile, pin: string | undefined): Plan {
  const tag = `v${version}`;
  const content = `name: vaultlint
on:
  push:
  pull_request:
    # edited: a check stays with its commit, also where the pull request then goes to another branch.
    types: [opened, synchronize, reopened, edited]
  merge_group:
permissions:
  contents: read
jobs:
  vaultlint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          # All commits: the base of a change is compared with its head.
          fetch-depth: 0
          persist-credentials: false
      - uses: vaultlint/vaultlint@${pin === undefined ? tag : `${pin} # ${tag}`}
`;
  const before = read(path);
  if (before === content) return { files: [], already: `${path} is there already`, next: [] };
  return {
    files: [{ path, content, replaces: before !== undefined, added: linesOf(content) }],
    next:
      pin === undefined
        ? [
            `pin the action: "git ls-remote https://github.com/vaultlint/vaultlint ${tag}" prints the commit to write in place of ${tag}`,
          ]
        : [],
  };
}
