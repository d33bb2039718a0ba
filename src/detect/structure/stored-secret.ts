/**
 * Values that templates put into a vault: the secret of a Key Vault in Bicep, ARM templates and Terraform, secrets of GitHub and secure
 * parameters of AWS in Terraform. The kind of the resource says that they are secret; the key is called `value`.
 */
import { genericRules } from "../generic/generic.ts";
import { objectEdge } from "./object.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { sightingOf, windowAt } from "./window.ts";

const reach = 1200;
const resource = /\.(?:bicep|json|tf)$/u;
const given =
  /(?:^|[\s{,])["']?(?:plaintext_)?value["']?\s{0,20}[:=]\s{0,4}(?<quote>["'])(?<value>(?:[^"'\\\n]|\\.){1,400})\k<quote>/u;
// Only this type of AWS's parameters is encrypted.
const secure = /type\s{0,20}=\s{0,4}"SecureString"/u;

export const storedSecretDetector: TextDetector = judged(
  genericRules,
  [
    "keyvault/vaults/secrets",
    ...["azurerm_key_vault_secret", "aws_ssm_parameter"].map((kind) => `resource "${kind}"`),
    ...["actions", "dependabot", "codespaces"].map((kind) => `resource "github_${kind}_`),
  ],
  (source, at, context) => {
    if (!resource.test(source.path)) return undefined;
    const window = windowAt(source, at, reach, reach);
    const { text } = window;
    const isTerraform = text.startsWith("resource", window.at);
    // Of Bicep and Terraform the block opens behind its kind; of JSON the kind stands in it.
    const isMember = source.path.endsWith(".json");
    const open = isMember ? objectEdge(text, window.at, -1) : text.indexOf("{", window.at);
    if (open < 0) return undefined;
    const block = text.slice(open, objectEdge(text, open + 1, 1));
    if (isTerraform && text.startsWith('resource "aws', window.at) && !secure.test(block)) return undefined;
    const match = given.exec(block);
    const value = match?.groups?.["value"];
    if (!match || value === undefined) return undefined;
    const end = open + match.index + match[0].length - 1;
    return sightingOf(
      window,
      {
        ruleId: "generic/secret",
        start: end - value.length,
        end,
        name: "secret",
        nameKind: "token",
        syntax: "colon",
        quoted: true,
        reason: "a value that is put into a vault",
      },
      context,
    );
  },
);
