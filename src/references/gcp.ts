// Google Secret Manager: resource names, `gcloud run deploy --set-secrets`, Spring.
// Grammars: https://cloud.google.com/run/docs/configuring/services/secrets, https://googlecloudplatform.github.io/spring-cloud-gcp
import { harmlessFallback } from "./credential.ts";
import type { ReferenceSyntax } from "./syntax.ts";

const target = String.raw`(?:[A-Za-z_]\w{0,100}|/[^=\s,]{1,200})=(?:projects/[^/\s]{1,60}/secrets/)?[^:=,\s/]{1,255}:(?:latest|\d{1,10})`;

export const gcpSyntaxes: readonly ReferenceSyntax[] = [
  {
    id: "secretmanager-resource",
    extent: "whole",
    literal: "/secrets/",
    pattern: /^projects\/[^/\s]{1,60}\/secrets\/[^/\s]{1,255}(?:\/versions\/(?:\d{1,10}|[A-Za-z][\w-]{0,62}))?$/u,
  },
  {
    id: "cloudrun-set-secrets",
    extent: "inside",
    // `a=b:3` alone may be anything: only the flag before it says what it is.
    literal: "-secrets",
    pattern: new RegExp(String.raw`--(?:set|update)-secrets[= ]["']?${target}(?:,${target}){0,50}["']?`, "gu"),
  },
  {
    id: "spring-secretmanager",
    extent: "inside",
    literal: "${sm:",
    pattern: /\$\{sm:\/\/(?:projects\/[^/{}]{1,60}\/secrets\/)?[^{}:]{1,300}(?::(?<fallback>[^{}]{0,200}))?\}/gu,
    accepts: ({ fallback }) => harmlessFallback(fallback),
  },
];
