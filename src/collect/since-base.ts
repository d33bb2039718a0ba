// Where a base judges a scan of files or of a history, comments accept what they accept on the base. A new one is a finding of its own,
// and so is another value beside an old one: as in a scan of the change alone.
import { crypto } from "../model/crypto.ts";
import type { Finding } from "../model/finding.ts";
import type { ForeignComment } from "../model/suppression.ts";
import type { Origin } from "../model/text.ts";
import { isOfPolicy } from "../policy/rules.ts";
import { dropKnown, type NewPart, newPart } from "./added.ts";
import type { Collector, Gathering, Place } from "./collector.ts";
import { hiddenFindings } from "./comments.ts";

/** What the base knows. */
export interface Base {
  before(paths: ReadonlySet<string>): AsyncIterable<Buffer>;
  newVersions(): Promise<(origin: Origin) => boolean>;
}

/** A finding that a comment hides in a version that is not HEAD's. */
interface Passed {
  readonly place: Place;
  readonly origin: Origin;
  readonly finding: Finding;
}

/** Gathers by `inner`, which never sees what an old comment hides. `foreign` are the scanners whose comments count as well. */
export function commentsSinceBase(inner: Gathering, base: Base, foreign: readonly ForeignComment[]): Collector {
  // Values are told apart by a tag under a key that ends with the run.
  const salt = crypto().randomBytes(32);
  const keyOf = ({ ruleId, secret, region }: Finding): string => `${ruleId}\0${secret.tag(salt, 128)}\0${region.path}`;
  const hidden = hiddenFindings(foreign);
  const parts = new Map<Finding, NewPart>();
  const paths = new Set<string>();
  const places = new Map<string, Place>();
  const passed: Passed[] = [];

  /** Those of passed versions that only the scanned side has, and that HEAD does not have behind a comment as well. */
  async function passing(): Promise<Passed[]> {
    if (passed.length === 0) return [];
    const isNew = await base.newVersions();
    const atEnd = new Set([...hidden.findings.keys()].map(keyOf));
    return passed.filter(({ finding, origin }) => isNew(origin) && !atEnd.has(keyOf(finding)));
  }

  return {
    ...(inner.knows && { knows: (text, verified) => inner.knows?.(text, verified) === true }),
    add(text, findings, comments) {
      inner.add(text, findings);
      if (!comments) return;
      const { path, origin, archive } = text;
      const place = { path, ...(origin && { origin }) };
      paths.add(archive?.path ?? path);
      for (const { finding } of comments.hidden) parts.set(finding, newPart(text, finding));
      if (origin?.inHead === false) {
        for (const { finding } of comments.hidden) passed.push({ place, origin, finding });
      } else {
        hidden.add(text, comments);
        places.set(path, place);
      }
    },
    count: () => inner.count() + parts.size,
    async findings() {
      const gone = await passing();
      const wanted = [...hidden.findings.keys(), ...gone.map(({ finding }) => finding)];
      if (wanted.length === 0) return inner.findings();
      const pending = new Map(
        wanted.flatMap((finding) => {
          const part = parts.get(finding);
          return part ? [[finding, part] as const] : [];
        }),
      );
      for await (const bytes of base.before(paths)) {
        hidden.sawBefore(bytes);
        dropKnown(pending, bytes);
      }
      const isNew = (finding: Finding): boolean => pending.has(finding);
      const reported = hidden.reported(isNew);
      for (const finding of reported.filter((one) => !isOfPolicy(one)))
        // A region names the path, which is all that is asked of a file.
        inner.add(places.get(finding.region.path) ?? finding.region, [finding]);
      for (const { place, finding } of gone) if (isNew(finding)) inner.add(place, [finding]);
      return [...(await inner.findings()), ...reported.filter(isOfPolicy)];
    },
  };
}
