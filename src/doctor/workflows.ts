// Whether CI really runs vaultlint, and in a way that a pull request cannot get around: the GitHub workflows, and a word in others.
import { join, relative, sep } from "node:path";
import { readDocument } from "../config/document.ts";
import { isSilenced, ok, problem, type Check } from "./check.ts";
import { list, mapping, namesIn, type Look } from "./read.ts";

const otherSystems = [
  ".gitlab-ci.yml",
  "azure-pipelines.yml",
  "Jenkinsfile",
  ".circleci/config.yml",
  "bitbucket-pipelines.yml",
];
/** What a job that scans may write: the report to code scanning, the review of a pull request, a token for the vault. */
const fittingRights = new Set(["security-events", "pull-requests", "id-token", "checks"]);

type Data = Readonly<Record<string, unknown>>;

interface Step extends Data {
  readonly uses?: unknown;
  readonly run?: unknown;
}

const runsIt = /^(?!\s*#)(?!.*\b(?:npm (?:i|install|ci)|yarn add|pnpm add)\b).*\bvaultlint\b/mu;
const isAction = ({ uses }: Step): boolean => /^[^./][^@]*\/vaultlint@/u.test(String(uses));
const isOurs = (step: Step): boolean => isAction(step) || (typeof step.run === "string" && runsIt.test(step.run));
const pinned = (uses: unknown): boolean => /@[0-9a-f]{40}$/u.test(String(uses).trim());

/** The events of a workflow, written as a word, a list or a mapping. */
function events(on: unknown): string[] {
  if (typeof on === "string") return [on];
  return Array.isArray(on) ? on.map(String) : Object.keys(mapping(on));
}

/** Rights that the job has and a scan does not need. */
function excess(permissions: unknown): string | undefined {
  if (permissions === undefined || permissions === null)
    return "has no permissions block, so its token may have the right to write";
  if (permissions === "write-all") return "gives its token the right to write everything";
  if (typeof permissions === "string") return undefined;
  const rights = Object.entries(mapping(permissions)).filter(
    ([name, right]) => right === "write" && !fittingRights.has(name),
  );
  if (rights.length === 0) return undefined;
  return `gives its token more than a scan needs (${rights.map(([name]) => `${name}: write`).join(", ")})`;
}

/** True for a step that compares commits, so that a shallow clone is not enough. */
function comparesCommits(step: Step): boolean {
  return isAction(step) || /\bvaultlint\b.*--(?:diff|history|range|since)\b/u.test(String(step.run));
}

function checkoutProblems(where: string, before: readonly Step[], step: Step): Check[] {
  const checkouts = before.filter(({ uses }) => String(uses).startsWith("actions/checkout@"));
  if (checkouts.length === 0) {
    return [
      problem(
        "workflow",
        `${where} has no checkout before vaultlint: there is nothing to scan`,
        "add actions/checkout",
      ),
    ];
  }
  return checkouts.flatMap((checkout) => {
    const depth = mapping(checkout["with"])["fetch-depth"];
    const isShallow = comparesCommits(step) && String(depth) !== "0";
    return [
      ...(isShallow
        ? [
            problem(
              "workflow",
              `${where} checks out one commit only, so a change has no base`,
              'give actions/checkout "fetch-depth: 0"',
            ),
          ]
        : []),
      ...(pinned(checkout.uses) ? [] : [notPinned(where, "actions/checkout")]),
    ];
  });
}

function notPinned(where: string, action: string): Check {
  return problem(
    "workflow",
    `${where} does not pin ${action} to a commit, and a tag can be moved`,
    "write the full commit (40 digits) after the @, the tag in a comment",
  );
}

function jobProblems(where: string, job: Data, workflow: Data): Check[] {
  const steps = list(job["steps"]).map((step): Step => mapping(step));
  const rights = excess(job["permissions"] ?? workflow["permissions"]);
  const found: Check[] = [];
  if (rights !== undefined)
    found.push(problem("workflow", `${where} ${rights}`, 'write "permissions: contents: read"'));
  for (const [index, step] of steps.entries()) {
    if (!isOurs(step)) continue;
    found.push(...checkoutProblems(where, steps.slice(0, index), step));
    if (isAction(step) && !pinned(step.uses)) found.push(notPinned(where, "the action"));
    const passes = [step["continue-on-error"], job["continue-on-error"]].some((value) => value === true);
    const isOff = [step["if"], job["if"]].some(
      (value) => value === false || /^\s*(?:\$\{\{\s*)?false\s*(?:\}\}\s*)?$/u.test(String(value)),
    );
    const silent = typeof step.run === "string" ? isSilenced(step.run) : mapping(step["with"])["fail-on"] === "none";
    if (passes) found.push(problem("workflow", `${where} passes when vaultlint fails`, "remove continue-on-error"));
    if (isOff) found.push(problem("workflow", `${where} never runs: its "if" is false`, "remove the if"));
    if (silent)
      found.push(
        problem(
          "workflow",
          `${where} passes whatever vaultlint finds`,
          'remove "|| true", "fail-on: none" and the like',
        ),
      );
  }
  return found;
}

/** The checks of one workflow; nothing where it does not run vaultlint. */
function workflowChecks(file: string, text: string): Check[] {
  const { data, mistakes } = readDocument(text);
  if (mistakes.length > 0) {
    if (!runsIt.test(text)) return [];
    const line = text.slice(0, mistakes[0]?.offset ?? 0).split("\n").length;
    return [
      problem(
        "workflow",
        `${file}:${String(line)} cannot be checked: it is no plain YAML there`,
        "write it without anchors, aliases and tags, or repair it",
      ),
    ];
  }
  const workflow = mapping(data);
  const jobs = Object.entries(mapping(workflow["jobs"])).filter(([, job]) =>
    list(mapping(job)["steps"]).some((step) => isOurs(mapping(step))),
  );
  if (jobs.length === 0) return [];
  const names = events(workflow["on"]);
  const found: Check[] = [];
  if (names.includes("pull_request_target"))
    found.push(
      problem(
        "workflow",
        `${file} runs on pull_request_target, with secrets and rights, for anyone's pull request`,
        "use pull_request",
      ),
    );
  if (!names.some((name) => ["pull_request", "push", "merge_group"].includes(name)))
    found.push(
      problem("workflow", `${file} runs neither for a push nor for a pull request`, "add pull_request to its events"),
    );
  for (const [name, job] of jobs) found.push(...jobProblems(`${file}, job ${name},`, mapping(job), workflow));
  return found.length === 0 ? [ok("workflow", `${file} runs vaultlint on ${names.join(", ")}`)] : found;
}

/** The checks of all workflows of the repository. */
export function workflowsChecks(top: string, look: Look): Check[] {
  const checks = namesIn(join(top, ".github", "workflows"), /\.ya?ml$/u).flatMap((file) =>
    workflowChecks(relative(top, file).split(sep).join("/"), look(file) ?? ""),
  );
  for (const name of otherSystems) {
    const text = look(join(top, name));
    if (text === undefined || !runsIt.test(text)) continue;
    checks.push(
      isSilenced(text)
        ? problem("workflow", `${name} passes whatever vaultlint finds`, 'remove "|| true" and the like')
        : ok("workflow", `${name} runs vaultlint`),
    );
  }
  if (checks.length > 0) return checks;
  return [
    problem(
      "workflow",
      "nothing in this repository runs vaultlint in CI, and a hook can be skipped",
      "vaultlint init --workflow",
    ),
  ];
}
