// What the kernel asks for around a literal: it may let pass more than the detectors need, never less.
import { describe, expect, it } from "vitest";
import { groupsOf } from "../../../src/detect/compile/groups.ts";
import type { Literal } from "../../../src/detect/compile/rule-literals.ts";
import { compileTables } from "../../../src/detect/compile/tables.ts";
import { passOver, search } from "../../../src/detect/kernel/kernel.ts";
import {
  ALWAYS,
  ASSIGNED,
  FENCED,
  IN_CODE,
  IN_LINES,
  IN_LOCALE,
  IN_PROGRAM,
  IN_TEXT,
  NAMED_BESIDE,
  OPTION,
  PAIRED,
  SCHEME,
  SIGN_FOLLOWS,
  STATEMENT,
  USER_INFO,
  VALUE_NEAR,
} from "../../../src/detect/kernel/layout.ts";

function places(text: string, literal: Partial<Literal>, files: number = IN_TEXT): number[] {
  const found: number[] = [];
  const whole: Literal = { text: "key", cased: false, begins: "anywhere", condition: ALWAYS, ...literal };
  search(Buffer.from(text, "latin1"), compileTables([whole]), files, (_, at) => found.push(at));
  return found;
}

const lower = groupsOf("ag");
const digits = groupsOf("0");

