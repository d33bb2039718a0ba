import { describe, expect, it } from "vitest";
import { createDetector } from "../../src/detect/detector.ts";
import { fileKind } from "../../src/detect/generic/file-kind.ts";
import type { Evidence } from "../../src/detect/judge/evidence.ts";
import { features } from "../../src/detect/judge/features.ts";
import { featureVector, judge } from "../../src/detect/judge/judge.ts";
import { familiarity } from "../../src/detect/judge/language.ts";
import { neverSecret } from "../../src/detect/judge/shape.ts";
import weights from "../../src/detect/judge/weights.json" with { type: "json" };
import { fill, seeded } from "./generate.ts";
import { sourceText } from "./source-text.ts";

// Passwords as people choose them: a word or two, digits, signs, swapped letters. None of them is in use anywhere.
const people = (
  "Tr0ub4dor&3 Hunter2! Welcome2024! P@ssw0rd! Fussball#11 Schalke04! mallorca2019 iloveyou2 Liverpool1892 letmein99! Qwertz123! " +
  "Passw0rt! Monday09! charlie1987 Barcelona10! Manchester1 Batman&Robin1 M1chelle! R0xanne88 Gandalf_42 Skywalker77 starwars1977 " +
  "Pikachu25! hello_kitty1 Chocolate#1 basketball23 Michelle1999 Princess*7 football4ever ilovemycat2 n0t4s3cret B1gB4ng! " +
  "Kaffee&Kuchen7 gr33nH0use tr33h0use9 Sup3rman! rosebud1941 Arsenal-14 newyork#2020 Chang3Me0ften Spring-2023 Herbst2022! " +
  "Janvier2021 Contrase1a! Motdepasse9! qazWSX12 zaq12wsx Abc12345! Acme-Prod-2022 db_Master#9 root4ever! toor2019! S3rv3r!Room " +
  "Int3rn3t N3tw0rk$ hunter22 Mu5tang! porsche911 Ferrari_f50 yankees27 j3nn1f3r Blink182! B4seball 1qaz2wsx3edc Dolphin*Sun8"
).split(" ");
const detector = createDetector();

function confidence(path: string, content: string): string | undefined {
  return detector.detect(sourceText(path, content))[0]?.confidence;
}

describe("a PEM file in base64", () => {
  it.each([
    ["a certificate", "CERTIFICATE", undefined],
    ["a static key, which the decoder reads", "OpenVPN Static key V1", undefined],
  ])("of %s", (_, label, expected) => {
    const body = fill("${hex:512}", seeded("pem"));
    const pem = `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
    expect(confidence("a.env", `TLS_SECRET_KEY=${Buffer.from(pem).toString("base64")}\n`)).toBe(expected);
  });
});

describe("UUIDs", () => {
  it("are believed under the name of a token, whatever their letters read like", () => {
    const random = seeded("uuids");
    const template = "${hex:8}-${hex:4}-4${hex:3}-a${hex:3}-${hex:12}";
    const values = Array.from({ length: 200 }, () => fill(template, random));
    const believed = values.filter((value) => {
      const found = confidence("a.py", `"""\napi_token: ${value}\n"""\n`);
      return found === "medium" || found === "high";
    });
    expect(believed.length).toBeGreaterThanOrEqual(198);
  });
});

describe("passwords as people choose them", () => {
  it.each([
    [".env", "DB_PASSWORD=VALUE\n", 0.9],
    ["config.yml", "db:\n  password: VALUE\n", 0.9],
    ["app.ts", 'const config = { dbPassword: "VALUE" };\n', 0.8],
    ["app.py", 'password = "VALUE"\n', 0.8],
    ["A.java", 'String password = "VALUE";\n', 0.8],
  ])("are believed in %s", (path, content, share) => {
    const believed = people.filter((value) => {
      const found = confidence(
        path,
        content.replace("VALUE", () => value),
      );
      return found === "medium" || found === "high";
    });
    expect(believed.length / people.length).toBeGreaterThanOrEqual(share);
  });

  it.each([
    ["a.py", 'password = "copper violin tundra basket"\n'],
    [".env", 'DB_PASSWORD="copper violin tundra basket candle"\n'],
    ["a.ts", 'const password = "P@ssw0rd!2021";\n'],
  ])("of words that anybody may guess are worth a look: %s: %s", (path, content) => {
    expect(confidence(path, content)).toBe("low");
  });

  it.each(["please choose another one", "wrong password given twice", "Copper violin tundra basket", "two words"])(
    "are no sentences: %s",
    (text) => {
      expect(confidence("a.ts", `const password = "${text}";\n`)).toBeUndefined();
    },
  );

  // Made up to please a policy, by the words that everybody tries.
  const composed = ["P@ssw0rd", "!2021"].join("");

  it.each([
    [".env", `DB_PASSWORD=${composed}\n`, "medium"],
    ["appsettings.json", `{ "Db": { "Password": "${composed}" } }\n`, "medium"],
    ["app.yml", `db:\n  password: ${composed}\n`, "medium"],
    ["app.ini", `cs = Server=db.internal;User ID=orders;Password=${composed};\n`, "high"],
    ["app.py", `password = "${composed}"\n`, "low"],
    ["README.md", `DB_PASSWORD=${composed}\n`, "low"],
    [".env.example", `DB_PASSWORD=${composed}\n`, "low"],
    ["test/app.yml", `password: ${composed}\n`, "low"],
    ["app.yml", `# password: ${composed}\n`, "low"],
    ["app.yml", `password: ${composed.replace("!", "")}\n`, "medium"],
    ["app.yml", "password: Demo!2021x\n".replace("x", "!"), "low"],
  ])("made up to please a policy count where they are set: %s: %s", (path, content, expected) => {
    expect(confidence(path, content)).toBe(expected);
  });

  it("in texts of a user interface are doubted where they number a field", () => {
    expect(confidence("lib/l10n/app_de.arb", '{ "password2": "Kennwort2" }\n')).toBe("low");
    expect(confidence("lib/l10n/app_de.arb", '{ "password2": "x7Kq!pL9w" }\n')).not.toBe("low");
  });

  it.each(["password123", "admin123!", "Test1234", "secret1"])("that everybody tries are never sure: %s", (value) => {
    expect(confidence(".env", `DB_PASSWORD=${value}\n`)).toBe("low");
  });
});

