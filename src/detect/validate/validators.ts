// The table of contents of the validators: a rule names one of these in `checksum`.
import { awsAccessKey } from "./aws-access-key.ts";
import { azureDevops } from "./azure-devops.ts";
import { azureIdentifiable } from "./azure-identifiable.ts";
import { base64Bytes } from "./base64-bytes.ts";
import { base64Login } from "./base64-login.ts";
import { bech32 } from "./bech32.ts";
import { cask } from "./cask.ts";
import { crcLayouts, crcValidator } from "./crc.ts";
import { discord } from "./discord.ts";
import { encodedJson } from "./encoded-json.ts";
import { entra } from "./entra.ts";
import { githubFineGrained } from "./github-fine-grained.ts";
import { jfrogReference } from "./jfrog-reference.ts";
import { jwt } from "./jwt.ts";
import { flyMacaroon, pypiMacaroon } from "./macaroon.ts";
import type { Validator } from "./verdict.ts";

export type { Validator };

/** Every validator by the name that rules use. */
export const validators: Readonly<Record<string, Validator>> = {
  "aws-access-key": awsAccessKey,
  "azure-devops": azureDevops,
  "azure-identifiable": azureIdentifiable,
  "base64-bytes": base64Bytes,
  "base64-login": base64Login,
  bech32,
  cask,
  discord,
  "encoded-json": encodedJson,
  entra,
  "fly-macaroon": flyMacaroon,
  "github-fine-grained": githubFineGrained,
  "jfrog-reference": jfrogReference,
  jwt,
  "pypi-macaroon": pypiMacaroon,
  ...Object.fromEntries(Object.entries(crcLayouts).map(([name, layout]) => [name, crcValidator(layout)])),
};
