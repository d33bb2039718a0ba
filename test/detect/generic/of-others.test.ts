import { describe, expect, it } from "vitest";
import { createDetectStage } from "../../../src/detect/detect.ts";
import { secretName } from "../../../src/detect/judge/names.ts";
import { sourceText } from "../source-text.ts";

// Assembled, so that no other scanner takes these lines for leaks.
const drawn = ["q8Zr", "T2vLx9", "Wm4Kp7", "Yb3Nc6Hd"].join("");
const digits = ["102938", "01983", "029384"].join("");
const password = ["Wint3r", "!", "Storm"].join("");
const hash = "4f9a0b1c7e".repeat(4);
const digest = Buffer.from(hash, "hex").toString("base64");
const longDigest = Buffer.from(hash.repeat(3), "hex").toString("base64");

/** What is reported by default, with its low findings where asked. */
async function found(path: string, content: string, low = false): Promise<string[]> {
  const text = sourceText(path, content);
  const stage = createDetectStage({ ast: "off" });
  const { candidates } = await stage.detect(text);
  await stage.close();
  return candidates
    .filter(({ confidence }) => low || confidence !== "low")
    .map(({ span, confidence }) => `${confidence} ${text.bytes.toString("utf8", span.start, span.end)}`);
}

describe("what belongs to something else is not found, not even with low confidence", () => {
  it.each([
    ["what is kept under a key", "a.md", `cache.put(path, key, '${digits}').then(use)`],
    ["the same without a path", "a.md", `store.setItem(key, '${digits}')`],
    ["the id in a table", "a.go", `ensureDeleted(app, "_ab_users_auth_", "oap640cot4yru2s")`],
    ["keys that are pressed", "a.js", `bindKey: bindKey("Alt-L|Ctrl-F1", "Command-Alt-L|Command-F1"),`],
    ["a country with its numbers", "a.json", `{"PS":["970"],"PW":["680","[2-8]\\\\d{6}",[]],"PY":["595"]}`],
    ["the token of a form", "a.html", `<a href="/x?atl_token=BE2F-79PL-H8QS-2STB%7C${hash}%7Clin">`],
    ["the description of a setting", "a.md", "|a.ldap.trust-store-password|password|LDAP7 jks file|\n"],
    ["columns of an index", "a.sql", "CREATE INDEX cred_idx ON uid_credentials (`auth_username`, `did7x`);"],
    ["the same in double quotes", "a.txt", `create index c on user_credentials ("auth_username", "did7x");`],
    ["a variable of a proxy", "a.xml", `if(!www_authenticate("myrealm", "$var(passwd)", "0", "$msrp(method)"))`],
    ["columns that are masked", "a.xml", "user(str) ha1(str)\nsuser:supasswd:xxx:alpha.org:xxx\n"],
  ])("%s", async (_, path, content) => {
    expect(await found(path, content, true)).toEqual([]);
  });

  it.each([
    ["a password of its user's name in a URL", "a.py", "db = 'mysql://bbuser:bbpasswd@dbhost/bbdb'"],
    ["the same below the user", "README", "[acme]\nuser = kamailiouser\npassword = kamailiopass\n"],
    ["a digest of the word before", "A.java", String.raw`of("otherPassword", "${digest}\r\n"),`],
    [
      "a digest over several lines",
      "A.java",
      String.raw`of("otherPassword", "${longDigest.slice(0, 76)}\r\n${longDigest.slice(76)}\r\n"),`,
    ],
    [
      "a digest that is expected",
      "A.java",
      `of("otherPassword", "${digest}"));\n}\nvoid check(String password, String expectedHash) {`,
    ],
    [
      "the beginning of one",
      "A.java",
      `of("otherPassword", "${digest.slice(0, 24)}"));\n}\nvoid check(String password, String expectedHash) {`,
    ],
    [
      "hashes of a table",
      "a.rst",
      `== ===== ${"=".repeat(40)}\nid login password\n== ===== ${"=".repeat(40)}\n0  clerk ${hash}\n== ===== ${"=".repeat(40)}\n`,
    ],
  ])("%s is of low confidence", async (_, path, content) => {
    expect((await found(path, content, true)).map((one) => one.split(" ")[0])).toEqual(["low"]);
  });
});

describe("but a secret is", () => {
  it.each([
    ["kept under the name of its constant", "A.java", `props.put(SECRET_KEY, "${drawn}");`, drawn],
    ["in a URL with another user", "a.py", `db = 'mysql://bbuser:${password}@dbhost/bbdb'`, password],
    ["below a user", "README", `[acme]\nuser = acmeuser\npassword = ${password}\n`, password],
    ["in Base64 behind its name", "A.java", `put("password", "${digest}");`, digest],
    ["in a table of settings", "a.md", `|a.ldap.password|${password}|the LDAP password|\n`, password],
  ])("%s", async (_, path, content, value) => {
    expect((await found(path, content)).map((one) => one.slice(one.indexOf(" ") + 1))).toContain(value);
  });

  it.each(["vault.put(path, key", "cache.putSecret(path, key", "path.join(path, key"])("behind %s", async (call) => {
    expect(await found("a.md", `${call}, '${digits}')`, true)).toEqual([`low ${digits}`]);
  });

  it("by its name where none is of a form", () => {
    expect(secretName("atl_token")).toBeUndefined();
    expect(secretName("__RequestVerificationToken")).toBeUndefined();
    expect(secretName("natl_token")).toBe("token");
  });
});