describe("the kernel reports a literal", () => {
  it.each<[string, string, number[]]>([
    ["with enough of its characters behind it", "key123456 key12345x", [0]],
    ["at the text's end only where they are there", "key12345", []],
  ])("%s", (_, text, expected) => {
    expect(places(text, { details: [6, digits, 0, 0] })).toEqual(expected);
  });

  it.each<[string, string, number[]]>([
    ["with enough of its characters before it", "abcdkey Abckey", [4]],
    ["not where the text begins too late", "abckey", []],
  ])("%s", (_, text, expected) => {
    expect(places(text, { details: [0, 0, 4, lower] })).toEqual(expected);
  });

  it.each<[string, string, number[]]>([
    ["with a value that begins as it must", 'key = "s.abcdef"', [0]],
    ["not where the value begins otherwise", 'key = "x.abcdef"', []],
    ["not where the value is too short", 'key = "s.abc"', []],
    ["not where a statement ends before", 'key; "s.abcdef"', []],
    ["not where the name of a hash stands before it", 'key sha256=s.abcdef "SHA-1": "s.abcdef', []],
    ["where the name of a hash is its own", "keysha256=s.abcdef sha1234=s.abcdef", [0]],
    ["where the name of a hash stands too far before it", `key sha1${" ".repeat(7)}s.abcdef`, [0]],
    ["not where the value is the rest of a word", 'key = "as.abcdef"', []],
    ["not where the value is too far", `key${" ".repeat(97)}s.abcdef`, []],
    ["with a value at the end of its reach", `key${" ".repeat(95)}s.abcdef`, [0]],
  ])("%s", (_, text, expected) => {
    const details = [8, lower | groupsOf("."), 115, 46] as const;
    expect(places(text, { condition: VALUE_NEAR, details })).toEqual(expected);
  });

  it.each<[string, string, number[]]>([
    ["not behind a slash", "key: /a.abcdef", []],
    ["not behind another of these signs", "key: @abcdefgh key: #abcdefgh key: \\abcdefgh", []],
    ["but behind others", "key: /ab-abcdefgh", [0]],
  ])("with a value that begins behind no sign of a path, %s", (_, text, expected) => {
    const details = [8 | FENCED, lower, 0, 0] as const;
    expect(places(text, { condition: VALUE_NEAR, details })).toEqual(expected);
    const open = [8, lower | groupsOf("."), 0, 0] as const;
    expect(places(text, { condition: VALUE_NEAR, details: open })).not.toEqual([]);
  });

  it.each<[string, string, number[]]>([
    ["behind another pair", "user=x; key=abc", [8]],
    ["before another pair", "key = abc;user=x", [0]],
    ["not alone on its line", "key = abc\n;", []],
    ["not with the sign too far", `key${" ".repeat(20)}=abc;`, []],
  ])("of a pair, %s", (_, text, expected) => {
    expect(places(text, { condition: PAIRED })).toEqual(expected);
  });

  it.each<[string, string, number[]]>([
    ["with its name in front of it", '{"name": "x", "value": "y"}', [15]],
    ["with a longer key of its name behind it", '{"ParameterValue": "y", "ParameterKey": "x"}', [11]],
    ["not alone in its braces", '{"value": "y"}, {"name": "x"}', []],
    ["not where the name is that of another object", '{"name": {"value": "y"}}', []],
    ["not where it is no string", '{"name": "x", "value": y}', []],
    ["not where it is no member", '["value": "y", "name"]', []],
  ])("of a value of an object, %s", (_, text, expected) => {
    expect(places(text, { text: 'value":', condition: NAMED_BESIDE })).toEqual(expected);
  });

  it.each<[string, string, number[]]>([
    ["where it begins its line", "- name: x\n  value: y", [12]],
    ["where a dash or a longer key does", "- value: y\nparameter_value: z", [2, 21]],
    ["not behind something else", "the value: y", []],
    ["not with a structure behind it", "value: {x}", []],
  ])("of a value on its line, %s", (_, text, expected) => {
    const literal = { text: "value:", condition: NAMED_BESIDE } as const;
    expect(places(text, literal, IN_TEXT | IN_LINES)).toEqual(expected);
    expect(places(text, literal)).toEqual([]);
  });

  it.each<[string, string, number[]]>([
    ["before a string or FOR", "password 'x' password ( N'x password for u =", [0, 13, 28]],
    ["before the function", "set password = password('x')", [4]],
    ["not before a value or a word", "password = x password of password (x password for u", []],
    ["not as a part of a word", "_password 'x'", []],
  ])("of a statement, %s", (_, text, expected) => {
    expect(places(text, { text: "password ", condition: STATEMENT })).toEqual(expected);
  });

  it.each<[string, string, number[]]>([
    ["behind a header", "Authorization: token x", [15]],
    ["behind a header in quotes", 'auth("token x', [6]],
    ["before a quote", 'token "x', [0]],
    ["not in prose", "the token of: an owner, a token x", []],
    ["not as a part of a word", "Authorization: my_token x", []],
  ])("of a scheme, %s", (_, text, expected) => {
    expect(places(text, { text: "token ", condition: SCHEME })).toEqual(expected);
  });

  it.each<[string, string, number[]]>([
    ["with user and password", `basic ${Buffer.from("user:x").toString("base64")}`, [0]],
    ["with a password alone", `basic ${Buffer.from(":\xe4\xe4", "latin1").toString("base64")}`, [0]],
    ["before a quote", 'basic "x', [0]],
    ["not before a word", "basic authentication, basic info", []],
  ])("of basic authentication, %s", (_, text, expected) => {
    expect(places(text, { text: "basic ", condition: SCHEME })).toEqual(expected);
  });

  it.each<[string, string, number[]]>([
    ["that ends with its word", "mysql x -p mysqldump -p 'mysql'", [0, 11, 25]],
    ["not where another word begins", "mysql_x -p mysql:x mysqlDump -p", []],
  ])("of a command, %s", (_, text, expected) => {
    expect(places(text, { text: "mysql", condition: OPTION, details: [0, 0, 0, 0] })).toEqual(expected);
  });

  it.each<[string, string, number[]]>([
    ["on its line", "mysql x -p ; mysql x", [0]],
    ["on the line that its own goes on with", "mysql x \\\n -p mysql x \\\r\n-p mysql\n-p", [0, 14, 28]],
    ["as an item of its list", '["mysql", "-u", "x", "-p"]', [2]],
    ["not of the next command", "mysql x | y -p", []],
    ["not on the next line", "mysql x\ny -p", []],
    ["not as a part of a word", "mysql x-p", []],
    ["not behind a string that is no item", 'mysql" -p', []],
    ["not by a word that is none", "mysql password x", []],
  ])("of a command with its option alone, where that is asked for, %s", (_, text, expected) => {
    expect(places(text, { text: "mysql", condition: OPTION, details: [45, 112, 0, 0] })).toEqual(expected);
  });

  it("of a command with a word for its option", () => {
    const literal = { text: "mysql", condition: OPTION, details: [45, 112, 0, 1] } as const;
    expect(places("mysql password x; mysql x -p; mysql x", literal)).toEqual([0, 18]);
  });

  it.each<[string, string, number[]]>([
    ["with a sign in time", "key 12-p", [0]],
    ["not with half of it", "key 12-x", []],
    ["not with a sign too late", "key 123456789-p", []],
  ])("%s", (_, text, expected) => {
    expect(places(text, { condition: SIGN_FOLLOWS, details: [45, 112, 2, 0] })).toEqual(expected);
  });

  it.each<[string, string, number[]]>([
    ["of a URL with user and password", "a://user:x@host/", [1]],
    ["of a URL with a long token as its user", `a://${"x".repeat(20)}@host/`, [1]],
    ["not of a URL with a mail address in its path", "a://host/user:x@host", []],
    ["not of a URL with a short user", "a://user@host/", []],
  ])("%s", (_, text, expected) => {
    expect(places(text, { text: "://", condition: USER_INFO })).toEqual(expected);
  });

  it.each<[string, string, number[]]>([
    ["of a name that is given something", 'apiKey = "x1z"', [3]],
    ["of a name in quotes", '"api_key": "x1z"', [5]],
    ["of a name whose value stands on the next line", "- name: KEY\n  value: x", [8]],
    ["of a name behind its value", 'value="xyz" name="key"', [18]],
    ["of a name that is compared", '"xyz" == key {', [9]],
    ["of a name that is compared by a method", 'key.equals("xyz")', [0]],
    ["of a name behind ENV", "ENV KEY x", [4]],
    ["of a name that is defined", '#define KEY "xyz"', [8]],
    ["of a name with a type", 'key string = "xyz"', [0]],
    ["of an option", "--key x", [2]],
    ["of an element", '<string name="key">xyz</string>', [14]],
    ["of a default of a shell", "${KEY:-xyz}", [2]],
    ["of a value in a call", 'key, Some(String::from("xyz"))', [0]],
    ["of a value behind a fallback", 'key = env[KEY] || "xyz"', [0, 10]],
    ["of a heredoc", "key = <<EOF\nxyz\nEOF", [0]],
    ["once of a name that holds it twice", 'keyOfKey = "x1z"', [0]],
    ["not of a word in a sentence", "the key of it", []],
    ["not at the end of a sentence", "with a key.\nvalid = 1", []],
    ["not of another word", "keyboard = 1", []],
    ["not of a name that is too long", `key${"x".repeat(60)} = 1`, []],
    ["not of an argument among names", 'f(key, other, "xyz")', []],
    ["not of a value that is one character", 'key = "x"', []],
    ["not of a value that is a template", 'key: "{{ other }}"', []],
    ["not of an empty value", 'key = ""', []],
    ["not of an object", '"key": {\n  "type": "object" }', []],
    ["not of a name that closes a bracket", "f(key);", []],
    ["not of a name that ends with no word for secrets", 'keyName = "xyz"; key_size = "xyz"; KEY_ID = "xyz"', []],
    [
      "of a name with a word behind that for secrets",
      'api_key_value = "xyz"; apiKeyA = "xyz"; API_KEY_2 = "xyz"',
      [4, 26, 44],
    ],
    ["of several", 'api_keys = "x1z"', [4]],
    ["of a name whose method sets it, not of one that asks", 'key.value = "xyz"; f(key.value, "xyz")', [0]],
    ["not of a name behind another attribute", 'id="xyz" name="key"', []],
    ["not of a value in a list of attributes", 'value={x} name="key"', []],
    ["not of a name behind a call", 'if f(key) { "xyz" }', []],
    ["of a name in the cell of a table, not in front of a filter", "| key | xyz |\n{{ key | xyz }}", [2]],
    ["of a text in an element, not of an element in it", "<key>xyz</key><key><xyz/></key>", [1]],
    ["of an option of set, not of another one", "set -gx KEY xyz; f -e KEY xyz", [8]],
    ["not of an option without a value", "--key --other --key\n", []],
    ["not of a word in front of an alternative", "the key, or other information", []],
    ["of a word below, not of the next name", "key:\n  a1b2c3\nkey:\n  other: x", [0]],
  ])("%s", (_, text, expected) => {
    expect(places(text, { condition: ASSIGNED })).toEqual(expected);
  });

  it("until its name is passed over, and other names as before", () => {
    const text = 'widgetKey = "x1yz"; widgetKeys = "x1yz"';
    expect(places(text, { condition: ASSIGNED })).toEqual([6, 26]);
    passOver(Buffer.from("a widgetKey"), 2, 11);
    expect(places(text, { condition: ASSIGNED })).toEqual([26]);
    // A longer name than any that is looked at is not remembered.
    passOver(Buffer.from("widgetKeys".padStart(61, "x")), 0, 61);
    expect(places(text, { condition: ASSIGNED })).toEqual([26]);
  });

  it("that is given an expression, but in code", () => {
    const text = "key = zqXjQzwKvqXzjWq;\n";
    expect(places(text, { condition: ASSIGNED })).toEqual([0]);
    expect(places(text, { condition: ASSIGNED }, IN_TEXT | IN_CODE)).toEqual([]);
    expect(places('key = zq.xjqzw + "k7Vq2xT9wZr4"', { condition: ASSIGNED }, IN_TEXT | IN_CODE)).toEqual([0]);
  });

  it.each<[string, string, number[]]>([
    ["of which nothing but words is a text", '"token": "Ein Wort."', []],
    ["of which letters of other scripts are", '"token": "\\u05e1\\u05d9 1"', []],
    ["but not where it may be drawn", '"token": "a1b2c3"', [1]],
    ["but not where it goes on below", '"token": "a\\\nb"', [1]],
  ])("of a name in a file of translations, %s", (_, text, expected) => {
    const literal = { text: "token", condition: ASSIGNED };
    expect(places(text, literal, IN_TEXT | IN_LOCALE)).toEqual(expected);
    expect(places(text, literal)).toEqual([1]);
  });

  it.each<[string, string, number[]]>([
    ["not where it is another name", "\nf(key=stored, x: 1)", []],
    ["not where it is a type", "\nf(key: str)", []],
    ["not where something is asked for it", '\nkey = a.b.get("key")\nf(key=a["key"])', []],
    ["where what is asked for has a default", '\nkey = a.get("b", "x1Yq8L")\nKey = a["b"] or "x"', [1, 28]],
    ["not where a value is none of a pair", "\nfor key, value in x", []],
    ["not where what is asked for is put into a call", '\nkey := a.To(b["key"].(string))', []],
    ["not where it is read from the environment", '\nkey := os.Getenv("KEY")', []],
    ["not where it is compared with a name", "\nif key != nil {", []],
    ["where it is compared with a string", '\nif key != "xyz" {', [4]],
    ["not where an assignment follows on the next line", "\nif f(key):\n    other = 1", []],
    ["where it is more than a name", "\nf(key=x1Yq-8Lw2, x: 1)", [3]],
    ["where a string is open", "\n'f(key=x1Yq8Lw2, x: 1)", [4]],
    ["where a comment may be", "\n# f(key: x1Yq8Lw2)", [5]],
  ])("of a name in code, %s", (_, text, expected) => {
    expect(places(text, { condition: ASSIGNED }, IN_TEXT | IN_CODE)).toEqual(expected);
  });

  it.each<[string, string, number[]]>([
    ["not where they read like a language", '\nf(key="humidity")', []],
    ["where they do not", '\nf(key="hqzjxwkvt")', [3]],
    ["not where a digit stands among them", '\nf(key="humidity1")', []],
    ["where many digits do", '\nf(key="h1m1d1t9")', [3]],
    ["not of a key of something unknown", '\nlabel_key = "humidity"\nlabelKey = "humidity"', []],
    ["not of a key of something secret", '\napi_key = "humidity"\napiKey = "humidity"', []],
    ["not of a key in capitals, which may be one of those", '\nAPIKEY = "humidity"', []],
    ["not where they are too short for a key", '\napi_key = "humi"', []],
    ["not where they stand for a secret", "\npresharedkey = None\nx", []],
    ["where a password may be as short", '\npresharedkey = "humi"', [10]],
    ["not without quotes", "\nkey = humidity\nx", []],
    ["where a default follows", '\nkey = humidity or "x1"', [1]],
    ["where an operator follows below", '\nkey = humidity\n  || "x1"', [1]],
    ["where a call follows", '\nkey = humidity("x1")', [1]],
    ["where more of the string follows", '\nkey = "humidity" \n "x1"', [1]],
    ["where it is added to", '\nkey = "humidity" + "x1"', [1]],
    ["where another string of the language follows", '\nkey = "humidity" b"x1"', [1]],
    ["where the second of two names is given them", '\nuser, key = "humidity", "x1"', [7]],
    ["where the second of two names is given another one", "\nuser, key=humidity, y", [7]],
    ["not where another argument stands before", '\nf(a, b=1, key="humidity")', []],
    ["where a type stands between", '\nkey: humidity = "x1"', [1]],
    ["not where it is compared with them", '\nif key == "humidity":', []],
    ["where a value stands in front", '\nif "x1y2" == key == "humidity":', [14]],
    ["where it is a default itself", "\n${key:humidity}", [3]],
    ["not where a member is called so", "\nself.label_apikey = label_apikey\nx", []],
    ["where a member is called otherwise", "\nself.label_apikey = x1Yq8Lw2R\nx", [15]],
    ["where a member may stand in a string", "\n'self.label_apikey = label_apikey\nx", [16]],
  ])("of a name that is given words, %s", (_, text, expected) => {
    expect(places(text, { condition: ASSIGNED }, IN_TEXT | IN_CODE)).toEqual(expected);
  });

  it("of no name that the next pair follows, and none that stands for a text", () => {
    expect(places('{"a": "Key", "port": "x"}', { condition: ASSIGNED })).toEqual([]);
    expect(places('"a": "[%key:common::off%]"', { condition: ASSIGNED })).toEqual([]);
  });

  it("only in the texts it is meant for", () => {
    const files = IN_TEXT | IN_PROGRAM;
    expect(places("key", { files }, IN_TEXT)).toEqual([]);
    expect(places("key", { files }, files)).toEqual([0]);
    expect(places("key", { files: 0 }, 0)).toEqual([0]);
  });

  it("far behind in a large text", () => {
    const text = Buffer.alloc(30_000_000, "a plain text\n");
    text.write("key", 29_000_000);
    const found: number[] = [];
    const literal: Literal = { text: "key", cased: false, begins: "anywhere", condition: ALWAYS };
    search(text, compileTables([literal]), IN_TEXT, (_, at) => found.push(at));
    expect(found).toEqual([29_000_000]);
  });
});
