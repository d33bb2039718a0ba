// 1Password secret references, resolved by `op run`, `op inject` and the SDKs.
// Grammar: https://developer.1password.com/docs/cli/secret-reference-syntax
import type { ReferenceSyntax } from "./syntax.ts";

const part = String.raw`[\w. -]{1,200}`;

export const onepasswordSyntaxes: readonly ReferenceSyntax[] = [
  {
    id: "onepassword",
    extent: "whole",
    literal: "op://",
    pattern: new RegExp(String.raw`^op:\/\/${part}\/${part}\/(?:${part}\/)?${part}(?:\?[\w=&.-]{1,200})?$`, "iu"),
  },
];
