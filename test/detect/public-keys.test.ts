import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createDetector } from "../../src/detect/detector.ts";
import { fill, seeded } from "./generate.ts";
import { sourceText } from "./source-text.ts";

const detector = createDetector();
const random = seeded("public keys");

function base64url(data: object): string {
  return Buffer.from(JSON.stringify(data)).toString("base64url");
}

function supabaseKey(role: string): string {
  const head = base64url({ alg: "HS256", typ: "JWT" });
  const ref = fill("${lower:20}", random);
  const claims = base64url({ iss: "supabase", ref, role, iat: 1_700_000_000, exp: 2_000_000_000 });
  return `${head}.${claims}.${fill("${base64url:43}", random)}`;
}

function found(text: string): { ruleId: string; severity: string; confidence: string }[] {
  return detector
    .detect(sourceText("app.env", `${text}\n`))
    .map(({ ruleId, severity, confidence }) => ({ ruleId, severity, confidence }));
}

describe("a key that its provider gives to everybody", () => {
  it.each([
    ["posthog/project-api-key", "high", "POSTHOG_KEY=phc_${alnum:43}"],
    ["mapbox/public-token", "medium", "MAPBOX_TOKEN=pk.eyJ1${alnum:60}.${alnum:22}"],
    ["cloudflare/turnstile-site-key", "medium", "TURNSTILE_SITE_KEY=0x4AAAAAA${alnum:15}"],
  ])("stays public behind a name that says key or token: %s", (ruleId, confidence, template) => {
    expect(found(fill(template, random))).toEqual([{ ruleId, severity: "info", confidence }]);
  });

  it("stays public where it is a JSON Web Token", () => {
    expect(found(`SUPABASE_KEY=${supabaseKey("anon")}`)).toEqual([
      { ruleId: "supabase/anon-key", severity: "info", confidence: "medium" },
    ]);
  });

  it("makes no longer text public that it is a part of", () => {
    expect(found(fill("X_TOKEN=${alnum:24}-phc_${alnum:43}", random))).toMatchObject([{ severity: "high" }]);
  });

  it("is told from its secret sister", () => {
    expect(found(`SUPABASE_KEY=${supabaseKey("service_role")}`)).toEqual([
      { ruleId: "supabase/service-role-key", severity: "critical", confidence: "high" },
    ]);
  });
});

describe("the token that jwt.io shows", () => {
  const signed = `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url({ sub: "1234567890", name: "John Doe", iat: 1_516_239_022 })}`;
  const token = (secret: string): string =>
    `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;

  it("is reported with low confidence", () => {
    expect(found(`api_token=${token(["your", "256", "bit", "secret"].join("-"))}`)).toMatchObject([
      { confidence: "low" },
    ]);
  });

  it("is another one where another secret signs it", () => {
    expect(found(`api_token=${token(fill("${alnum:32}", random))}`)).toMatchObject([{ confidence: "high" }]);
  });
});