describe("texts of a user interface", () => {
  it.each([
    ["de.json", '"LABEL_PASSWORD": "Passwort",'],
    ["src/assets/x.json", '"TITLE_CHANGE_PASSWORD": "Wijzig Wachtwoord",'],
    ["src/assets/x.json", '"NEW_PASSWORD": "Új jelszó",'],
    ["src/assets/x.json", '"NEW_PASSWORD": "Nové heslo je povinné.",'],
    ["app.ts", 'const password = "Please choose another one";'],
  ])("are no passwords: %s: %s", (path, content) => {
    expect(["low", undefined]).toContain(confidence(path, content));
  });
});

describe("familiarity", () => {
  it.each(["password", "sunshine", "configuration", "liverpool", "Sommer"])("is high for words: %s", (word) => {
    expect(familiarity(word)).toBeGreaterThan(0.7);
  });

  it("is low for drawn letters", () => {
    const random = seeded("letters");
    const scores = Array.from({ length: 200 }, () => familiarity(fill("${lower:12}", random)));
    expect(scores.filter((score) => score < -0.3).length).toBeGreaterThan(190);
  });

  it("does not depend on case, digits or signs", () => {
    expect(familiarity("12-Winter_7")).toBe(familiarity("winter"));
    expect(familiarity("1234")).toBe(0);
  });
});

