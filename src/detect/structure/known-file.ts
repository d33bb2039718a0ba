/** Files that are looked at for their names, whatever literals stand in them. Whose name is none of these costs a look at it, no more. */
import { type CredentialFile, credentialFiles } from "./credential-files.ts";

/** What key-store.ts looks at. */
export const keyStore = "key store";

export type KnownFile = CredentialFile | typeof keyStore;

/** In small letters. Other names of key stores (`.ks`, `.key`, `cacerts`) are mostly those of something else, or of certificates. */
const keyStores = [".p12", ".pfx", ".pkcs12", ".jks", ".jceks", ".bks", ".keystore", "keystore"];

const byName = new Map<string, KnownFile>([
  ...credentialFiles.flatMap((file) => file.names.map((name): [string, KnownFile] => [name, file])),
  ...keyStores.map((name): [string, KnownFile] => [name, keyStore]),
]);

/** What the file at `path` holds, by its name or else by its ending. */
export function knownFileAt(path: string): KnownFile | undefined {
  // `.go`, `.py`, `.md`: no name of the table ends so, and most of a tree's do.
  if (path.charCodeAt(path.length - 3) === 46) return undefined;
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const file = byName.get(name) ?? byName.get(name.slice(Math.max(0, name.lastIndexOf("."))));
  return typeof file === "object" && file.path?.test(path) === false ? undefined : file;
}
