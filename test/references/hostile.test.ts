import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isReference } from "../../src/references/recognise.ts";

/** Beginnings and middles of the syntaxes: whoever wants to slow a scan down repeats these. */
const pieces = [
  "${{ secrets.a", "${{ secrets.a }}", "secrets.a ", "${", "${a:-", "${ssm(", "${sm://a:", "{{", "{{ a ", "{{resolve:secretsmanager:a:",
  "<path:a#b|", "<+", "<+secrets.getValue(\"", "ref+a://b", "ref+", "$(a", "%AB%", "%A", "a.getSecret('b',", "az.getSecret(", "a=keyvaultref:https://a,",
  "a@azurekeyvault?", "lookup('azure.azcollection.azure_keyvault_secret','a'", "--set-secrets A=b:1,", "op://a/", "@Microsoft.KeyVault(VaultName=a;",
  "azureSecret(a, ", "://a:", "password=", "process.env.", "projects/a/secrets/", "encrypted:", "a ", "=", ":", "\0",
]; // prettier-ignore

/** Milliseconds that the fastest of five runs takes. */
function time(text: string): number {
  const runs = Array.from({ length: 5 }, () => {
    const start = performance.now();
    isReference(text);
    return performance.now() - start;
  });
  return Math.min(...runs);
}

describe("hostile values", () => {
  it("take no time that grows with more than their length", () => {
    for (const head of ["", "${A} ", "{{ a }}"]) {
      for (const piece of pieces) {
        const text = (head + piece.repeat(4096)).slice(0, 4096);
        expect(time(text), `${head}${piece}`).toBeLessThan(200);
      }
    }
  });

  it("are not looked at beyond the longest reference", () => {
    expect(isReference("${A}".repeat(1024))).toBe(true);
    expect(isReference("${A}".repeat(1025))).toBe(false);
    expect(time("${{ secrets.a".repeat(1_000_000))).toBeLessThan(50);
  });

  it("of any pieces are answered", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary" })), { maxLength: 300 }),
        (parts) => {
          expect(time(parts.join("").slice(0, 4096))).toBeLessThan(200);
        },
      ),
      { numRuns: 200 },
    );
  });
});
