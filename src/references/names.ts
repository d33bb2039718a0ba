// How a secret's name is written on each platform: the same words, in the letters that the platform allows.
import { remember } from "../model/remember.ts";
import { mappedName } from "../vaults/name.ts";

const longestEnvName = 60;

/** Variables that the system or the runtime reads itself. */
const taken = new Set(
  "PATH HOME USER SHELL PWD LANG TMPDIR TEMP TMP HOSTNAME LOGNAME PORT NODE_ENV NODE_OPTIONS NODE_PATH CI".split(" "),
);

/** Words of a name, at `_`, `-`, `.`, `:` and at the humps of camel case. */
function split(name: string): string[] {
  return name
    .slice(0, 200)
    .replaceAll(/([a-z\d])([A-Z])/gu, "$1 $2")
    .replaceAll(/([A-Z])([A-Z][a-z])/gu, "$1 $2")
    .split(/[^A-Za-z\d]+/u)
    .filter((word) => word !== "");
}

/** `storage-key`, `storageKey` and `process.env.STORAGE_KEY` are all `STORAGE_KEY`; nothing where no letter is in the name. */
export const envName: (name: string) => string | undefined = remember((name) => {
  const bare = name.replace(/^(?:process\.env|import\.meta\.env|self|this|cls)\./u, "");
  const joined = (/^[A-Z][A-Z\d_]*$/u.test(bare) ? bare : split(bare).join("_").toUpperCase())
    .slice(0, longestEnvName)
    .replace(/_$/u, "");
  if (!/[A-Z]/u.test(joined)) return undefined;
  const safe = /^\d/u.test(joined) ? `_${joined}` : joined;
  return taken.has(safe) ? `APP_${safe}` : safe;
});

/** `STORAGE_KEY` and `storageKey` are `storage-key`: names of Azure Key Vault hold letters, digits and hyphens. */
export const vaultName: (name: string) => string = remember((name) =>
  mappedName(
    split(name.replace(/^(?:process\.env|self|this|cls)\./u, ""))
      .join("-")
      .toLowerCase(),
  ),
);

/** GitHub keeps names that start with `GITHUB_` to itself. */
export function githubName(name: string): string | undefined {
  return envName(name)?.replace(/^(?:GITHUB_)+(?=[A-Z_])/u, "");
}

/** The secret whose value .NET's Key Vault provider puts at a place of the configuration: `Smtp--Password` for `Smtp:Password`. */
export function configurationSecret(path: readonly (string | number)[]): string | undefined {
  const parts = path.map(String);
  const fits = parts.length > 0 && parts.every((part) => /^[\dA-Za-z](?:[\dA-Za-z]|-(?=[\dA-Za-z]))*$/u.test(part));
  const joined = parts.join("--");
  return fits && joined.length <= 127 ? joined : undefined;
}
