import { describe, expect, it } from "vitest";
import { githubSecret } from "../../src/references/github.ts";
import { referenceSyntax } from "../../src/references/recognise.ts";
import { fill, seeded } from "../detect/generate.ts";
import { testFamily } from "./examples.ts";

const random = seeded("references");
const ciphertext = fill("${base64:140}", random);

testFamily("GitHub Actions", {
  references: [
    ["${{ secrets.DB_PASSWORD }}", "github-secret"],
    ["${{secrets.db_password}}", "github-secret"],
    ["${{ secrets['DB_PASSWORD'] }}", "github-secret"],
    ["Bearer ${{ secrets.API_TOKEN }}", "github-secret"],
    ["postgres://app:${{ secrets.PW }}@db/x", "github-secret"],
    ["${{ secrets.A || secrets.B }}", "github-secret"],
    ["${{ secrets.A || 'none' }}", "github-secret"],
    ["${{ format('postgres://app:{0}@db/x', secrets.PW) }}", "github-secret"],
    ["${{ vars.NAME }}", "github-expression"],
    ["${{ steps.login.outputs.token }}", "github-expression"],
    ["${{ github.token }}", "github-expression"],
  ],
  others: [
    ["${{ secrets.A || 'Xk92mLq8Zz01' }}", "the value to fall back to"],
    ["${{ secrets.A || 'Xk92m1qP' }}", "the value to fall back to"],
    ["${{ vars.A || 'Xk92mLq8Zz01' }}", "the value to fall back to"],
    ["${{ secrets.A", "no end"],
    ["app:Xk92mLq8Zz01@${{ vars.HOST }}", "a secret beside it"],
    ["https://app:Xk92mLq8@${{ vars.HOST }}/x", "the password stands beside it"],
  ],
});

describe("what is written for GitHub", () => {
  it("is recognised", () => {
    expect(referenceSyntax(githubSecret("DB_PASSWORD"))).toBe("github-secret");
  });
});

testFamily("1Password", {
  references: [
    ["op://prod/orders/db/password", "onepassword"],
    ["OP://prod/orders/password", "onepassword"],
    ["op://prod/orders/one-time password?attribute=otp", "onepassword"],
  ],
  others: [
    ["op://prod/orders", "no field"],
    ["Xk92mop://a/b/c", "a password that holds the letters"],
    ["op://Xk9/2m$Lq8/Zz01", "a sign that no reference has"],
  ],
});

testFamily("ciphertext", {
  references: [
    [`encrypted:${ciphertext}`, "dotenvx"],
    [`ENC[AES256_GCM,data:${ciphertext.slice(0, 20)},iv:${ciphertext.slice(0, 44)},tag:abcd,type:str]`, "sops"],
    ["$ANSIBLE_VAULT;1.1;AES256\n6638363931\n3031", "ansible-vault"],
    ["$ANSIBLE_VAULT;1.2;AES256;prod", "ansible-vault"],
    [`secure: v1:${ciphertext.slice(0, 12)}:${ciphertext.slice(0, 44)}`, "pulumi"],
    [`{${ciphertext.slice(0, 21)}=}`, "braced-ciphertext"],
    [`{AQAAABAAAAAQ${ciphertext.slice(0, 30)}}`, "braced-ciphertext"],
    [`{${ciphertext.slice(0, 18)}+${ciphertext.slice(0, 17)}}`, "braced-ciphertext"],
    [`![${ciphertext.slice(0, 22)}==]`, "mule"],
    [`!kms AQICAH${ciphertext.slice(0, 40)}`, "aws-kms"],
    [`AQICAH${ciphertext.slice(0, 40)}`, "aws-kms"],
    ["credentialsJSON:0b6fd0a4-7a1c-4c4e-9d8e-2f5b1c7a9e30", "teamcity"],
  ],
  others: [
    ["{Xk92mLq8Zz01kd83}", "a password in the braces of ODBC"],
    [`{${"Xk92mLq8".repeat(5)}}`, "no sign of Base64"],
    ["![Xk92mLq8]", "too short for a ciphertext"],
    ["credentialsJSON:Xk92mLq8Zz01kd83", "no id"],
    ["encrypted:", "nothing in it"],
    ["encrypted:Xk92mLq8", "too short for a ciphertext"],
    ["ENC[Xk92mLq8Zz01kd83]", "another form"],
    ["$ANSIBLE_VAULT;1.1 Xk92mLq8Zz01kd83", "no header"],
    ["$ANSIBLE_VAULT;1.1;AES256 Xk92mLq8Zz01kd83", "no hex after the header"],
  ],
});
