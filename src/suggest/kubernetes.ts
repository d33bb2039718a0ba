// A container's variable is read from a Secret, which an ExternalSecret or the CSI driver fills from the vault.
// https://kubernetes.io/docs/concepts/configuration/secret/, https://external-secrets.io/
import type { Scalar } from "yaml";
import { secretKeyRef, secretKeyRefInline } from "../references/kubernetes.ts";
import { vaultName } from "../references/names.ts";
import type { Answer, Place, Wanted } from "./place.ts";
import { positionsOf, type Positions } from "./positions.ts";
import { yamlScalarAt, type YamlScalar } from "./yaml-scalar.ts";

const resourceName = /^[a-z\d](?:[a-z\d-]{0,50}[a-z\d])?$/u;

/** The Secret that belongs to this workload: `orders-secrets` for the Deployment `orders`. */
function secretOf({ document }: YamlScalar): string {
  const name: unknown = document.getIn(["metadata", "name"]);
  return typeof name === "string" && resourceName.test(name) ? `${name}-secrets` : "app-secrets";
}

/** What replaces `value: ...`, and where; nothing unless the value is all that a container's variable holds. */
function replacement(
  found: YamlScalar,
  positions: Positions,
  span: readonly [number, number],
  key: string,
): { start: number; end: number; newText: string } | undefined {
  const { path, pair, map, scalar, style, inFlow, document } = found;
  const isVariable = path.at(-1) === "value" && path.at(-2) === "*" && path.at(-3) === "env";
  const isCloudRun = /^(?:serving\.knative\.dev|run\.googleapis\.com)\//u.test(String(document.get("apiVersion")));
  if (!isVariable || isCloudRun || !map?.has("name") || map.has("valueFrom") || style === "block") return undefined;
  if (scalar.anchor !== undefined || scalar.tag !== undefined || found.start !== span[0] || found.end !== span[1])
    return undefined;
  const start = (pair?.key as Scalar | undefined)?.range?.[0];
  const end = scalar.range?.[1];
  if (start === undefined || end === undefined) return undefined;
  const { string } = positions;
  const column = start - string.lastIndexOf("\n", start - 1) - 1;
  const lineEnd = string.includes("\r\n") ? "\r\n" : "\n";
  const newText = inFlow
    ? secretKeyRefInline(secretOf(found), key)
    : secretKeyRef(secretOf(found), key, column, lineEnd);
  return { start, end, newText };
}

const operator = "the External Secrets operator";

function manifest(kind: unknown, found: YamlScalar | undefined, wanted: Wanted): Answer | undefined {
  const { finding, secretName, azure } = wanted;
  const field = found?.path[0];
  if (kind !== "Secret" || (field !== "data" && field !== "stringData")) return undefined;
  const secretKey = found?.path[1] ?? finding.name ?? secretName;
  return {
    use: `ExternalSecret with data: [{ secretKey: ${secretKey}, remoteRef: { key: ${secretName} } }]`,
    ...(azure && { fedBy: `SecretStore with provider.azurekv.vaultUrl: ${azure.uri}` }),
    edits: [],
    then: ["put an ExternalSecret (or SecretProviderClass) in place of this Secret"],
    reader: operator,
  };
}

/** The secret that holds all of a variable's value, where the finding is a part of it. */
function nameOfWhole({ path, map }: YamlScalar): string | undefined {
  const name: unknown = path.at(-1) === "value" ? map?.get("name") : path.at(-1);
  return typeof name === "string" && vaultName(name) !== "" ? vaultName(name) : undefined;
}

async function suggest(wanted: Wanted): Promise<Answer | undefined> {
  const { text, finding, asIs, azure } = wanted;
  const positions = positionsOf(text);
  const start = positions?.index(finding.span.start) ?? 0;
  const end = positions?.index(finding.span.end) ?? 0;
  const found = positions && (await yamlScalarAt(positions, start));
  const instead = manifest(found?.document.get("kind"), found, wanted);
  if (instead) return instead;
  const isPart = found !== undefined && (found.start !== start || found.end !== end);
  const whole = isPart ? nameOfWhole(found) : undefined;
  const secretName = whole ?? wanted.secretName;
  const secret = found ? secretOf(found) : "app-secrets";
  const edit = positions && found && asIs ? replacement(found, positions, [start, end], secretName) : undefined;
  const isVariable = found?.path.at(-1) === "value" && found.path.at(-3) === "env";
  return {
    use: secretKeyRefInline(secret, secretName),
    fedBy: `ExternalSecret ${secret}: remoteRef.key ${secretName}${azure ? ` in ${azure.name}` : ""}`,
    edits: edit && positions ? [{ span: positions.span(edit.start, edit.end), newText: edit.newText }] : [],
    then: [
      ...(isVariable ? [] : ["put that at the container's variable, in place of this value"]),
      `let an ExternalSecret or the CSI driver fill the Secret ${secret}`,
    ],
    reader: operator,
    ...(isPart && { wholeValue: true }),
    ...(whole !== undefined && { storeAs: whole }),
  };
}

export const kubernetes: Place = {
  syntax: "kubernetes",
  matches: ({ path, bytes }) => {
    if (!/\.ya?ml$/u.test(path)) return false;
    const head = bytes.toString("latin1", 0, 65_536);
    return /^apiVersion:/mu.test(head) && /^kind:/mu.test(head);
  },
  suggest,
};
