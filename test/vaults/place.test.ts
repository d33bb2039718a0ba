import { randomBytes } from "node:crypto";
import { expect, it, vi } from "vitest";
import { createKeys, openPart, sealPart, type Place } from "../../src/vaults/file/crypto.ts";

vi.mock("node:crypto", async (original) => (await import("./remember.ts")).remember(await original()));

const vault = randomBytes(16).toString("hex");
const place: Place = { vault, entry: "e1", version: "v1", part: "value" };

// The MAC of the body refuses a moved part before it is read; this is the second lock on the same door.
it.each<[string, Partial<Place>]>([
  ["vault", { vault: randomBytes(16).toString("hex") }],
  ["entry", { entry: "e2" }],
  ["version", { version: "v2" }],
  ["part", { part: "metadata" }],
])("a part that is read for another %s is refused", async (_, other) => {
  const { keys } = await createKeys(vault, "passphrase", 210_000);
  const jwe = await sealPart("text", place, keys);
  expect(await openPart(jwe, place, keys, "v")).toBe("text");
  await expect(openPart(jwe, { ...place, ...other }, keys, "v")).rejects.toThrow("does not fit its place");
});
