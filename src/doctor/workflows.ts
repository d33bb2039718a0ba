// Whether the GitHub workflows really run vaultlint, and in a way that a pull request cannot get around.
import { join, relative, sep } from "node:path";
import { readDocument } from "../config/document.ts";
import { judged, type Shell, type Verdict } from "../init/shell.ts";
import { ok, problem, unproven, type Check } from "./check.ts";
import { needsCommits, otherSystemsChecks, unclearIn } from "./other-ci.ts";
import { list, mapping, namesIn, said, type Look } from "./read.ts";

/** What a job that scans may write: the report to code scanning, the review of a pull request, a token for the vault. */
const fittingRights = new Set(["security-events", "pull-requests", "id-token", "checks"]);

type Data = Readonly<Record<string, unknown>>;

interface Step extends Data {
  readonly uses?: unknown;
  readonly run?: unknown;
}

const isAction = ({ uses }: Step): boolean => String(uses).startsWith("vaultlint/vaultlint@");
/** Of someone else, by that name. */
const isForeign = (step: Step): boolean => !isAction(step) && /^[^./][^@]*\/vaultlint@/u.test(String(step.uses));
const isOurs = (step: Step): boolean =>
  isAction(step) || isForeign(step) || (typeof step.run === "string" && judged(step.run).state !== "absent");
const pinned = (uses: unknown): boolean => /@[0-9a-f]{40}$/u.test(String(uses).trim());

/** The events of a workflow, written as a word, a list or a mapping, with what narrows each. */
function events(on: unknown): Map<string, Data> {
  if (typeof on === "string") return new Map([[on, {}]]);
  if (Array.isArray(on)) return new Map(on.map((name) => [String(name), {}]));
  return new Map(Object.entries(mapping(on)).map(([name, filters]) => [name, mapping(filters)]));
}

/** What keeps an event from starting the workflow for some changes; nothing where it always does. */
function narrowedBy(name: string, filters: Data): string | undefined {
  const types = filters["types"] === undefined ? undefined : [filters["types"]].flat().map(String);
  const needed = name === "merge_group" ? ["checks_requested"] : ["opened", "synchronize"];
  const branches = filters["branches"] === undefined ? undefined : [filters["branches"]].flat().map(String);
  const ignored = [filters["branches-ignore"] ?? []].flat().map(String);
  if (filters["paths"] !== undefined) return "paths";
  if (filters["paths-ignore"] !== undefined) return "paths-ignore";
  if (types && !needed.every((type) => types.includes(type))) return "types";
  if (ignored.some((each) => each === "**" || each === "*")) return "branches-ignore";
  if (branches?.every((each) => each.startsWith("!"))) return "branches";
  return filters["tags"] !== undefined && branches === undefined ? "tags" : undefined;
}

