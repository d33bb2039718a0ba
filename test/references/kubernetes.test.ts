import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { secretKeyRef, secretKeyRefInline } from "../../src/references/kubernetes.ts";
import { testFamily } from "./examples.ts";

testFamily("vals, argocd-vault-plugin and Helm", {
  references: [
    ["ref+azurekeyvault://prod-kv/db", "vals"],
    ["ref+azurekeyvault://prod-kv/db/0123456789abcdef0123456789abcdef", "vals"],
    ["ref+vault://kv/orders?address=https://vault.internal:8200#/password", "vals"],
    ["ref+awssecrets://orders/db?region=eu-west-1", "vals"],
    ["ref+awsssm://orders/db?mode=singleparam#/KEY", "vals"],
    ["secretref+gcpsecrets://orders/db?version=3", "vals"],
    ["ref+gcpsecrets://orders/db?fallback=none", "vals"],
    ["postgres://app:ref+vault://kv/orders#/password+@db/x", "vals"],
    ["<path:kv/data/orders#password>", "argocd-vault-plugin"],
    ["<path:kv/data/orders#password#2>", "argocd-vault-plugin"],
    ["<path:prod-kv#db | base64encode>", "argocd-vault-plugin"],
    ["{{ .Values.db.password }}", "template"],
    ["{{ .Values.db.password | quote }}", "template"],
    ['{{ required "set db.password" .Values.db.password }}', "template"],
  ],
  others: [
    ["ref:azurekeyvault://prod-kv/db", "no vals prefix"],
    ["ref+vault://kv/orders?token=Xk92mLq8Zz01kd83#/password", "the credential stands in it"],
    ["ref+vault://kv/orders?secret_id=Xk92mLq8Zz01kd83", "the credential stands in it"],
    ["ref+gitlab://host/1/x?gitlab_token=Xk92mLq8Zz01kd83", "the credential stands in it"],
    ["ref+vault://app:Xk92mLq8Zz01@host/x", "the credential stands in it"],
    ["ref+gcpsecrets://orders/db?fallback=Xk92mLq8Zz01kd83", "the value to fall back to"],
    ["<placeholder>", "no path"],
    ['{{ .Values.x | default "Xk92mLq8Zz01kd83" }}', "the value to fall back to"],
    ["{{Xk92mLq8Zz01kd83}}", "no name that anybody chose"],
  ],
});

describe("what is written for Kubernetes", () => {
  const wanted = { valueFrom: { secretKeyRef: { name: "orders-secrets", key: "db-password" } } };

  it.each([0, 6, 11])("is a block at column %i", (column) => {
    const block = secretKeyRef("orders-secrets", "db-password", column, "\n");
    expect(parse(" ".repeat(column) + block)).toEqual(wanted);
  });

  it("is a map in braces, and keeps the line ends it is told", () => {
    expect(parse(`{ ${secretKeyRefInline("orders-secrets", "db-password")} }`)).toEqual(wanted);
    expect(secretKeyRef("a", "b", 2, "\r\n").split("\r\n")).toHaveLength(4);
  });
});
