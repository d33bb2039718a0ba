import { testFamily } from "./examples.ts";

const arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders/db-AbCdEf";
const id = "9d4cb84b-ad69-40c0-a0ab-cead3e000000";

testFamily("AWS", {
  references: [
    ["{{resolve:secretsmanager:orders}}", "cloudformation-secretsmanager"],
    ["{{resolve:secretsmanager:orders:SecretString:password}}", "cloudformation-secretsmanager"],
    ["{{resolve:secretsmanager:orders:SecretString:password:AWSPREVIOUS}}", "cloudformation-secretsmanager"],
    [`{{resolve:secretsmanager:orders:SecretString:password::${id}}}`, "cloudformation-secretsmanager"],
    [`{{resolve:secretsmanager:${arn}:SecretString:password}}`, "cloudformation-secretsmanager"],
    ["{{resolve:secretsmanager:orders:::}}", "cloudformation-secretsmanager"],
    ["postgres://app:{{resolve:secretsmanager:orders}}@db/x", "cloudformation-secretsmanager"],
    ["{{resolve:ssm:BucketPolicy:2}}", "cloudformation-ssm"],
    ["{{resolve:ssm-secure:/orders/db-password_1.a}}", "cloudformation-ssm"],
    [arn, "secretsmanager-arn"],
    [arn.replace("arn:aws:", "arn:aws-us-gov:"), "secretsmanager-arn"],
    [`${arn}:username::`, "secretsmanager-arn"],
    [`${arn}::AWSPREVIOUS:`, "secretsmanager-arn"],
    [`${arn}:::${id}`, "secretsmanager-arn"],
    ["arn:aws:ssm:eu-west-1:123456789012:parameter/orders/db", "ssm-arn"],
    ["${ssm:/orders/db}", "serverless"],
    ["${ssm:/aws/reference/secretsmanager/orders~true}", "serverless"],
    ["${ssm(eu-west-1):/orders/db}", "serverless"],
    ["${vault:orders.password}", "serverless"],
  ],
  others: [
    ["{{resolve:secretsmanager:}}", "no name"],
    ["{{resolve:secretsmanager:a:b:c:d:e:f}}", "too many parts"],
    ["{{resolve:ssm:name:latest}}", "versions are numbers"],
    ["{{resolve:secretsmanager:orders", "no end"],
    [`${arn}:username`, "all three colons or none"],
    ["arn:aws:s3:::bucket", "another service"],
    ["arn:aws:ssm:eu-west-1:1:parameter/x", "no account"],
    ["Xk92mLq8{{resolve:secretsmanager:orders}}Zz01kd83", "a secret around it"],
    ["postgres://app:Xk92mLq8Zz01@db/{{resolve:ssm:x}}", "the password stands beside it"],
  ],
});
