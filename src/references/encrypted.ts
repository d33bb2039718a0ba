// Ciphertext that a tool decrypts when it reads the file: worthless without the key, which is not in it.
import type { ReferenceSyntax } from "./syntax.ts";

export const encryptedSyntaxes: readonly ReferenceSyntax[] = [
  {
    id: "dotenvx",
    extent: "whole",
    literal: "encrypted:",
    pattern: /^encrypted:[A-Za-z\d+/]{40,4000}={0,2}$/u,
  },
  {
    id: "sops",
    extent: "whole",
    literal: "enc[aes256_gcm,",
    pattern: /^ENC\[AES256_GCM,data:[^\],\s]{0,3800},iv:[^\],\s]{1,100},tag:[^\],\s]{1,100},type:\w{1,10}\]$/u,
  },
  {
    id: "ansible-vault",
    extent: "whole",
    literal: "$ansible_vault;",
    pattern: /^\$ANSIBLE_VAULT;1\.\d;AES256(?:;[\w.-]{1,100})?(?:\s[\da-f\s]{0,4000})?$/u,
  },
  {
    id: "pulumi",
    extent: "whole",
    literal: "secure:",
    pattern: /^"?secure"?:\s{0,9}"?(?:v1:[A-Za-z\d+/=]{8,100}:)?[A-Za-z\d+/=]{16,4000}"?$/u,
  },
  // Of Maven's settings.xml and of Jenkins. ODBC writes passwords in braces too, seldom of such letters.
  {
    id: "braced-ciphertext",
    extent: "whole",
    literal: "{",
    pattern:
      /^\{(?:AQAAAB[A-Za-z\d+/]{20,4000}={0,2}|[A-Za-z\d+/]{15,4000}={1,2}|(?=[A-Za-z\d]{0,4000}[+/])(?:[A-Za-z\d+/]{4}){8,1000})\}$/u,
  },
  {
    id: "mule",
    extent: "whole",
    literal: "![",
    pattern: /^!\[[A-Za-z\d+/]{16,4000}={0,2}\]$/u,
  },
  {
    id: "aws-kms",
    extent: "whole",
    literal: "aqicah",
    pattern: /^(?:!kms\s{1,4})?["']?AQICAH[A-Za-z\d+/]{20,4000}={0,2}["']?$/u,
  },
  {
    id: "teamcity",
    extent: "whole",
    literal: "credentialsjson:",
    pattern: /^credentialsJSON:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu,
  },
];
