import type { Location, PhysicalLocation, Region as SarifRegion } from "sarif";
import type { Finding } from "../model/finding.ts";
import type { Region } from "../model/text.ts";

/** Stands for the top level of the repository, whose absolute path is in no report. */
export const uriBaseId = "SRCROOT";

/** A path as a relative URI: every byte of its UTF-8 form but letters, digits, `-._~` and `/` is percent-encoded. */
export function uriOf(path: string): string {
  if (/^[\w.~/-]*$/u.test(path)) return path;
  let uri = "";
  for (const byte of Buffer.from(path)) {
    const char = String.fromCharCode(byte);
    uri += /[\w.~/-]/u.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return uri;
}

/** Lines and columns; no snippet, which would quote the value. */
export function sarifRegion({ line, column, endLine, endColumn }: Region): SarifRegion {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** Where a finding or a part of it stands. Of an entry in an archive, readers are shown the archive, which is the file that they have. */
export function locationOf({ region, archive }: Pick<Finding, "region" | "archive">): Location {
  if (!archive) return { physicalLocation: physicalLocation(region.path, region) };
  return {
    physicalLocation: { ...physicalLocation(archive.path), region: { startLine: 1 } },
    logicalLocations: [{ name: archive.entries.at(-1) ?? "", fullyQualifiedName: region.path, kind: "resource" }],
  };
}

/** A file, and a place in it. */
export function physicalLocation(path: string, region?: Region): PhysicalLocation {
  return { artifactLocation: { uri: uriOf(path), uriBaseId }, ...(region && { region: sarifRegion(region) }) };
}
