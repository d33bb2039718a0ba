/** Which files are known to hold credentials, told by their paths alone: the thread that reads ahead asks it, too, and loads no detector. */
import { type CredentialFile, credentialFiles } from "./credential-files.ts";

const byName = new Map<string, CredentialFile>(
  credentialFiles.flatMap((file) => file.names.map((name) => [name, file])),
);

/** What kind of credentials the file at `path` holds, by its name or else by its ending. */
export function credentialFileAt(path: string): CredentialFile | undefined {
  // `.go`, `.py`, `.md`: no name of the table ends so, and most of a tree's do.
  if (path.charCodeAt(path.length - 3) === 46) return undefined;
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const file = byName.get(name) ?? byName.get(name.slice(Math.max(0, name.lastIndexOf("."))));
  return file?.path?.test(path) === false ? undefined : file;
}
