// What is left to do for a person, in the order in which to do it. Read in a terminal, so every step is short.
import type { Verification } from "../model/finding.ts";
import type { Answer, Wanted } from "./place.ts";

const anyFileVault = "file:./dev.vault.json";

function storeCommand({ azure, verification }: Wanted, name: string): string {
  if (azure) return `az keyvault secret set --vault-name ${azure.name} --name ${name} --file FILE`;
  const uri = verification.state === "same-name" || verification.state === "in-vault" ? verification.uri : anyFileVault;
  return uri.startsWith("file:") ? `vaultlint vault set ${uri} ${name}` : `as ${name} in ${uri}`;
}

/** The vault that holds the value is the one that the reference names. */
function isThere(verification: Verification, azure: Wanted["azure"]): boolean {
  if (verification.state !== "in-vault") return false;
  return !azure || verification.uri.toLowerCase().startsWith(azure.uri) || verification.uri === `azure:${azure.name}`;
}

function storeStep(wanted: Wanted, answer: Answer): string | undefined {
  const { verification, secretName, azure } = wanted;
  const name = answer.storeAs ?? secretName;
  const renamed = name.toLowerCase() !== secretName.toLowerCase();
  if (answer.storeWith !== undefined) return `store it: ${answer.storeWith}`;
  if (answer.wholeValue === true) return `store the whole value, not the secret alone: ${storeCommand(wanted, name)}`;
  const isDecoded = wanted.finding.encoding !== undefined;
  if (isDecoded && (verification.state === "not-in-vault" || verification.state === "unverified"))
    return `store the decoded value: ${storeCommand(wanted, name)}`;
  if (!wanted.asIs && !isDecoded)
    return `the value stands here encoded: store it in that form, or encode it where it is used`;
  if (verification.state === "in-vault") {
    if (renamed) return `store it under that name too: ${storeCommand(wanted, name)}`;
    return isThere(verification, azure) || !azure ? undefined : `make sure that ${azure.name} holds ${name} too`;
  }
  if (verification.state === "same-name" && !renamed)
    return `compare it with ${verification.name} in ${verification.vault}: the value may be another`;
  return `store it: ${storeCommand(wanted, name)}`;
}

function rotateStep({ verification }: Wanted): string {
  if (verification.state === "in-vault") {
    if (verification.standing === "older")
      return "this is an older version: make it invalid where it was issued, the reference gives the current one";
    if (verification.standing === "disabled") return "the vault's version is disabled: store a new value first";
  }
  return "rotate it: everyone who can read this file has it";
}

/** Store, grant, rotate; the place's own steps come after storing. */
export function stepsOf(wanted: Wanted, answer: Answer): string[] {
  const { azure } = wanted;
  const { reader = "the app" } = answer;
  const isRead = azure !== undefined && answer.fedBy !== undefined && reader !== null;
  const grant = isRead ? `grant ${reader} Key Vault Secrets User on ${azure.name}` : undefined;
  return [storeStep(wanted, answer), ...(answer.then ?? []), grant, rotateStep(wanted)].filter(
    (step) => step !== undefined,
  );
}
