import { describe, expect, it } from "vitest";
import { createDetector } from "../../src/detect/detector.ts";
import { fill, seeded } from "./generate.ts";
import { sourceText } from "./source-text.ts";

const detector = createDetector();
const random = seeded("named rule");

function found(template: string): string[] {
  return detector
    .detect(sourceText("config.txt", fill(template, random)))
    .filter(({ ruleId }) => !ruleId.startsWith("generic/"))
    .filter(({ confidence }) => confidence !== "low")
    .map(({ ruleId }) => ruleId);
}

describe("of two providers with the same format", () => {
  const live = "sk_" + "live_${alnum:24}";
  const bare = "sk-${upper:2}${alnum:44}${digit:2}";
  it.each([
    ["the named one is reported", `PAYMONGO_SECRET_KEY=${live}`, "paymongo/api-key"],
    ["the named one, also in other words", `STABILITY_API_KEY=${bare}`, "stabilityai/api-key"],
    ["the one that needs no name, where none stands", `credential=${live}`, "stripe/secret-key"],
  ])("%s", (_, template, expected) => {
    expect(found(template)).toEqual([expected]);
  });
});

describe("a value behind a provider's name", () => {
  it.each([
    ["of its format", "GLASSNODE_KEY=${digit:2}${alnum:23}${digit:2}", ["glassnode/api-key"]],
    ["beside the name", "nicereply ${hex:39}1", ["nicereply/api-key"]],
    ["some characters too long", "glassnode_secret: ${digit:2}${alnum:28}", ["glassnode/api-key"]],
    ["much longer, as any secret of that name", "glassnode_secret: ${digit:2}${alnum:50}", ["glassnode/api-key"]],
    ["with signs in it", "jotform_token: ${digit:5}${hex:14}-${hex:6}_${hex:5}", ["jotform/api-key"]],
    ["joined with it by a word in capitals", "glassnodeSECRET-${digit:2}${alnum:28}", ["glassnode/api-key"]],
    ["in another case", "JOTFORM_TOKEN=${digit:2}${upper:30}", ["jotform/api-key"]],
    ["a UUID with other letters", "logz_key=gh34${hex:4}-${hex:4}-${hex:4}-${hex:4}-${hex:12}", ["logzio/api-key"]],
    ["behind a long provider id", "vultrapikey_token=${digit:2}${upper:34}", ["vultrapikey/api-key"]],
    [
      "a UUID under a secret's id",
      "heroku_secret_id=${hex:8}-${hex:4}-4${hex:3}-8${hex:3}-${hex:12}",
      ["heroku/legacy-api-key"],
    ],
    ["behind an everyday word and `key`", "box_key = ${digit:2}${alnum:30}", ["box/api-key"]],
  ])("is found: %s", (_, template, expected) => {
    expect(found(template)).toEqual(expected);
  });

  it.each([
    ["almost of the format, on the next line", "glassnode_secret:\n  text ${digit:2}${alnum:28}"],
    ["almost of the format, with no word for a secret", "glassnode: ${digit:2}${alnum:28}"],
    ["almost of the format and a placeholder", "glassnode_secret: your${digit:6}xxxxxxxxxxxxxxxxxxx"],
    ["the hash of a file that the name stands in", "roles/glassnode/tasks.py,sha256=${alnum:4}-${digit:2}${alnum:28}"],
    ["beside the end of a path", "github.com/nicereply/nicereply ${hex:39}1"],
    ["an id of a request", "host=a.glassnode.com request_id=${digit:2}${alnum:23}${digit:2}"],
    ["a commit of a repository", "github.com/nicereply/nicereply-api-key/blob/${hex:39}1/a.ts"],
    ["words with hyphens", "polygon_key: node=archive-polygon-network-eastern"],
    ["the id of something", 'scaleway_image_id": "${hex:8}-${hex:4}-${hex:4}-${hex:4}-${hex:12}"'],
    ["the id of what the provider makes", 'the PingOne API: {"id": "${hex:8}-${hex:4}-${hex:4}-${hex:4}-${hex:12}"}'],
    ["the hash of a module of Go", "github.com/cloudflare/circl v1.3.3 h1:${alnum:2}/${digit:2}${alnum:38}="],
    ["a package of a program", "bitbucket: &argoprojiov1alpha1.Config{"],
    ["behind an everyday word alone", "box ${digit:2}${alnum:30}"],
    ["a type of a program", "export type A = ConfluenceV1SpaceGetNode | JiraTriggerV11ParamsNode;"],
    ["words with hyphens and a few digits", "travis encrypt AWS_ACCESS_KEY_ID=$(awk '/^acme-s3-access-key-id/ {}')"],
    ["a constant of a program", "Semaphore: D3D_SYNCHRONIZATION_OBJECT_TYPE,"],
    ["the id of an interface", "ISemaphore, 0x${hex:8}_${hex:4}_${hex:4}_${hex:4}_${hex:12});"],
    ["the digest of a file", '"lib/acme-softlayer-api-l1-1-0.a":"${hex:64}"'],
    ["an id behind a text, as the next item of a row", "('7','Semaphore state seen','${hex:32}'),"],
    ["an id further on in a row", "('7','semaphore.count','0','31d',NULL,'1','${hex:32}'),"],
    ["a commit under its name", '"name": "semaphore/api",\n "reference": "${hex:40}"'],
    ["a commit under its name, in a column", 'nicereply/api",\n\tSHA:       "${hex:39}1"'],
    ["the id of a channel", 'splunk.set(REQUEST_CHANNEL, "${hex:8}-${hex:4}-${hex:4}-${hex:4}-${hex:12}")'],
    ["what a field of a form shows", "name: 'Glassnode key', placeholder: '${digit:2}${alnum:23}${digit:2}'"],
    ["what an input of HTML shows", '<input id="glassnode-key" placeholder="${digit:2}${alnum:23}${digit:2}">'],
    ["a file of a program", "../ConfluenceCloudOAuth2Api.credentials.ts"],
  ])("is not found: %s", (_, template) => {
    expect(found(template)).toEqual([]);
  });
});

it("keeps what its name suggests where the format is only almost the provider's", () => {
  const [candidate] = detector.detect(sourceText("a.env", fill("GLASSNODE_API_KEY=${digit:2}${alnum:28}\n", random)));
  expect(candidate).toMatchObject({ ruleId: "glassnode/api-key", confidence: "high", also: ["generic/secret"] });
  expect(candidate?.reasons).toContain("almost the format of Glassnode API key");
});

it("does not believe a name in a binary file", () => {
  const content = fill("\0\x01glassnode_key=${digit:2}${alnum:23}${digit:2}\0", random);
  const ruleIds = (binary: boolean): string[] =>
    detector.detect({ ...sourceText("a.bin", content), binary }).map(({ ruleId }) => ruleId);
  expect(ruleIds(false)).toEqual(["glassnode/api-key"]);
  expect(ruleIds(true)).toEqual([]);
});
