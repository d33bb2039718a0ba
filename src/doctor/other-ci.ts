// Whether CI systems other than GitHub's run vaultlint and stop where it finds something.
import { join } from "node:path";
import { judged, type Shell, type Verdict } from "../init/shell.ts";
import { ok, problem, unproven, type Check } from "./check.ts";
import { dataOf, list, mapping, said, type Look } from "./read.ts";

type Data = Readonly<Record<string, unknown>>;

/** A script that a system runs, with what else decides about it. */
interface Script {
  readonly text: string;
  readonly shell: Shell;
  readonly checks: readonly Check[];
  /** What is wrong where the script compares commits; nothing where they are all there. */
  readonly shallow?: Check;
}

/** True for arguments that compare commits, so that a shallow clone is not enough. */
export function needsCommits(args: readonly string[]): boolean {
  return args.some((arg) => /^--(?:diff|history|range|since)\b/u.test(arg));
}

/** The check of a script that cannot be followed; nothing of any other. */
export function unclearIn(where: string, verdict: Verdict): Check[] {
  if (verdict.state !== "unclear") return [];
  const todo = "run vaultlint in a step of its own, on one line";
  return [unproven("workflow", `${where} is not proven to stop for a finding: ${verdict.why}`, todo)];
}

function passes(where: string, by: string): Check {
  return problem("workflow", `${where} passes when vaultlint fails: ${by}`, `remove ${by}`);
}

function sometimes(where: string, by: string): Check {
  return unproven("workflow", `${where} does not run for every change: ${by}`, `remove ${by}`);
}

function shallowClone(where: string, setting: string): Check {
  return problem("workflow", `${where} may have too few commits, so a change has no base`, `set ${setting}`);
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null && !/^false$/iu.test(said(value));
const lines = (value: unknown): string => [value ?? []].flat(3).map(String).join("\n");

/** A job with what the jobs that it extends say; `undefined` where one of them stands in another file. */
function extended(all: Data, job: Data, depth = 0): Data | undefined {
  const names = [job["extends"] ?? []].flat().map(String);
  let merged: Data = {};
  for (const name of names) {
    const parent = depth > 8 || all[name] === undefined ? undefined : extended(all, mapping(all[name]), depth + 1);
    if (!parent) return undefined;
    merged = { ...merged, ...parent };
  }
  return { ...merged, ...job };
}

function gitlabRules(where: string, job: Data): Check[] {
  const usual =
    /^\s*\$CI_(?:PIPELINE_SOURCE|COMMIT_BRANCH|MERGE_REQUEST_IID|COMMIT_REF_NAME|OPEN_MERGE_REQUESTS)(?:\s*==\s*(?:"\w+"|\$CI_DEFAULT_BRANCH))?\s*$/u;
  const found = list(job["rules"]).flatMap((each): Check[] => {
    const rule = mapping(each);
    const isOff = rule["when"] === "never";
    if (isSet(rule["allow_failure"])) return [passes(where, "allow_failure")];
    if (rule["when"] === "manual") return [passes(where, "when: manual")];
    if (rule["changes"] !== undefined || rule["exists"] !== undefined) return [sometimes(where, "rules with changes")];
    const isUsual = rule["if"] === undefined ? !isOff : usual.test(said(rule["if"])) && !isOff;
    return isUsual ? [] : [sometimes(where, "rules")];
  });
  return [
    ...found.slice(0, 1),
    ...["only", "except"].filter((name) => job[name] !== undefined).map((name) => sometimes(where, name)),
  ];
}

function gitlab(file: string, data: Data): Script[] {
  return Object.entries(data).flatMap(([name, value]): Script[] => {
    const job = extended(data, mapping(value));
    const where = `${file}, job ${name},`;
    if (name.startsWith(".") || (job ?? mapping(value))["script"] === undefined) return [];
    const text = lines((job ?? mapping(value))["script"]);
    if (!job) return [{ text, shell: { errexit: true }, checks: [sometimes(where, "extends of another file")] }];
    const { when } = job;
    const depth = mapping(job["variables"])["GIT_DEPTH"] ?? mapping(data["variables"])["GIT_DEPTH"];
    const checks = [
      ...(isSet(job["allow_failure"]) ? [passes(where, "allow_failure")] : []),
      ...(when === "manual" || when === "never" ? [passes(where, `when: ${when}`)] : []),
      ...gitlabRules(where, job),
    ];
    const shallow = String(depth) === "0" ? {} : { shallow: shallowClone(where, 'the variable GIT_DEPTH: "0"') };
    // The steps of before_script run in the same shell.
    return [{ text: [lines(job["before_script"]), text].join("\n"), shell: { errexit: true }, checks, ...shallow }];
  });
}

function azureSteps(file: string, steps: unknown, around: readonly Data[]): Script[] {
  const all = list(steps).map(mapping);
  const depth = all.find((step) => step["checkout"] === "self")?.["fetchDepth"];
  return all.flatMap((step): Script[] => {
    const text = step["script"] ?? step["bash"] ?? step["pwsh"] ?? step["powershell"];
    if (text === undefined) return [];
    const off = [step, ...around].some(({ enabled }) => enabled === false);
    const conditions = [step, ...around].map(({ condition }) => condition).filter((each) => each !== undefined);
    const checks = [
      ...([step, ...around].some((data) => isSet(data["continueOnError"])) ? [passes(file, "continueOnError")] : []),
      ...(off ? [passes(file, "enabled: false")] : []),
      ...(conditions.every((each) => /^\s*(?:always|succeeded)\(\)\s*$/u.test(said(each)))
        ? []
        : [sometimes(file, "condition")]),
    ];
    const shallow = String(depth) === "0" ? {} : { shallow: shallowClone(file, "fetchDepth: 0 of its checkout") };
    return [{ text: said(text), shell: {}, checks, ...shallow }];
  });
}

function azure(file: string, data: Data): Script[] {
  const jobs = (all: unknown, around: readonly Data[]): Script[] =>
    list(all)
      .map(mapping)
      .flatMap((job) => azureSteps(file, job["steps"], [job, ...around]));
  const scripts = [
    ...azureSteps(file, data["steps"], []),
    ...jobs(data["jobs"], []),
    ...list(data["stages"])
      .map(mapping)
      .flatMap((stage) => jobs(stage["jobs"], [stage])),
  ];
  const isOff = data["trigger"] === "none" && data["pr"] === "none";
  return isOff
    ? scripts.map((each) => ({ ...each, checks: [...each.checks, passes(file, "trigger: none")] }))
    : scripts;
}

function circle(file: string, data: Data): Script[] {
  const workflows = JSON.stringify(data["workflows"] ?? "");
  return Object.entries(mapping(data["jobs"])).flatMap(([name, job]) =>
    list(mapping(job)["steps"]).flatMap((step): Script[] => {
      const { run } = mapping(step);
      const text = typeof run === "string" ? run : mapping(run)["command"];
      const isLate = mapping(run)["when"] === "on_fail";
      const isUsed = data["workflows"] === undefined || workflows.includes(`"${name}"`);
      const checks = [
        ...(isLate ? [passes(file, "when: on_fail")] : []),
        ...(isUsed ? [] : [problem("workflow", `${file}: no workflow has the job ${name}`, "name it in workflows")]),
      ];
      return typeof text === "string" ? [{ text, shell: { errexit: true, pipefail: true }, checks }] : [];
    }),
  );
}

function bitbucket(file: string, data: Data): Script[] {
  const depth = String(mapping(data["clone"])["depth"]);
  const shallow = depth === "full" ? {} : { shallow: shallowClone(file, "clone: depth: full") };
  const found: Script[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) visit(each);
    else if (mapping(value)["script"] !== undefined) {
      const step = mapping(value);
      const checks = [
        ...(step["trigger"] === "manual" ? [passes(file, "trigger: manual")] : []),
        ...(step["condition"] === undefined ? [] : [sometimes(file, "condition")]),
        ...(isSet(step["on-fail"]) ? [passes(file, "on-fail")] : []),
      ];
      const text = lines(list(step["script"]).filter((each) => typeof each === "string"));
      found.push({ text, shell: { errexit: true }, checks, ...shallow });
    } else for (const each of Object.values(mapping(value))) visit(each);
  };
  visit(data["pipelines"]);
  return found;
}

