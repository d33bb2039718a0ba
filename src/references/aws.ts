// AWS Secrets Manager and Parameter Store: CloudFormation, ECS, Serverless, Spring.
// Grammars: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
import type { ReferenceSyntax } from "./syntax.ts";

const arn = String.raw`arn:aws[a-z-]{0,20}:secretsmanager:[a-z\d-]{1,30}:\d{12}:secret:[\w/+=.@-]{1,519}`;

export const awsSyntaxes: readonly ReferenceSyntax[] = [
  {
    id: "cloudformation-secretsmanager",
    extent: "inside",
    literal: "{{resolve:secretsmanager:",
    pattern: new RegExp(
      String.raw`\{\{resolve:secretsmanager:(?:${arn}|[\w/+=.@-]{1,512})(?::(?:SecretString)?(?::[^:{}]{0,200}){0,3})?\}\}`,
      "gu",
    ),
  },
  {
    id: "cloudformation-ssm",
    extent: "inside",
    literal: "{{resolve:ssm",
    pattern: /\{\{resolve:ssm(?:-secure)?:[\w.\-/]{1,1011}(?::\d{1,10})?\}\}/gu,
  },
  {
    id: "secretsmanager-arn",
    extent: "whole",
    literal: ":secretsmanager:",
    // ECS adds JSON key, stage and version: all three colons or none.
    pattern: new RegExp(String.raw`^${arn}(?::[^:\s]{0,200}:[^:\s]{0,200}:[^:\s]{0,200})?$`, "u"),
  },
  {
    id: "ssm-arn",
    extent: "whole",
    literal: ":parameter/",
    pattern: /^arn:aws[a-z-]{0,20}:ssm:[a-z\d-]{1,30}:\d{12,13}:parameter\/[\w.\-/]{1,1011}$/u,
  },
  {
    id: "serverless",
    extent: "inside",
    literal: "${",
    pattern: /\$\{(?:ssm(?:\([^()]{0,60}\))?|vault|aws):[^{}~]{1,300}(?:~true|~split)?\}/gu,
  },
];
