// A secret that is written to a log: read from a vault or the environment, or held by a variable that is named like one.
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { stepDown } from "../../../model/severity.ts";
import { secretName } from "../../judge/names.ts";
import { isTestPath } from "../../test-path.ts";
import { createBindings, staticKey, type Bindings } from "../bindings.ts";
import type { AstCheck, AstFile, AstProblem } from "../check.ts";
import { importedAt, importLiterals } from "../imports.ts";
import { mayLog } from "../glance/logs.ts";
import { byName, type Source } from "../log-names.ts";
import { eachLogged, type Logged } from "../logged.ts";
import { createResolver, type Resolved } from "../resolve.ts";
import { callableLoggers, loggerMethods, isLoggerName, logMethods, logPackages } from "../sinks/logs.ts";
import { vaultReads } from "../sinks/vault-reads.ts";
import { unwrap } from "../unwrap.ts";

const barrier = /redact|censor|obfuscate|mask|hash|md5|sha\d|random|crypt|sanitize|digest|fingerprint/iu;

/** `config.db.password` as written, as far as it is a chain of names. */
function dotted(node: TSESTree.Node): string | undefined {
  const inner = unwrap(node);
  if (inner.type === "Identifier") return inner.name;
  if (inner.type === "ThisExpression") return "this";
  if (inner.type !== "MemberExpression") return undefined;
  const object = dotted(inner.object);
  const key = staticKey(inner.property, inner.computed);
  return object === undefined || key === undefined ? undefined : `${object}.${key}`;
}

function isLog(resolved: Resolved | undefined, callee: TSESTree.Node): string | undefined {
  const name = dotted(callee);
  const method = name?.slice(name.lastIndexOf(".") + 1) ?? "";
  if (resolved?.from === "") {
    const isConsole = /^console\.\w+$/u.test(resolved.path) && logMethods.has(method);
    if (isConsole || /^process\.std(?:out|err)\.write$/u.test(resolved.path)) return resolved.path;
  } else if (resolved && logPackages.has(resolved.from)) {
    // `core.setSecret` masks and `pino.destination` opens a file: only levels log.
    const last = resolved.path.slice(resolved.path.lastIndexOf(".") + 1);
    if (logMethods.has(last)) return name ?? last;
    const isLogger = resolved.path === "" || resolved.path.endsWith("()");
    return callableLoggers.has(resolved.from) && isLogger ? (name ?? resolved.from) : undefined;
  }
  if (name === undefined) return undefined;
  const parts = name.split(".");
  const receiver = parts.at(-2) ?? "";
  if (parts.length > 1 && isLoggerName(receiver) && loggerMethods.has(method)) return name;
  return /^(?:context|ctx)\.log$/u.test(name) ? name : undefined;
}

/** True where the variable's type or first value shows that it is a number, a truth value or what a barrier made. */
function isHarmless(variable: TSESLint.Scope.Variable | undefined, bindings: Bindings): boolean {
  const site = variable?.defs[0]?.name;
  const annotation = site?.type === "Identifier" ? site.typeAnnotation?.typeAnnotation.type : undefined;
  if (annotation === "TSBooleanKeyword" || annotation === "TSNumberKeyword") return true;
  const definition = variable?.defs[0]?.type;
  if (definition === "FunctionName" || definition === "ClassName") return true;
  const init = variable && bindings.definition(variable)?.init;
  const value = init && unwrap(init);
  if (!value) return false;
  if (value.type === "CallExpression") return barrier.test(dotted(value.callee) ?? "");
  if (value.type === "Literal") return typeof value.value !== "string";
  if (value.type === "BinaryExpression") return value.operator !== "+";
  return /^(?:UnaryExpression|ArrowFunctionExpression|FunctionExpression|ArrayExpression|ObjectExpression)$/u.test(
    value.type,
  );
}

function fromEnvironment(path: string): Source | undefined {
  const [, name] = /^(?:process\.env|import\.meta\.env|Bun\.env)(?:\.([\w$]+))?$/u.exec(path) ?? [];
  if (/^(?:process\.env|Bun\.env)$/u.test(path)) {
    return { what: "every environment variable", severity: "high", confidence: "high", name: "process.env" };
  }
  const kind = name === undefined ? undefined : secretName(name);
  if (name === undefined || !kind || kind === "some-key") return undefined;
  return { what: `the environment variable ${name}`, severity: "high", confidence: "high", name };
}