describe("values that by their shape are no secret", () => {
  it.each([
    ["https://auth.acme.io/token", "a URL, path or address"],
    ["2026-11-24", "a date or version"],
    ["ENC[AES256_GCM,data:x]", "a hash or ciphertext"],
    ["$2b$12$Kq8ZrT2vLx9Wm4Kp7Yb3N", "a hash or ciphertext"],
    ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5", "a public key"],
    ["0x00000040", "a number"],
    ["Choose another one", "a text"],
    ["config.auth.password", "a dotted name"],
    [String.raw`\xf0\x90\x80\x80`, "bytes"],
    ["argon2", "an algorithm or signature"],
    ["pbkdf2", "an algorithm or signature"],
    ["hmac-sha256", "an algorithm or signature"],
    ["aes-256-cbc:0:izBpxujqC1YbzpCB3qAzgg==:ZqHnitT1pL4YJqKqFES2KA==", "a hash or ciphertext"],
    [String.raw`{\"value\":\"izBpxujqC1YbzpCB\",\"salt\":\"ZqHnitT1pL4Y\"}`, "a hash or ciphertext"],
    [`HMACSHA2+256:AAAnEA:${"aB3/".repeat(6)}:${"xY7+".repeat(11)}=`, "a hash or ciphertext"],
    [`{SSHA256}${"aB3/".repeat(10)}`, "a hash or ciphertext"],
    [`${"aB3/".repeat(4)}||${"xY7+".repeat(9)}bQ==`, "a hash or ciphertext"],
    [`${"aB3/".repeat(5)}kQ==||${"xY7+".repeat(9)}`, "a hash or ciphertext"],
    [`enc{${"4f9a0b1c".repeat(8)}}`, "a hash or ciphertext"],
    ["HmacSHA256", "an algorithm or signature"],
    ["PBKDF2WithHmacSHA512", "an algorithm or signature"],
    ["0x00007f3a9c51e8b2", "an address or fingerprint"],
    [`0x${"C5AD17C747".repeat(4)}`, "an address or fingerprint"],
    ["#%02X%02X%02X%02X", "a template or variable"],
    [`$P$B${"lO2X5nM.".repeat(4)}`, "a hash or ciphertext"],
    ["CRAM-MD5", "an algorithm or signature"],
    ["ssh-rsa,ssh-ed25519", "an algorithm or signature"],
    [`".addslashes($F,"`, "code or markup"],
    [`).q($Zf));$n=!$Zf;}`, "code or markup"],
    ["$Id: c8bb748702f1 $", "a keyword of version control"],
    ["000102030405060708090a0b0c0d0e0f", "bytes that count up"],
    ["rfc2759", "the name of a standard or change"],
    ["Bug#4139", "the name of a standard or change"],
    ["*-*-os2*", "a selector, resource name or version"],
    ["--wx--x--x", "the mode of a file"],
    [`*${"4F9A0B1C7E".repeat(4)}`, "a hash or ciphertext"],
    [Buffer.from(`{SSHA}${"aB3/".repeat(8)}`).toString("base64"), "a hash or ciphertext"],
    ["%{crypt:AZ:&Tmp-String-5}", "a template or variable"],
    ["obfuscated", "a word that stands for a secret"],
    ["${DB_PASSWORD}", "a template or variable"],
    ["$settings{", "a template or variable"],
    ["$rule['password7']", "a template or variable"],
    ["0d e8 21 50 a5 d3 af 8e a3 de d9 14", "a hash or ciphertext"],
    ["$P$Kq8ZrT2vLx9Wm4Kp7Yb3N", "a hash or ciphertext"],
    ["11111111-2222-3333-4444-555555555555", "digits that repeat or count"],
  ])("%s is %s", (value, why) => {
    expect(neverSecret(value, "password", "password", true)).toBe(why);
  });

  it.each([
    ["aes256-gcm96", "an algorithm or signature"],
    ["AWS4-HMAC-SHA256", "an algorithm or signature"],
    ["SignedHeaders=host;x-amz-date", "an algorithm or signature"],
    ["hmac-sha256:2ce541100a8bcd68", "a hash or ciphertext"],
    [`##${"0a1b".repeat(8)}`, "a hash or ciphertext"],
    ["M15 6a1.54 1.54 0 01-1.5-1.5 1.5 1.5 0 013 0z", "a drawing"],
    ["WSDL4J_JAR", "the name of a constant"],
    ["Ten 1 Jan, 2000", "a text"],
    ["HIGH:!SRP:!MD5:!RC4", "an algorithm or signature"],
    ["!SRP:!MD5:!RC4", "an algorithm or signature"],
    ["AWS4-HMAC-SHA256 q7RsX9kk", "an algorithm or signature"],
    ["Negotiate YIIJvwYGKwYBBQUCoII=", "an algorithm or signature"],
    ["AQoEXAMPLEH4aoAH0gNCAPyJxz4BlCFFxWNE", "a placeholder word"],
    ["%2x-%2x-%2x-%2x", "a template or variable"],
    ["0x21..0x27", "a number"],
    ["AWS_S3_BUCKET", "the name of a constant"],
    ["=?UTF-8?B?R3LDvMOfZQ==?=", "a text"],
    ["0x5252_5252_5252_5252", "digits that repeat or count"],
    ["eyJhbGciOiJI...Nw4kTq8ZrT2vLx9", "a placeholder word"],
    ["HS512", "an algorithm or signature"],
    [`UCAR${"KS2E3KVB7YORL".repeat(4)}`, "a public key"],
    [Buffer.from("\u0008\u0002\u001a\u0003\n\u00011").toString("base64"), "an encoded message"],
    ["RANDOMCHARS-----lGyjPcRtvP", "a placeholder word"],
    ["/[\\x00-\\x1F]/", "a regular expression"],
    ["E@\\.(pyx?|so|zip)$", "a regular expression"],
    ['net.if.in["{#NAME}",errors]', "code or markup"],
    ["net.ospf3.events[ospf3Events.{#INDEX}]", "code or markup"],
    ["UUID=6f1c2d7e-7235-44e7-8b22-816a403bad5d", "a selector, resource name or version"],
    ["+AES-128-GCM:+AES-128-CBC:+AEAD:+SHA256:", "an algorithm or signature"],
    ["t1-0_0_0_0_0_0_0_0_0", "digits that repeat or count"],
  ])("of keys and tokens: %s is %s", (value, why) => {
    expect(neverSecret(value, "token", "token", true)).toBe(why);
  });

  it.each([
    ["----=_Part_1_2.3", "a separator of parts"],
    ["HOTP0001", "a number of a series"],
    ["WARNING", "how grave a message is"],
    [`Basic ${Buffer.from("deploy:").toString("base64")}`, "a user without a password"],
    ["%-+!%-", "signs only"],
    ["Kq8ZrT2v..", "the beginning of a value"],
    ["api-token", "its own name"],
    ["abcdefghijklmnop", "the alphabet"],
    ["a9Kz", "too short"],
    ["a9Kz".repeat(257), "too long"],
    [String.raw`Kq8Z\x1bT2v`, "control characters or options"],
    ["--from-file", "control characters or options"],
    [String.raw`[a-z]{12}`, "a regular expression"],
    [String.raw`Kq\d+Zr`, "a regular expression"],
    ["10/min/ip", "a number"],
    ["Ctrl-Shift-K", "keys of a keyboard"],
    ["Alt-L|Ctrl-F1|cmd+7", "keys of a keyboard"],
    ["Ctrl-Shift-K9", undefined],
    ["Ctrl-Shift-Alt-Cmd-Meta-K", undefined],
    ["Alt-L|Ctrl-F1|", undefined],
    ["Shift-Kq8-K", undefined],
  ])("of tokens called so: %s is %s", (value, why) => {
    expect(neverSecret(value, "apiToken", "token", true)).toBe(why);
  });

  it.each([
    ["humidity of the room", "words"],
    ["kubernetes.io/hostname", "words"],
    ["AvailabilityZone", "words"],
    // Drawn letters, and digits among them, may be one.
    ["hqzjxwkvtbpm", undefined],
    ["humidity7", undefined],
  ])("of keys of something unknown: %s is %s", (value, why) => {
    expect(neverSecret(value, "widgetKey", "some-key", true)).toBe(why);
    // What is called a key of something secret may be a phrase that somebody made up.
    if (why !== undefined) expect(neverSecret(value, "secretKey", "key", true)).not.toBe(why);
  });

  it.each([
    ...["HOTP0001", `Basic ${Buffer.from("deploy:").toString("base64")}`, "Kq8ZrT2v..", String.raw`Kq8Z\x1bT2v`],
    ...["--from7Kq", "HS256"],
  ])("a password may also be %s", (value) => {
    expect(neverSecret(value, "password", "password", true)).toBeUndefined();
  });

  it("a quoted password is none where it is the type of a column", () => {
    expect(neverSecret("varchar(255)", "password", "password", true)).toBe("the type of a column");
  });

  it.each([
    ...["aes256", "HX7Q_9KD2Z_1PWM", "p-9281-4471", Buffer.from("W1nt3r!Storm\n").toString("base64")],
    "000102030405060708090a0b0c0d0e1f",
  ])("%s may be one", (value) => {
    expect(neverSecret(value, "token", "token", true)).toBeUndefined();
  });

  it.each([
    ...["argon2me", "Bcrypt!9", "es-1234", "#Wint3r", `##${"0a1b".repeat(8)}`],
    ...[
      "{noop}Wint3r",
      "{CLEAR}x7Kq!pL9w",
      "sha:Wint3r",
      "rfc2759!",
      "Bug4139",
      "*-*W1nt!",
      Buffer.from("{Wint3r}Storm!").toString("base64"),
      "$Id!Wint3r",
      "$9$Wint3rStormWint3r",
    ],
    ...["0d e8 21", "UUID-Wint3r", "Wint3r[4]"],
    ...["aes:Wint3r:storm", '{"value":"Wint3r","port":1}', "M15 storm 6a"],
  ])("a password may be %s", (value) => {
    expect(neverSecret(value, "password", "password", true)).toBeUndefined();
  });

  it.each([`#${"0a1c".repeat(7)}`, "M15-3458-1972-4430", "aes-256-cbc:hunter"])("a key may be %s", (value) => {
    expect(neverSecret(value, "api_key", "key", true)).toBeUndefined();
  });

  it.each(["33f!!lloppa", "mF_9.B5f-4.1JqM"])("%s stands in a vendor's documentation", (value) => {
    expect(neverSecret(value, "token", "token", true)).toBe("a value from a vendor's documentation");
  });

  it("a passphrase under its name may be a sentence", () => {
    expect(neverSecret("copper violin tundra basket", "passphrase", "password", true)).toBeUndefined();
  });
});

