/** Every detector in code that reads texts: structures and generic assignments. Structures come first: they know more of a value. */
import { genericDetector } from "./generic/generic.ts";
import { authorizationDetector } from "./structure/authorization.ts";
import { callDetector } from "./structure/call.ts";
import { commandDetector } from "./structure/command.ts";
import { connectionStringDetector } from "./structure/connection-string.ts";
import { derDetector } from "./structure/der.ts";
import { jwkDetector } from "./structure/jwk.ts";
import { natsDetector } from "./structure/nats.ts";
import { netrcDetector } from "./structure/netrc.ts";
import { pemDetector } from "./structure/pem.ts";
import { sqlDetector } from "./structure/sql.ts";
import type { TextDetector } from "./structure/text-detector.ts";
import { urlDetector } from "./structure/url.ts";

export const textDetectors: readonly TextDetector[] = [
  pemDetector,
  derDetector,
  jwkDetector,
  natsDetector,
  urlDetector,
  connectionStringDetector,
  authorizationDetector,
  sqlDetector,
  commandDetector,
  netrcDetector,
  callDetector,
  genericDetector,
];
