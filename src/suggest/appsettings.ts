// .NET resolves no reference inside appsettings.json: the value is emptied, and the Key Vault configuration provider, which is added after
// the file and so wins, brings `Smtp:Password` from the secret `Smtp--Password`.
// https://learn.microsoft.com/aspnet/core/security/key-vault-configuration
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

async function suggest({ text, finding, azure, asIs }: Wanted): Promise<Answer | undefined> {
  const positions = positionsOf(text);
  const start = positions?.index(finding.span.start) ?? 0;
  const value = positions && (await valueAt(positions.string, start));
  const storeAs = value && configurationSecret(value.path);
  const key = String(value?.path.at(-1) ?? finding.name ?? "Key");
  const provider = `builder.Configuration.AddAzureKeyVault(new Uri("${azure?.uri ?? "https://VAULT.vault.azure.net"}"), new DefaultAzureCredential())`;
  const whole =
    value !== undefined &&
    positions?.span(value.start + 1, value.end - 1).start === finding.span.start &&
    positions.span(value.start + 1, value.end - 1).end === finding.span.end;
  return {
    use: typeof value?.path.at(-1) === "number" ? '""' : `${JSON.stringify(key)}: ""`,
    fedBy: provider,
    edits: whole && asIs && storeAs !== undefined ? [{ span: finding.span, newText: "" }] : [],
    ...(storeAs !== undefined && { storeAs }),
    wholeValue: value !== undefined && !whole,
  };
}

export const appsettings: Place = {
  syntax: "appsettings",
  matches: ({ path }) => /(?:^|\/)appsettings(?:\.[\w.-]{1,60})?\.json$/iu.test(path),
  suggest,
};