describe("the judge", () => {
  const evidence: Evidence = {
    value: fill("${alnum:32}", seeded("judge")),
    name: "apiToken",
    nameKind: "token",
    syntax: "equals",
    quoted: true,
    inString: false,
    inComment: false,
    file: fileKind("src/app.ts"),
    before: "const ",
    after: '";',
  };

  it("has one weight for each feature", () => {
    expect(Object.keys(weights).sort()).toEqual(["bias", ...features.map(({ name }) => name)].sort());
  });

  it("takes `abc` for a sample, and not by chance among hexadecimal digits", () => {
    const weigh = (value: string): number => featureVector({ ...evidence, value })[names.indexOf("sample-word")] ?? 0;
    const names = features.map(({ name }) => name);
    const hex = fill("${hex:12}", seeded("hex"));
    expect(weigh(`${hex}abc7${hex}`)).toBe(0);
    expect(["abc", `abc${hex}`, `${hex}abcdef`, `${hex}abc123${hex}`, `xyzabc${hex}`].map(weigh)).toEqual([
      1, 1, 1, 1, 1,
    ]);
  });

  it("gives its strongest signals as reasons, without the value", () => {
    const verdict = judge(evidence);
    expect(verdict?.confidence).toBe("high");
    expect(verdict?.reasons.length).toBeGreaterThan(1);
    for (const reason of verdict?.reasons ?? []) expect(reason).toMatch(/^[a-zA-Z\d ]+$/u);
    expect(verdict?.reasons.join(" ")).not.toContain(evidence.value.slice(0, 6));
  });

  it("says on request what it weighed, in quarters of a strength, and decides the same", () => {
    const { judged, ...verdict } = judge(evidence, true) ?? {};
    expect(verdict).toEqual(judge(evidence));
    expect(judged?.bias).toBe(weights.bias);
    const contributions = judged?.signals.map(({ contribution }) => Math.abs(contribution)) ?? [];
    expect(contributions.length).toBeGreaterThan(3);
    expect(contributions).toEqual([...contributions].sort((a, b) => b - a));
    for (const { weight, contribution } of judged?.signals ?? [])
      expect(contribution).toBeCloseTo((Math.round((4 * contribution) / weight) / 4) * weight, 1);
    expect(JSON.stringify(judged)).not.toContain(evidence.value.slice(0, 6));
  });

  it.each<readonly [where: string, least: number, changed: Partial<Evidence>]>([
    ["programs", 0.5, {}],
    ["tests, which asks for more", 0.6, { file: fileKind("test/app.ts") }],
    ["a string without quotes of its own, which is in doubt", 0.7, { inString: true, quoted: false }],
    ["keys of something, which are in doubt", 0.7, { nameKind: "some-key", name: "widgetKey" }],
  ])("believes what it finds likely in %s", (_, least, changed) => {
    const random = seeded("likely");
    const sides = { low: 0, medium: 0 };
    for (let round = 0; round < 400; round++) {
      const value = fill(round % 2 === 0 ? "monitor${alnum:5}" : "fluent${hex:6}", random);
      const { confidence, judged } = judge({ ...evidence, ...changed, value }, true) ?? {};
      if (!judged || confidence === "high" || Math.abs(judged.score - least) > 0.1 || judged.score === least) continue;
      expect({ value, confidence }).toEqual({ value, confidence: judged.score < least ? "low" : "medium" });
      sides[judged.score < least ? "low" : "medium"]++;
    }
    expect(Math.min(sides.low, sides.medium)).toBeGreaterThan(2);
  });

  it("says the same each time", () => {
    expect(judge(evidence)).toEqual(judge({ ...evidence }));
  });
});
