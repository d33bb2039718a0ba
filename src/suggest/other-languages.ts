// How other languages read a variable that the platform sets. Advice only: their files are not rewritten.
import { appServiceReference } from "../references/azure.ts";
import { envName } from "../references/names.ts";
import type { Place } from "./place.ts";

const readers: readonly { readonly files: RegExp; readonly read: (name: string) => string }[] = [
  { files: /\.pyi?$/iu, read: (name) => `os.environ["${name}"]` },
  { files: /\.go$/iu, read: (name) => `os.Getenv("${name}")` },
  { files: /\.(?:java|kt|kts|scala|groovy)$/iu, read: (name) => `System.getenv("${name}")` },
  { files: /\.(?:cs|vb|fs)$/iu, read: (name) => `Environment.GetEnvironmentVariable("${name}")` },
  { files: /\.rb$/iu, read: (name) => `ENV.fetch("${name}")` },
  { files: /\.php$/iu, read: (name) => `getenv("${name}")` },
  { files: /\.rs$/iu, read: (name) => `std::env::var("${name}")` },
  { files: /\.(?:ba|z|k)?sh$/iu, read: (name) => `"$${name}"` },
  { files: /\.psm?1$/iu, read: (name) => `$env:${name}` },
];

export const otherLanguages: Place = {
  syntax: "environment",
  matches: ({ path }) => readers.some(({ files }) => files.test(path)),
  suggest({ text, variable, azure, secretName }) {
    const reader = readers.find(({ files }) => files.test(text.path));
    const name = envName(variable);
    if (!reader || name === undefined) return undefined;
    return {
      use: reader.read(name),
      ...(azure && { fedBy: appServiceReference(azure.uri, secretName) }),
      edits: [],
    };
  },
};
