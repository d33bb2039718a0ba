import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createDetectStage } from "../../../src/detect/detect.ts";
import { isRemarkOfRefusal } from "../../../src/detect/refusal/words.ts";
import { isTestPath } from "../../../src/detect/test-path.ts";
import { sourceText } from "../source-text.ts";

const value = ["tr0ub", "4dor", "Xq7"].join("");
const other = ["kn1ght", "Zw", "93"].join("");

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 1024,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

/** The confidence of each value, in the order of the text, and what speaks against it. */
async function confidences(lines: readonly string[], path = "tests/test_login.py"): Promise<string[]> {
  const stage = createDetectStage({ ast: "off" });
  const { candidates } = await stage.detect(sourceText(path, `${lines.join("\n")}\n`));
  await stage.close();
  return candidates.map(({ confidence, reasons }) => (confidence === "low" ? `low: ${reasons.at(-1) ?? ""}` : "shown"));
}

const expected = "low: but the test expects that it is refused";
const named = "low: but a name for what is refused";

describe("values that a test expects to be refused", () => {
  it.each([
    ["a status", [`r = client.post("/login", {"password": "${value}"})`, "assert r.status_code == 401"], expected],
    [
      "a message",
      [`r = client.post("/login", {"password": "${value}"})`, 'assert message("AUTHN_FAILED") in r.data'],
      expected,
    ],
    ["a raised error", ["with pytest.raises(AuthError):", `    connect(user, password="${value}")`], expected],
    [
      "an assertion around it",
      ["self.assertFalse(", `    client.login(username="ann", password="${value}")`, ")"],
      expected,
    ],
    [
      "a variable that is handed over",
      [`password = "${value}"`, "r = login(user, password)", "assert r.status_code == 403"],
      expected,
    ],
    [
      "a variable of several lines that is handed over",
      ["data = dict(", `    password="${value}",`, ")", 'r = post("/join", json=data)', "assert r.status_code == 400"],
      expected,
    ],
    [
      "a method to check that answers",
      [`body = self.check({"user": "ann", "pass": "${value}"})`, 'self.assertFalse(body["result"]["value"])'],
      expected,
    ],
    [
      "a method to check that locks",
      [
        `body = self.check({"user": "ann", "pass": "${value}"})`,
        "self.assertTrue(is_locked(self.user))",
        'self.assertFalse(body["result"]["value"])',
      ],
      expected,
    ],
    [
      "a helper of the tests",
      [`res = client.post("/", "user=ann&password=${value}")`, "count(1)", "expectReject(res)"],
      expected,
    ],
    ["a request to verify", [`r = post("/verify", {"password": "${value}"})`, "assert r.status_code == 400"], expected],
    ["a name", [`wrong_password = "${value}"`], named],
    ["the name of what holds it", ["invalid_login = {", `    "password": "${value}",`, "}"], named],
    [
      "a remark on a part of a token",
      [
        "# Test mangled token",
        "token = (",
        `    "${value}.${other}Kq8ZrT2vLx9Wm4Kp7"`,
        ")",
        'r = get("/confirm/" + token)',
      ],
      "low: but a comment about what is refused",
    ],
    [
      "a comment",
      ["# a wrong password", `login("ann", password="${value}")`],
      "low: but a comment about what is refused",
    ],
    ["the value", [`login("ann", password="wrong-${value}")`], "low: but it says that it is refused"],
  ])("are known by %s", async (_what, lines, answer) => {
    expect(await confidences(lines)).toEqual([answer]);
  });

  it("are known by an assertion of testify", async () => {
    const lines = ["func TestSecret(t *testing.T) {", `\tassert.False(t, app.ValidateClientSecret("${value}"))`, "}"];
    expect(await confidences(lines, "models/oauth_test.go")).toEqual([expected]);
    expect(await confidences([lines[1]?.replace("False", "True") ?? ""], "models/oauth_test.go")).toEqual(["shown"]);
  });

  it("are not told by an assertion of testify about what comes of them", async () => {
    const lines = [`\tinitSecret("${value}")`, "\tassert.False(t, verifyCode(code))"];
    expect(await confidences(lines, "modules/tool_test.go")).toEqual(["shown"]);
  });

  it("are known by their name where a checksum is wrong, not where none is known", async () => {
    const wrong = `ghp_${"q8ZrT2vLx9".repeat(3)}Wm4Kp7`;
    expect(await confidences([`TOKEN_CHECKSUM_INVALID = "${wrong}"`])).toEqual([named]);
    expect(await confidences([`TOKEN_CHECKSUM = "${wrong}"`])).toEqual(["shown"]);
  });

  it("are known by the entry of a table, and the right ones beside them stay", async () => {
    const entry = (password: string, answer: string): string[] => [
      "    {",
      `        .password = "${password}",`,
      `        .failure = ${answer},`,
      "    },",
    ];
    const lines = ["static struct test tests[] = {", ...entry(value, "FALSE"), ...entry(other, "TRUE"), "};"];
    expect(await confidences(lines, "lib/test-sign-in.c")).toEqual(["shown", expected]);
  });

  it("leave the right ones of the same test as they are", async () => {
    const lines = [
      "def test_wrong_password(self):",
      `    user = create_user("ann", password="${value}")`,
      `    r = login(user, password="${other}")`,
      "    assert r.status_code == 401",
    ];
    expect(await confidences(lines)).toEqual(["shown", expected]);
  });

  it.each([
    [
      "a failure that is denied",
      [
        `result = run_module("user", dict(password="${value}"), admin)`,
        'assert not result.get("failed", False), result.get("msg", result)',
      ],
    ],
    [
      "another request that is refused",
      [`login("ann", password="${value}")`, 'r = get("/admin")', "assert r.code == 403"],
    ],
    [
      "another request than that with the variable",
      [
        "data = dict(",
        `    password="${value}",`,
        ")",
        'post("/join", json=data)',
        'r = get("/x")',
        "assert r.code == 403",
      ],
    ],
    [
      "the next test",
      ["var config = {", `  password: "${value}",`, "}", "use(config)", "test('error when dns fails', function () {"],
    ],
    [
      "what the helpers of a test refuse behind what they accept",
      [`res = client.post("/", "user=ann&password=${value}")`, "expectCookie(res)", "count(1)", "expectReject(other)"],
    ],
    ["a bad user", [`bad_user_password = "${value}"`]],
    ["what the answer is compared with", [`assert cfg["password"] == "${value}"`, 'assert cfg.get("auth") is None']],
    ["the one before", [`r = post({"old_password": "${value}"})`, "assert r.status_code == 400"]],
    ["numbers of other things", [`list.password = "${value}"; list.maxListeners = 400`]],
    ["a setting of the program", [`const password = "${value}";`, "list.maxListeners: 400"]],
    ["how long a test may take", [`login({ password: "${value}" });`, "this.timeout(400);"]],
    ["a list of errors", [`login({ password: "${value}" });`, "this.errors.push(x);"]],
    ["a word that ends like one of refusal", [`use({ password: "${value}", book: false, terror: "x" })`]],
  ])("are not told by %s", async (_what, lines) => {
    expect(await confidences(lines)).toEqual(["shown"]);
  });

  it.each([
    ["a whole private key", ["# a bad key that must be rejected", `key = """${privateKey}"""`]],
    ["the password of a host", [`wrong_login = "postgres://ann:${value}@db.kestrel-harbour.com/app"`]],
    [
      "the password of a server",
      [`bad_dsn = "Server=db.kestrel-harbour.com;User Id=ann;Password=${value};Database=app"`],
    ],
  ])("are not told of %s", async (_what, lines) => {
    expect(await confidences(lines)).toEqual(["shown"]);
  });

  it.each([
    ["a host of documentation", [`wrong_login = "postgres://ann:${value}@db.example.com/app"`]],
    [
      "a key of JSON",
      [
        "# the public key does not match",
        `key = { "kty": "EC", "crv": "P-256", "d": "${Buffer.from(`${value}${other}Kq8ZrT2vLx9Wm4Kp7`).toString("base64url").slice(0, 43)}" }`,
      ],
    ],
    ["this machine", [`wrong_login = "postgres://ann:${value}@127.0.0.1/app"`]],
  ])("are told of %s", async (_what, lines) => {
    const [answer = ""] = await confidences(lines);
    expect(answer).toMatch(/^low: but a (?:name|comment)/u);
  });

  it("are none where the test accepts them elsewhere", async () => {
    const login = (pass: string): string => `body = self.check({"user": "ann", "pass": "${pass}"})`;
    const accepted = 'self.assertTrue(body["result"]["value"])';
    const refused = 'self.assertFalse(body["result"]["value"])';
    const lines = [login(value), accepted, "", login(value), refused, "", login(other), refused];
    expect(await confidences(lines)).toEqual(["shown", "shown", expected]);
  });

  it("are looked for in tests only", async () => {
    expect(await confidences([`wrong_password = "${value}"`], "src/login.py")).toEqual(["shown"]);
  });
});

describe("a remark on a token or key with a structure", () => {
  it.each(["# a token with a broken signature", "# forged", "# a bad key"])("%s says that it is refused", (text) => {
    expect(isRemarkOfRefusal(text, true)).toBe(true);
  });
  it.each(["# bad", "# unknown format of the answer", "# fails on Windows", "# missing"])("%s does not", (text) => {
    expect(isRemarkOfRefusal(text, true)).toBe(false);
  });
});

describe("the path of a test", () => {
  it.each([
    "src/lib/test-crypto.c",
    "app/tests.py",
    "web/LoginTest.php",
    "t/login.t",
    "db/test_data/a.sql",
    "Tests/A.php",
  ])("%s is one", (path) => {
    expect(isTestPath(path)).toBe(true);
  });
  it.each(["src/latest.java", "lib/contest/a.py", "src/attest-key.c"])("%s is none", (path) => {
    expect(isTestPath(path)).toBe(false);
  });
});
