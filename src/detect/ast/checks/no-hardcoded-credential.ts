// A literal that reaches the secret argument of a client, a signing function or a header: the position proves what it is, whatever
// the variable is called and whatever the value looks like.
import type { TSESTree } from "@typescript-eslint/utils";
import { Secret } from "../../../model/secret.ts";
import { stepDown, type Confidence, type Severity } from "../../../model/severity.ts";
import { estimateStrength, provingStrength } from "../../../model/strength.ts";
import { guessable } from "../../judge/guessable.ts";
import { placeholder } from "../../judge/placeholder.ts";
import { isTestPath } from "../../test-path.ts";
import { createBindings, staticKey } from "../bindings.ts";
import type { AstCheck, AstFile, AstProblem } from "../check.ts";
import { createFolder, type Constant } from "../fold.ts";
import { mayHardcode } from "../glance/credentials.ts";
import { importedAt, importLiterals } from "../imports.ts";
import { contentRange, cover, encloses } from "../literal.ts";
import { createResolver } from "../resolve.ts";
import { isCall, sinksOf } from "../sinks/sinks.ts";
import type { Role, Sink } from "../sinks/sink.ts";
import { unwrap } from "../unwrap.ts";

/** Keys that protocols publish: they separate uses and hide nothing. */
const publicKeys = new Set([
  "WebAppData",
  "Client Key",
  "Server Key",
  "Bitcoin seed",
  "ed25519 seed",
  "Nist256p1 seed",
]);

const localHost = /@(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0|(?:[\w-]+\.)?example\.(?:com|org|net))(?:[:/?]|$)/u;

interface Judged {
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly reasons: readonly string[];
}

/** How bad and how sure, for a text whose position says that it is a secret. */
function judge(secret: string, { text, fallback }: Constant, role: Role, path: string): Judged {
  const held = placeholder(secret) ?? (guessable(secret) ? "a word everybody tries" : undefined);
  const strong = held === undefined && estimateStrength(secret) >= provingStrength;
  // A word works as a signing key, and anyone can sign with it; as a password that someone else issued it is none.
  const works = held === undefined || (role.chosen === true && !/template|placeholder/u.test(held));
  const local = localHost.test(text);
  const test = isTestPath(path);
  const severity: Severity = local ? "medium" : fallback && !strong && role.chosen !== true ? "high" : "critical";
  let confidence: Confidence = strong ? "high" : works || (fallback && role.chosen === true) ? "medium" : "low";
  if ((test || local) && !strong) confidence = "low";
  return {
    severity: test ? stepDown(severity, "info") : severity,
    confidence,
    reasons: [
      "its position as an argument",
      ...(held === undefined ? [] : [held]),
      ...(fallback ? ["used where nothing else is set"] : []),
      ...(local ? ["a local or example host"] : []),
    ],
  };
}

interface Place {
  readonly argument: number;
  readonly path: readonly string[];
  readonly role: Role;
}

const placesBySink = new Map<Sink, readonly Place[]>();

function placesOf(sink: Sink): readonly Place[] {
  let places = placesBySink.get(sink);
  if (!places) {
    places = Object.entries(sink.secrets).map(([key, role]) => {
      const [argument = "0", ...path] = key.split(".");
      return { argument: Number(argument), path, role };
    });
    placesBySink.set(sink, places);
  }
  return places;
}

function shown(path: string, from: string, isNew: boolean): string {
  const name = path === "" ? from : path.replace(/^.*\(\)\./u, "");
  return `${isNew ? "new " : ""}${name}(...)`;
}

/** The name that stands beside the literal: of the variable or property that holds it. */
function givenName(argument: TSESTree.Node, { path, role }: Place): string | undefined {
  const node = unwrap(argument);
  if (node.type === "Identifier") return node.name;
  if (node.type === "MemberExpression") return staticKey(node.property, node.computed);
  if (path.length > 0) return path.at(-1);
  return role.noun.replaceAll(/ (?<initial>[a-z])/gu, (_, initial: string) => initial.toUpperCase());
}

