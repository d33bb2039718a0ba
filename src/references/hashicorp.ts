// HashiCorp Vault and OpenBao, and Spring's imports from it and from AWS.
// Grammars: https://docs.spring.io/spring-cloud-vault/reference/, https://docs.awspring.io/spring-cloud-aws/docs/current/reference/html/
import type { ReferenceSyntax } from "./syntax.ts";

export const hashicorpSyntaxes: readonly ReferenceSyntax[] = [
  {
    id: "spring-import",
    extent: "whole",
    literal: ":",
    pattern:
      /^(?:spring\.config\.import=)?(?:optional:)?(?:aws-secretsmanager:[^\s#:@]{1,300}|aws-parameterstore:[^\s#:@]{1,300}|vault:\/\/[^\s#:@]{0,300})$/u,
  },
];
