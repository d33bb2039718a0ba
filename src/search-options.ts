// What of a config decides how texts are searched, the same in every thread.
import type { Config } from "./config/config.ts";
import { settingsFor } from "./config/settings.ts";
import type { SearchOptions } from "./detect/search.ts";
import { isReference } from "./references/recognise.ts";

/** What a thread that searches is told. */
export interface JobData {
  readonly config: Config;
  readonly explain: boolean;
}

/** The options of a search under `config`, which says of each candidate what the judge weighed where it is to `explain`. */
export function searchOptions(config: Config, explain: boolean): Required<SearchOptions> {
  const { limits } = config;
  const { severityOf } = settingsFor(config, "");
  return {
    isReference,
    explain,
    decode: { depth: limits.decodeDepth, bytes: limits.decodedMB * 1_000_000 },
    deadline: limits.secondsPerFile * 1000,
    mostCandidates: limits.findingsPerFile,
    isOff: (id) => severityOf(id, "info") === "off",
  };
}
