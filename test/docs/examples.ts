// The script lines of the examples for CI systems, and a clone as such a system makes one.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { line, newRepository } from "../cli/repository.ts";

function example(name: string): string {
  return readFileSync(new URL(`../../docs/examples/${name}`, import.meta.url), "utf8");
}

export interface Example {
  readonly name: string;
  readonly script: string;
  /** What the system sets in a merge request, of the base's commit and the target's branch. */
  readonly variables: (commit: string) => Record<string, string>;
}

export const gitlab = parse(example("gitlab-ci.yml")) as {
  secrets: { script: string[]; variables: Record<string, string> };
};
export const azure = parse(example("azure-pipelines.yml")) as { steps: { script?: string; fetchDepth?: number }[] };
const jenkins = /sh '''\n(?<script>.*?)'''/su.exec(example("Jenkinsfile"))?.groups?.["script"] ?? "";

export const examples: readonly Example[] = [
  {
    name: "GitLab CI",
    script: gitlab.secrets.script.join("\n"),
    variables: (commit) => ({ CI_MERGE_REQUEST_DIFF_BASE_SHA: commit }),
  },
  {
    name: "Azure Pipelines",
    script: azure.steps.map(({ script = "" }) => script).join(""),
    variables: () => ({ SYSTEM_PULLREQUEST_TARGETBRANCH: "refs/heads/main" }),
  },
  { name: "Jenkins", script: jenkins, variables: () => ({ CHANGE_TARGET: "main" }) },
];

/** A clone of a repository whose branch adds files; the base has an old secret of its own. */
export function cloneOf(
  base: string,
  name: string,
  added: Readonly<Record<string, string>> | undefined,
): { cwd: string; commit: string } {
  const origin = newRepository(base, `${name}-origin`);
  const commit = origin.commit({ "old.ini": line("old") });
  if (added !== undefined) {
    origin.git("checkout", "-q", "-b", "topic");
    origin.commit(added);
  }
  const cwd = join(base, name);
  origin.git("clone", "-q", origin.cwd, cwd);
  return { cwd, commit };
}
