/** Every detector in code that reads texts: structures and generic assignments. Structures come first: they know more of a value. */
import { genericDetector } from "./generic/generic.ts";
import { authorizationDetector } from "./structure/authorization.ts";
import { bundlerDetector } from "./structure/bundler.ts";
import { callDetector } from "./structure/call.ts";
import { chpasswdDetector } from "./structure/chpasswd.ts";
import { columnsDetector } from "./structure/columns.ts";
import { commandDetector } from "./structure/command.ts";
import { connectionStringDetector } from "./structure/connection-string.ts";
import { cookieDetector } from "./structure/cookie.ts";
import { derDetector } from "./structure/der.ts";
import { dsnDetector } from "./structure/dsn.ts";
import { expectDetector } from "./structure/expect.ts";
import { hclDetector } from "./structure/hcl.ts";
import { hereStringDetector } from "./structure/here-string.ts";
import { htmlTableDetector } from "./structure/html-table.ts";
import { jwkDetector } from "./structure/jwk.ts";
import { kubernetesSecretDetector } from "./structure/kubernetes-secret.ts";
import { lazyDetector } from "./structure/lazy.ts";
import { liveDetector } from "./structure/live.ts";
import { loginsDetector } from "./structure/logins.ts";
import { markedTableDetector } from "./structure/marked-table.ts";
import { natsDetector } from "./structure/nats.ts";
import { netrcDetector } from "./structure/netrc.ts";
import { networkDeviceDetector } from "./structure/network-device.ts";
import { notedDetector } from "./structure/noted.ts";
import { pairDetector } from "./structure/pair.ts";
import { pemDetector } from "./structure/pem.ts";
import { pgpassDetector } from "./structure/pgpass.ts";
import { puttyDetector } from "./structure/putty.ts";
import { ruledTableDetector } from "./structure/ruled-table.ts";
import { secretGroupDetector } from "./structure/secret-group.ts";
import { secretParameterDetector } from "./structure/secret-parameter.ts";
import { storedSecretDetector } from "./structure/stored-secret.ts";
import { sqlDetector } from "./structure/sql.ts";
import type { TextDetector } from "./structure/text-detector.ts";
import { conditionalDetector, templateDetector } from "./structure/template.ts";
import { templateOrDetector } from "./structure/template-or.ts";
import { terraformStateDetector } from "./structure/terraform-state.ts";
import { toldDetector } from "./structure/told.ts";
import { urlDetector } from "./structure/url.ts";
import { webhookDetector } from "./structure/webhook.ts";
import { xmlAttributesDetector } from "./structure/xml-attributes.ts";
import { xmlElementDetector } from "./structure/xml-element.ts";
import { xmlKeyDetector } from "./structure/xml-key.ts";
import { xmlSiblingsDetector } from "./structure/xml-siblings.ts";

export const textDetectors: readonly TextDetector[] = [
  pemDetector,
  puttyDetector,
  xmlElementDetector,
  xmlAttributesDetector,
  xmlSiblingsDetector,
  xmlKeyDetector,
  derDetector,
  jwkDetector,
  natsDetector,
  urlDetector,
  webhookDetector,
  connectionStringDetector,
  dsnDetector,
  authorizationDetector,
  cookieDetector,
  sqlDetector,
  commandDetector,
  hereStringDetector,
  expectDetector,
  netrcDetector,
  networkDeviceDetector,
  pgpassDetector,
  callDetector,
  hclDetector,
  lazyDetector,
  pairDetector,
  secretGroupDetector,
  loginsDetector,
  secretParameterDetector,
  storedSecretDetector,
  terraformStateDetector,
  templateDetector,
  conditionalDetector,
  templateOrDetector,
  bundlerDetector,
  chpasswdDetector,
  columnsDetector,
  ruledTableDetector,
  markedTableDetector,
  htmlTableDetector,
  notedDetector,
  toldDetector,
  liveDetector,
  kubernetesSecretDetector,
  genericDetector,
];
