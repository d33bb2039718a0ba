// What renders Kubernetes manifests: vals (helmfile, helm-secrets), argocd-vault-plugin, Helm templates; and the block that reads a Secret.
// Grammars: https://github.com/helmfile/vals, https://argocd-vault-plugin.readthedocs.io/en/stable/howitworks/
import { harmlessParameters } from "./credential.ts";
import type { ReferenceSyntax } from "./syntax.ts";

export const kubernetesSyntaxes: readonly ReferenceSyntax[] = [
  {
    id: "vals",
    extent: "inside",
    literal: "ref+",
    pattern:
      /\b(?:secretref|ref)\+[a-z\d]{1,30}:\/\/(?<path>[^?#+\s"]{1,300})(?:\?(?<parameters>[^#+\s"]{0,400}))?(?:#[^+\s",]{0,200})?\+?/gu,
    accepts: ({ path = "", parameters }) => !/:[^@/]{1,200}@/u.test(path) && harmlessParameters(parameters),
  },
  {
    id: "argocd-vault-plugin",
    extent: "inside",
    literal: "<path:",
    pattern: /<path:[^#<>\n]{1,300}#[^#<>|\n]{1,200}(?:#[^<>|\n]{1,100})?(?:\|[^<>\n]{0,200})?>/gu,
  },
];

/** As a scalar that stays text: `123` and `no` would be a number and a truth value. */
function scalar(name: string): string {
  return /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z][a-z\d-]*$/iu.test(name) ? name : JSON.stringify(name);
}

/** Where a container reads one key of a Secret, in place of `value: ...`; `indent` is the column of that word. */
export function secretKeyRef(secret: string, key: string, indent: number, lineEnd: string): string {
  const inner = (depth: number): string => lineEnd + " ".repeat(indent + 2 * depth);
  return `valueFrom:${inner(1)}secretKeyRef:${inner(2)}name: ${scalar(secret)}${inner(2)}key: ${scalar(key)}`;
}

/** The same on one line, for maps in braces. */
export function secretKeyRefInline(secret: string, key: string): string {
  return `valueFrom: { secretKeyRef: { name: ${scalar(secret)}, key: ${scalar(key)} } }`;
}
