import { testFamily } from "./examples.ts";

testFamily("Google Secret Manager", {
  references: [
    ["projects/orders/secrets/db/versions/3", "secretmanager-resource"],
    ["projects/orders/secrets/db/versions/latest", "secretmanager-resource"],
    ["projects/orders/secrets/db", "secretmanager-resource"],
    ["--set-secrets DB=db-password:3", "cloudrun-set-secrets"],
    ["--set-secrets=/secrets/db=db-password:latest", "cloudrun-set-secrets"],
    ["gcloud run deploy x --update-secrets=A=a:1,B=projects/p/secrets/b:2", "cloudrun-set-secrets"],
    ["${sm://projects/orders/secrets/db}", "spring-secretmanager"],
    ["${sm://db/2}", "spring-secretmanager"],
    ["${sm://db:}", "spring-secretmanager"],
  ],
  others: [
    ["projects/orders/secrets/", "no name"],
    ["--set-secrets DB=db-password", "no version"],
    ["${sm://db:Xk92mLq8Zz01kd83}", "the value to fall back to"],
    ["--set-secrets DB=db-password:3 --token Xk92mLq8Zz01kd83", "a secret beside it"],
  ],
});

testFamily("HashiCorp Vault and Spring imports", {
  references: [
    ["vault://secret/orders", "spring-import"],
    ["optional:vault://", "spring-import"],
    ["spring.config.import=aws-secretsmanager:orders;shared", "spring-import"],
    ["optional:aws-parameterstore:/config/orders", "spring-import"],
  ],
  others: [
    ["sm:abc", "another scheme"],
    ["vault://app:Xk92mLq8Zz01@host/x", "a credential stands in it"],
  ],
});