function create(file: AstFile, report: (problem: AstProblem) => void): ReturnType<AstCheck["create"]> {
  const bindings = createBindings(file.scopes);
  const resolve = createResolver(bindings);
  const { fold, follow } = createFolder(bindings);
  const seen = new Set<string>();

  function problemOf(constant: Constant, place: Place, node: TSESTree.Node, call: string): AstProblem | undefined {
    const { parts, text } = constant;
    const within = place.role.find ? place.role.find(text) : { start: 0, end: text.length };
    const secret = within ? text.slice(within.start, within.end) : "";
    if (!within || secret.trim() === "" || publicKeys.has(secret)) return undefined;
    const [part] = parts;
    // One number is a length or a count; many of them are the bytes of a key.
    if (!part || (parts.length === 1 && part.type === "Literal" && typeof part.value === "number")) return undefined;
    const judged = judge(secret, constant, place.role, file.path);
    const name = givenName(node, place);
    const shared = { ...judged, ...(name === undefined ? {} : { name }) };
    if (parts.length > 1) {
      const all = cover(parts);
      const behind = follow(node);
      const holder = [behind, node].find((candidate) => candidate && encloses(candidate.range, all));
      const message = `Hard-coded ${place.role.noun}, built from ${String(parts.length)} literals, passed to ${call}`;
      return { ...shared, range: holder ? all : node.range, node: holder ?? node, message, built: new Secret(secret) };
    }
    const [start, end] = contentRange(file, part);
    const asWritten = file.text.slice(start, end) === text;
    const range: TSESTree.Range = asWritten ? [start + within.start, start + within.end] : [start, end];
    const there = part.loc.start.line === node.loc.start.line ? "" : ` on line ${String(node.loc.start.line)}`;
    return {
      ...shared,
      range,
      node: part,
      message: `Hard-coded ${place.role.noun} passed to ${call}${there}`,
      ...(asWritten ? {} : { built: new Secret(secret) }),
    };
  }

  function look(node: TSESTree.CallExpression | TSESTree.NewExpression, isNew: boolean): void {
    if (node.arguments.length === 0) return;
    const target = resolve(node.callee);
    const sinks = target ? sinksOf(target.from) : [];
    if (!target || sinks.length === 0) return;
    const spread = node.arguments.findIndex(({ type }) => type === "SpreadElement");
    for (const sink of sinks) {
      if (node.arguments.length < (sink.minArguments ?? 0)) continue;
      if (!sink.calls.some((call) => isCall(call, target.path, isNew))) continue;
      for (const place of placesOf(sink)) {
        const argument = node.arguments[place.argument];
        if (!argument || (spread >= 0 && place.argument >= spread)) continue;
        const held = place.path.length === 0 ? argument : follow(argument, place.path);
        if (!held) continue;
        const behind = follow(held);
        const values = behind?.type === "ArrayExpression" ? behind.elements : [held];
        for (const value of values) {
          if (!value || value.type === "SpreadElement") continue;
          for (const constant of fold(value)) {
            const problem = problemOf(constant, place, value, shown(target.path, target.from, isNew));
            const key = problem?.range.join("-") ?? "";
            if (!problem || seen.has(key)) continue;
            seen.add(key);
            report(problem);
          }
        }
      }
    }
  }

  return {
    CallExpression: (node) => {
      look(node, false);
    },
    NewExpression: (node) => {
      look(node, true);
    },
  };
}

/** A word that must stand in the file for the sink to be called in it. */
function word(call: string): string {
  return (
    call
      .replaceAll(/new |\(\)|\*|default/gu, "")
      .split(".")
      .findLast((piece) => piece !== "") ?? ""
  );
}

/** Properties of which one must stand in the file too; empty where the secret may be an argument by itself. */
function properties({ secrets }: Sink): readonly string[] {
  const paths = Object.keys(secrets);
  return paths.every((path) => path.includes(".")) ? paths.map((path) => path.slice(path.lastIndexOf(".") + 1)) : [];
}

/** True when a sink's function and one of its properties stand in the file. */
function isNamed(bytes: Buffer, sink: Sink): boolean {
  const needed = properties(sink);
  return (
    sink.calls.some((call) => word(call) === "" || bytes.includes(word(call))) &&
    (needed.length === 0 || needed.some((property) => bytes.includes(property)))
  );
}

/** Stands for the sinks that need no import among the packages that were asked for. */
const globals = "";

export const noHardcodedCredential: AstCheck = {
  info: {
    id: "no-hardcoded-credential",
    title: "Hard-coded credential",
    kind: "ast",
    severity: "critical",
    opens: "whatever the client or key it is passed to gives access to",
    rotate:
      "Replace it where it was issued, and read the new one from the environment or the vault; a managed identity needs none.",
    cwe: [798, 321],
  },
  triggers: [
    {
      literals: importLiterals,
      begins: "word",
      meets: (bytes, end, asked) => {
        const name = importedAt(bytes, end);
        if (name === undefined || asked.has(name)) return false;
        asked.add(name);
        return sinksOf(name).some((sink) => isNamed(bytes, sink));
      },
    },
    // With these begin headers that authenticate; they stand for the sinks that are globals.
    {
      literals: ["basic ", "bearer ", "-api-key"],
      begins: "part",
      meets: (bytes, _, asked) => {
        if (asked.has(globals)) return false;
        asked.add(globals);
        return ["fetch(", "Headers(", "Request("].some((call) => bytes.includes(call));
      },
    },
  ],
  mayReport: mayHardcode,
  create,
};
