// .NET resolves no reference inside appsettings.json: the value is emptied, and the Key Vault configuration provider, which is added after
// the file and so wins, brings `Smtp:Password` from the secret `Smtp--Password`.
// https://learn.microsoft.com/aspnet/core/security/key-vault-configuration
import { appServiceReference } from "../references/azure.ts";
import { configurationSecret } from "../references/names.ts";
import type { Answer, Place, Wanted } from "./place.ts";
import { positionsOf } from "./positions.ts";

interface Value {
  readonly path: readonly (string | number)[];
  /** Range of the string literal, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** The string value that holds the place, and its path. */
async function valueAt(text: string, index: number): Promise<Value | undefined> {
  const { visit } = await import("jsonc-parser");
  let found: Value | undefined;
  const errors: number[] = [];
  try {
    visit(
      text,
      {
        onLiteralValue: (value, offset, length, _line, _character, path) => {
          if (typeof value === "string" && offset < index && index < offset + length)
            found = { path: path(), start: offset, end: offset + length };
        },
        onError: () => {
          errors.push(1);
        },
      },
      { allowTrailingComma: true },
    );
  } catch (error) {
    // Nested too deeply for the parser.
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
  return errors.length > 0 ? undefined : found;
}

type Fed = Pick<Answer, "fedBy" | "then">;

function fedByProvider(azure: Wanted["azure"]): Fed {
  const uri = azure?.uri ?? "https://VAULT.vault.azure.net";
  return { fedBy: `builder.Configuration.AddAzureKeyVault(new Uri("${uri}"), new DefaultAzureCredential())` };
}

/** A key that the provider cannot name is a variable of the app, which comes after the file, too. */
function settingOf(path: readonly (string | number)[]): string | undefined {
  const name = path.join("__");
  return /^[A-Za-z_]\w{0,200}$/u.test(name) ? name : undefined;
}

function fedBySetting(setting: string, azure: Wanted["azure"], secretName: string): Fed {
  if (!azure) return { then: [`set ${setting} where the app is started`] };
  return {
    fedBy: appServiceReference(azure.uri, secretName),
    then: [`set ${setting} to that reference in the app's settings`],
  };
}

async function suggest({ text, finding, azure, asIs, secretName }: Wanted): Promise<Answer | undefined> {
  const positions = positionsOf(text);
  const start = positions?.index(finding.span.start) ?? 0;
  const value = positions && (await valueAt(positions.string, start));
  const storeAs = value && configurationSecret(value.path);
  const key = String(value?.path.at(-1) ?? finding.name ?? "Key");
  const whole =
    value !== undefined &&
    positions?.span(value.start + 1, value.end - 1).start === finding.span.start &&
    positions.span(value.start + 1, value.end - 1).end === finding.span.end;
  const setting = settingOf(value?.path ?? []);
  const fed =
    storeAs === undefined && setting !== undefined ? fedBySetting(setting, azure, secretName) : fedByProvider(azure);
  const isFed = storeAs !== undefined || setting !== undefined;
  return {
    use: typeof value?.path.at(-1) === "number" ? '""' : `${JSON.stringify(key)}: ""`,
    ...fed,
    edits: whole && asIs && isFed ? [{ span: finding.span, newText: "" }] : [],
    ...(storeAs !== undefined && { storeAs }),
    ...(value !== undefined && !isFed && { then: ["rename the key: Key Vault has letters, digits and hyphens"] }),
    wholeValue: value !== undefined && !whole,
  };
}

export const appsettings: Place = {
  syntax: "appsettings",
  matches: ({ path }) => /(?:^|\/)appsettings(?:\.[\w.-]{1,60})?\.json$/iu.test(path),
  suggest,
};
