// The look-up over all sink tables: by package first, so that a file without these packages costs nothing.
import { azureSinks } from "./azure.ts";
import { cloudSinks } from "./clouds.ts";
import { databaseSinks } from "./databases.ts";
import { keySinks } from "./keys.ts";
import { serviceSinks } from "./services.ts";
import type { Sink } from "./sink.ts";

export const sinks: readonly Sink[] = [...azureSinks, ...cloudSinks, ...databaseSinks, ...keySinks, ...serviceSinks];

const exact = new Map<string, Sink[]>();
const families: { readonly prefix: string; readonly sink: Sink }[] = [];
for (const sink of sinks) {
  if (sink.from.endsWith("*")) families.push({ prefix: sink.from.slice(0, -1), sink });
  else exact.set(sink.from, [...(exact.get(sink.from) ?? []), sink]);
}

const known = new Map<string, readonly Sink[]>();

/** The sinks of a package; empty for all others. */
export function sinksOf(from: string): readonly Sink[] {
  let found = known.get(from);
  if (!found) {
    found = [
      ...(exact.get(from) ?? []),
      ...families.filter(({ prefix }) => from.startsWith(prefix)).map(({ sink }) => sink),
    ];
    // Scanned files name the packages, so the memory stays bounded.
    if (known.size < 5_000) known.set(from, found);
  }
  return found;
}

const patterns = new Map<string, RegExp>();

/** True when `path`, as the resolver writes it, is the call of a sink's table. */
export function isCall(call: string, path: string, isNew: boolean): boolean {
  const bare = call.replace(/^new /u, "");
  // `new Client().bind(...)` is itself no construction.
  if ((call.startsWith("new ") && !bare.includes("()")) !== isNew) return false;
  let pattern = patterns.get(bare);
  if (!pattern) {
    const source = bare
      .replaceAll(/(?:^|\.)default(?=\(|$)/gu, "")
      .replaceAll(/[.()]/gu, String.raw`\$&`)
      .replaceAll("*", String.raw`[\w$]+`)
      // Builders answer themselves: `new SignJWT(claims).setIssuedAt().sign(key)`.
      .replaceAll(String.raw`\(\)\.`, String.raw`\(\)(?:\.[\w$]+\(\))*\.`);
    patterns.set(bare, (pattern = new RegExp(`^${source}$`, "u")));
  }
  return pattern.test(path);
}
