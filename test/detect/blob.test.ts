import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { createDetector } from "../../src/detect/detector.ts";
import { fill, seeded } from "./generate.ts";
import { sourceText } from "./source-text.ts";

const detector = createDetector();
const random = seeded("blob");
const token = fill("EAA${alnum:100}", random);

function rulesFor(content: string): string[] {
  return detector.detect(sourceText("a.js", content)).map(({ ruleId }) => ruleId);
}

it("does not take a piece of an image for a token", () => {
  const blob = randomBytes(150).toString("base64");
  expect(rulesFor(`"data:image/png;base64,${blob}/${token}+${blob}"`)).not.toContain("facebook/access-token");
});

it("does not take a piece of an attachment for a token", () => {
  const lines = fill("${alnum:600}", random).replaceAll(/.{76}/gu, "$&\r\n");
  const dropbox = fill("${alnum:11}AAAAAAAAAA${alnum:43}", random);
  expect(rulesFor(`${lines.slice(0, 156)}${dropbox}/${lines.slice(0, 11)}\r\n${lines}`)).toEqual([]);
  expect(rulesFor(`${lines.slice(0, 156)}\r\n${dropbox}\r\n`)).toContain("dropbox/long-lived-token");
});

it("does not take a line of an attachment for a token, and takes one in a list of tokens", () => {
  const line = fill("EAAC${alnum:6}1B${alnum:52}", random);
  const other = (): string => randomBytes(48).toString("base64").replace(/.$/u, "+");
  const rule = "facebook/page-access-token";
  expect(rulesFor(`${other()}\n${line}\n${other()}\n`)).not.toContain(rule);
  expect(rulesFor(`${other()}\r\n${line}\r\n${other()}\r\n`)).not.toContain(rule);
  expect(rulesFor(`${line}\n${line.replace("EAAC", "EAAG")}\n${line.replace("EAAC", "EAAM")}\n`)).toContain(rule);
  expect(rulesFor(`${other()}\n${line}\nthe end\n`)).toContain(rule);
});

it.each([
  ["in a URL", `"https://graph.facebook.com/v19.0/me/${token}/posts"`],
  ["behind a few letters of Base64", `"+abc/${token}"`],
  ["in quotes", `"${token}"`],
])("still finds one %s", (_, content) => {
  expect(rulesFor(content)).toContain("facebook/access-token");
});
