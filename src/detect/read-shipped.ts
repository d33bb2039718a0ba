// Reads the files that every scan needs. They lie beside the program, so a copy may lack one, or have that of another version: with such
// a file a scan would find nothing, and say that there is nothing.
import { readFileSync } from "node:fs";
import { crc32 } from "node:zlib";
import { UserError } from "../model/error.ts";
import { checksums } from "./generated/checksums.ts";
import { type ShippedFile, shippedFile } from "./shipped-file.ts";

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new UserError(`The file ${file} of vaultlint cannot be read (${code}): install vaultlint anew.`, {
      cause: error,
    });
  }
}

/** The file of this name, as it was when this program was built. A UserError where it is another one. */
export function readShipped(name: ShippedFile): Buffer {
  const file = shippedFile(name);
  const bytes = bytesOf(file);
  if (crc32(bytes) !== checksums[name])
    throw new UserError(`The file ${file} is damaged, or of another version of vaultlint: install vaultlint anew.`);
  return bytes;
}