function fromVault({ from, path }: Resolved): Source | undefined {
  const read = vaultReads.find((candidate) => candidate.from === from);
  if (!read) return undefined;
  const at = path.lastIndexOf("()") + 2;
  if (!read.call.test(path.slice(0, at))) return undefined;
  // `accessSecretVersion()` answers an array.
  const rest = path.slice(at).replace(/^\.0(?=\.|$)/u, "");
  const name = rest.slice(rest.lastIndexOf(".") + 1);
  if (rest === "") {
    return {
      what: `a whole ${read.result}, its value included,`,
      severity: "high",
      confidence: "high",
      name: "secret",
    };
  }
  return read.value.includes(name)
    ? { what: `the value of a ${read.result}`, severity: "high", confidence: "high", name }
    : undefined;
}

/** Properties that a pino logger of this file redacts. */
function redacted(file: AstFile): ReadonlySet<string> {
  const list = /\bredact\s{0,9}:\s{0,9}(?:\{\s{0,9}paths\s{0,9}:\s{0,9})?\[(?<paths>[^\]]{0,4000})\]/u.exec(file.text)
    ?.groups?.["paths"];
  return new Set(list?.match(/[\w$-]{1,80}(?=["'`\]])/gu) ?? []);
}

function create(file: AstFile, report: (problem: AstProblem) => void): ReturnType<AstCheck["create"]> {
  const bindings = createBindings(file.scopes);
  const resolve = createResolver(bindings);
  const hidden = redacted(file);
  const inTest = isTestPath(file.path);

  function sourceOf({ node, property }: Logged): Source | undefined {
    const resolved = resolve(node);
    const certain = resolved && (resolved.from === "" ? fromEnvironment(resolved.path) : fromVault(resolved));
    if (certain) return certain;
    // Other properties of what a vault gave are its name, version and dates.
    if (
      resolved &&
      vaultReads.some(
        ({ from, call }) => from === resolved.from && call.test(resolved.path.replace(/\(\)\..*$/u, "()")),
      )
    )
      return undefined;
    const name = dotted(node);
    if (name === undefined || (property !== undefined && hidden.has(property))) return undefined;
    if (node.type === "Identifier") {
      const variable = bindings.variable(node);
      if (isHarmless(variable, bindings)) return undefined;
    }
    return byName(name);
  }

  return {
    CallExpression: (node) => {
      const log = isLog(resolve(node.callee), node.callee);
      if (log === undefined) return;
      for (const argument of node.arguments) {
        eachLogged(argument, (logged) => {
          const source = sourceOf(logged);
          if (!source) return;
          report({
            range: logged.node.range,
            node: logged.node,
            severity: inTest ? stepDown(source.severity, "info") : source.severity,
            confidence: inTest && source.confidence !== "high" ? "low" : source.confidence,
            reasons: [`an argument of ${log}`],
            message: `${source.what} is written to a log by ${log}`.replace(/^[a-z]/u, (first) => first.toUpperCase()),
            name: source.name,
            holdsValue: false,
          });
        });
      }
    },
  };
}

/** How far behind a log call its arguments are looked at, before the file is parsed. */
const reach = 400;
const strings = /"[^"\n]{0,400}"|'[^'\n]{0,400}'/gu;

/** True where names stand among the arguments that may be secrets; what stands in quotes is text. */
function namesSecret(bytes: Buffer, at: number): boolean {
  const names =
    bytes
      .toString("latin1", at, at + reach)
      .replaceAll(strings, "")
      .match(/[\w$]{1,80}/gu) ?? [];
  return names.some((name) => (name === "env" ? true : byName(name) !== undefined));
}

export const noSecretInLog: AstCheck = {
  info: {
    id: "no-secret-in-log",
    title: "Secret in a log",
    kind: "ast",
    severity: "high",
    opens: "the secret to everyone who can read the logs, for as long as they are kept",
    rotate: "Log its name or version instead of the value; rotate it if it was logged in production.",
    cwe: [532],
  },
  triggers: [
    {
      literals: importLiterals,
      begins: "word",
      meets: (bytes, end, asked) => {
        const name = importedAt(bytes, end);
        if (name === undefined || asked.has(name)) return false;
        asked.add(name);
        return vaultReads.some(({ from }) => from === name) && (bytes.includes("log") || bytes.includes("console."));
      },
    },
    {
      literals: ["console.", "stdout.write", "stderr.write", "logger.", "log.", "debug("],
      begins: "part",
      meets: namesSecret,
    },
  ],
  mayReport: mayLog,
  create,
};