/** Whether the workflow starts for every change that it is to look at. */
function eventChecks(file: string, on: ReadonlyMap<string, Data>): Check[] {
  const starting = ["pull_request", "push", "merge_group"].filter((name) => on.has(name));
  const narrowed = starting.map((name) => ({ name, by: narrowedBy(name, on.get(name) ?? {}) }));
  if (starting.length === 0)
    return [
      problem("workflow", `${file} runs neither for a push nor for a pull request`, "add pull_request to its events"),
    ];
  if (narrowed.some(({ by }) => by === undefined)) return [];
  return narrowed.map(({ name, by = "" }) =>
    problem("workflow", `${file} does not run for every ${name}: it has ${by}`, `take ${by} out of ${name}`),
  );
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
function comparesCommits(step: Step, verdict: Verdict): boolean {
  return isAction(step) || (verdict.state === "decides" && needsCommits(verdict.args));
}

/** What a condition or a `continue-on-error` says without being asked; nothing where that depends. */
function constant(value: unknown): boolean | undefined {
  const text = said(value)
    .replace(/^\s*\$\{\{(.*)\}\}\s*$/su, "$1")
    .trim();
  if (text === "true" || text === "false") return text === "true";
  return undefined;
}

const harmlessCondition = /^(?:\$\{\{)?\s*(?:always\(\)|success\(\)|!\s*cancelled\(\))\s*(?:\}\})?$/u;

/** Whether the step or its job is left out. */
function conditionChecks(where: string, conditions: readonly unknown[]): Check[] {
  return conditions.flatMap((value): Check[] => {
    if (value === undefined || value === null || harmlessCondition.test(said(value).trim())) return [];
    const answer = constant(value);
    if (answer === true) return [];
    if (answer === false) return [problem("workflow", `${where} never runs: its "if" is false`, "remove the if")];
    return [unproven("workflow", `${where} runs only under a condition, its "if"`, "remove the if")];
  });
}

/** Whether a failure of the step or its job counts. */
function failureChecks(where: string, values: readonly unknown[]): Check[] {
  return values.flatMap((value): Check[] => {
    if (value === undefined || value === null || constant(value) === false) return [];
    const check = constant(value) === true ? problem : unproven;
    return [check("workflow", `${where} passes when vaultlint fails`, "remove continue-on-error")];
  });
}

/** Whether the commit that is checked out is the one of the change. */
function refChecks(where: string, ref: unknown): Check[] {
  const isOwn = /\bgithub\.(?:sha|ref|ref_name|head_ref|event\.pull_request\.head\.(?:sha|ref)|event\.after)\b/u;
  if (ref === undefined || ref === null || ref === "" || isOwn.test(said(ref))) return [];
  const check = said(ref).includes("${{") ? unproven : problem;
  return [
    check("workflow", `${where} checks out another commit than the one of the change`, "take ref out of the checkout"),
  ];
}

function checkoutProblems(where: string, before: readonly Step[], step: Step, verdict: Verdict): Check[] {
  const checkouts = before.filter((each) => {
    const repository = mapping(each["with"])["repository"] ?? "${{ github.repository }}";
    const isOwn = /^\$\{\{\s*github\.repository\s*\}\}$/u.test(said(repository));
    return isOwn && constant(each["if"]) !== false && String(each.uses).startsWith("actions/checkout@");
  });
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
    const isShallow = comparesCommits(step, verdict) && String(depth) !== "0";
    return [
      ...refChecks(where, mapping(checkout["with"])["ref"]),
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

/** The shell that a step runs in, as GitHub starts it; nothing for one whose language doctor does not read. */
function shellOf(step: Step, job: Data, workflow: Data): Shell | undefined {
  const [shell] = [
    step,
    mapping(mapping(job["defaults"])["run"]),
    mapping(mapping(workflow["defaults"])["run"]),
  ].flatMap((data) => (typeof data["shell"] === "string" ? [data["shell"]] : []));
  if (shell === undefined)
    return JSON.stringify(job["runs-on"] ?? "").includes("windows") ? undefined : { errexit: true };
  if (shell === "bash") return { errexit: true, pipefail: true };
  if (shell === "sh") return { errexit: true };
  if (!/^\S*sh\s/u.test(shell)) return undefined;
  return { errexit: /\s-[a-z]*e/u.test(shell), pipefail: /\bpipefail\b/u.test(shell) };
}

function verdictOf(step: Step, job: Data, workflow: Data): Verdict {
  const { run } = step;
  if (typeof run !== "string") return { state: "decides", args: [] };
  const shell = shellOf(step, job, workflow);
  if (shell || run.trim().split("\n").length === 1) return judged(run, shell);
  return { state: "unclear", why: "doctor does not read the language of its shell" };
}

/** Whether what the action is told makes it look at the change, and fail. */
function inputChecks(where: string, inputs: Data): Check[] {
  const base = said(inputs["base"]).trim();
  const isItself = /^(?:HEAD|@)$|\bgithub\.(?:sha|ref|head_ref|event\.pull_request\.head\.sha|event\.after)\b/u.test(
    base,
  );
  return [
    ...(inputs["fail-on"] === "none"
      ? [problem("workflow", `${where} passes whatever vaultlint finds`, "remove fail-on: none")]
      : []),
    ...(isItself ? [problem("workflow", `${where} compares the change with itself`, "remove base")] : []),
  ];
}

function stepProblems(where: string, step: Step, verdict: Verdict): Check[] {
  if (isForeign(step))
    return [unproven("workflow", `${where} uses an action that is not vaultlint/vaultlint`, "use vaultlint/vaultlint")];
  if (isAction(step))
    return [
      ...(pinned(step.uses) ? [] : [notPinned(where, "the action")]),
      ...inputChecks(where, mapping(step["with"])),
    ];
  if (verdict.state === "silenced")
    return [problem("workflow", `${where} passes whatever vaultlint finds: ${verdict.why}`, "let its status count")];
  return unclearIn(where, verdict);
}

function jobProblems(where: string, job: Data, workflow: Data): Check[] {
  const steps = list(job["steps"]).map((step): Step => mapping(step));
  const rights = excess(job["permissions"] ?? workflow["permissions"]);
  const found: Check[] = [];
  if (rights !== undefined)
    found.push(problem("workflow", `${where} ${rights}`, 'write "permissions: contents: read"'));
  for (const [index, step] of steps.entries()) {
    if (!isOurs(step)) continue;
    const verdict = verdictOf(step, job, workflow);
    found.push(
      ...checkoutProblems(where, steps.slice(0, index), step, verdict),
      ...failureChecks(where, [step["continue-on-error"], job["continue-on-error"]]),
      ...conditionChecks(where, [step["if"], job["if"]]),
      ...stepProblems(where, step, verdict),
    );
  }
  return found;
}

/** The checks of one workflow; nothing where it does not run vaultlint. */
function workflowChecks(file: string, text: string): Check[] {
  const { data, mistakes } = readDocument(text);
  if (mistakes.length > 0) {
    if (!/^[^#\n]*\bvaultlint\b/mu.test(text)) return [];
    const line = text.slice(0, mistakes[0]?.offset ?? 0).split("\n").length;
    return [
      unproven(
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
  const on = events(workflow["on"]);
  const names = [...on.keys()];
  const found: Check[] = [];
  if (names.includes("pull_request_target"))
    found.push(
      problem(
        "workflow",
        `${file} runs on pull_request_target, with secrets and rights, for anyone's pull request`,
        "use pull_request",
      ),
    );
  found.push(...eventChecks(file, on));
  for (const [name, job] of jobs) found.push(...jobProblems(`${file}, job ${name},`, mapping(job), workflow));
  return found.length === 0 ? [ok("workflow", `${file} runs vaultlint on ${names.join(", ")}`)] : found;
}

/** The checks of all workflows of the repository. */
export function workflowsChecks(top: string, look: Look): Check[] {
  const checks = namesIn(join(top, ".github", "workflows"), /\.ya?ml$/u).flatMap((file) =>
    workflowChecks(relative(top, file).split(sep).join("/"), look(file) ?? ""),
  );
  checks.push(...otherSystemsChecks(top, look));
  if (checks.length > 0) return checks;
  return [
    problem(
      "workflow",
      "nothing in this repository runs vaultlint in CI, and a hook can be skipped",
      "vaultlint init --workflow",
    ),
  ];
}
