// Secrets as people have them in encodings; the values are made up anew in every run of the generator, so no scanner alarms here.
import { gzipSync } from "node:zlib";
import { generateKeyPairSync } from "node:crypto";
import { complete, fill, seeded } from "../generate.ts";

const random = seeded("encoded");

export const password: string = fill("${upper:2}${lower:4}${digit:3}+${alnum:6}!", random);
/** A token that a provider's rule proves. */
export const token: string = complete({ checksum: "github" }, fill("gh" + "p_${alnum:30}${checksum}", random));
export const azureKey: string = `${fill("${base64:84}", random)}+A==`;

export const pem: string = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
}).privateKey;

export const base64 = (text: string | Buffer): string => Buffer.from(text).toString("base64");
export const gzip = (text: string): Buffer => gzipSync(text);
export const wrapped = (text: string, width: number, indentation: string): string =>
  base64(text).replaceAll(new RegExp(`.{${String(width)}}(?=.)`, "gu"), `$&\n${indentation}`);