/** Groovy is a language of its own: only `sh '...'` is read, and nothing that may catch its failure may stand in the file. */
function jenkins(file: string, text: string): Script[] {
  const bare = text.replaceAll(/^\s*\/\/.*$/gmu, "");
  const catching = /\b(?:catchError|warnError|returnStatus|returnStdout|unstable|try|when|propagate)\b/u.exec(
    bare,
  )?.[0];
  const checks =
    catching === undefined
      ? []
      : [unproven("workflow", `${file} may pass when vaultlint fails: ${catching}`, `remove ${catching}`)];
  const calls = bare.matchAll(/\bsh\s*(?:\(\s*)?(?:script:\s*)?(?:'''(.*?)'''|"""(.*?)"""|'([^'\n]*)'|"([^"\n]*)")/gsu);
  return [...calls].map((found) => ({
    text: found.slice(1).join(""),
    shell: { errexit: true },
    checks,
  }));
}

const systems: ReadonlyMap<string, (file: string, data: Data) => Script[]> = new Map([
  [".gitlab-ci.yml", gitlab],
  ["azure-pipelines.yml", azure],
  [".circleci/config.yml", circle],
  ["bitbucket-pipelines.yml", bitbucket],
]);

function scriptChecks(file: string, { text, shell, checks, shallow }: Script): Check[] {
  const verdict = judged(text, shell);
  if (verdict.state === "silenced")
    return [problem("workflow", `${file} passes whatever vaultlint finds: ${verdict.why}`, "let its status count")];
  const isShallow = verdict.state === "decides" && needsCommits(verdict.args);
  return [...checks, ...unclearIn(file, verdict), ...(isShallow && shallow ? [shallow] : [])];
}

function systemChecks(file: string, text: string): Check[] {
  const read = dataOf(file, text);
  const scripts = file === "Jenkinsfile" ? jenkins(file, text) : systems.get(file)?.(file, mapping(read?.data));
  const ours = (scripts ?? []).filter((script) => judged(script.text).state !== "absent");
  if (ours.length > 0) {
    const all = ours.map((script) => scriptChecks(file, script));
    // One that stops the change is enough.
    return all.some((checks) => checks.length === 0) ? [ok("workflow", `${file} runs vaultlint`)] : (all[0] ?? []);
  }
  if (!/^(?!\s*(?:#|\/\/)).*\bvaultlint\b/mu.test(text)) return [];
  const why = read || file === "Jenkinsfile" ? "doctor finds no script that runs it" : "it is no plain YAML";
  return unclearIn(file, { state: "unclear", why });
}

/** The checks of the files of other CI systems that name vaultlint. */
export function otherSystemsChecks(top: string, look: Look): Check[] {
  return [...systems.keys(), "Jenkinsfile"].flatMap((file) => {
    const text = look(join(top, file));
    return text?.includes("vaultlint") === true ? systemChecks(file, text) : [];
  });
}
