// What the kernel reads for the detectors first: of texts made of what they read, it lets pass all that they find.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceText } from "../source-text.ts";
import { searchesFor } from "./looks-plan.ts";

const drawn = ["Wint3r", "!Storm"].join("");
const long = ["q7Vx2Lm9", "Tz4Kp8Wn", "3Rb6Yc1H"].join("");
const blanks = ["", " ", "  ", "\t", "\n", "\r\n", "\n  ", "     "];
const quotes = ['"', "'", "`", '\\"', ""];
const values = [drawn, long, "x", "Pa55", "a b", "", "name", "{{ x }}"];

/** A grammar: of each of its places one of its pieces is taken. */
type Grammar = readonly (readonly string[])[];

const wordAnd = (...pieces: string[]): string[] => [...pieces, "", " ", "x", "_"];

const seed = `SU${"A7QW2ERTYUIOPZXCVBNM".repeat(3).slice(0, 56)}`;

interface Aimed {
  /** One of the anchors of the detector, or the ids of rules. */
  readonly anchor?: string;
  readonly rules?: readonly string[];
  readonly paths: readonly string[];
  readonly grammar: Grammar;
}

const grammars: Readonly<Record<string, Aimed>> = {
  "a choice of a template": {
    anchor: "{{ ",
    paths: ["a.yml", "a.j2"],
    grammar: [
      ["db_password: ", "password=", '"token": ', "a-pw : a=", "my.secret_key = x/y:z", "KEY_A:", "x: ", "key"],
      ['"', ""],
      ["{{ ", "{{- ", "{{"],
      [...blanks, "("],
      ["'", '"', "\\'", ""],
      values,
      ["'", '"', "\\'", ""],
      [" if ", " if\n", " or ", "if"],
      ["prod", "prod | d(1)", "x{y}", "a == 'b'"],
      [" else ", " else\n", " elsewhere ", " }} else "],
      ["'", '"', ""],
      values,
      ["'", '"', ""],
      ["}}", " }}", "-}}", "| x }}", "}", ""],
      ['"', ""],
    ],
  },
  "a variable of Serverless": {
    anchor: "${env:",
    paths: ["serverless.yml"],
    grammar: [
      ["password: ", "dbPassword: ", "x: "],
      ["${env:", "${opt:", "${self:"],
      ["DB_PASSWORD", "x", "stage"],
      [",", ", ", ",\n", ""],
      quotes,
      values,
      quotes,
      ["}", " }", "\\}", "}}", ""],
    ],
  },
  "a fallback": {
    anchor: "| default(",
    paths: ["a.yml", "a.j2"],
    grammar: [
      ["password: ", "x: ", "  secret_key = "],
      ['"{{ ', "{{", "<%= "],
      ["db_password ", "x ", ""],
      ["| default(", "|default(", "| d(", '| default "', '{{ default "'],
      blanks,
      quotes,
      values,
      quotes,
      [")", ", true)", " )", " | x", ""],
      [' }}"', "}}", "%>"],
    ],
  },
  "a user of a device": {
    anchor: "username ",
    paths: ["router.cfg", "a.txt", "README.md"],
    grammar: [
      ["", "\n", "router# ", "x", " - ", '"'],
      ["username ", "USERNAME ", "username  "],
      ["admin", "a.b@c-d", "x".repeat(60), "x".repeat(61), "", "é"],
      [" ", "  ", "\t"],
      ["", "privilege 15 ", "ROLE network-admin ", "privilege 1 role x ", "role a role b role c ", "group x "],
      ["password ", "secret ", "Password ", "passwd "],
      ["", "0 ", "7 ", "5 "],
      ["", '"'],
      [...values, "0822455D0A16"],
      ["", '"', "\n", " \\n", " x"],
    ],
  },
  "a call": {
    anchor: "credential",
    paths: ["a.py", "a.go", "a.rb", "a.sql", "a.php"],
    grammar: [
      ["", "x.", "new ", "my", "index a on b "],
      [
        ...[
          "Credential",
          "credentials",
          "credentials.Basic",
          "login",
          "auth",
          "auth=",
          "auth = ",
          "basic_auth",
          "omniauth",
        ],
        ...["hmac.new", "HMAC256", "Credentials::new", "mysql", "remote", "pdo", "redis.Redis", "url.UserPassword"],
        ...["ClientSecretCredential", "keystore.load", "ftp", "password_hash", "basicauth", "'auth' => ["],
      ],
      ["(", " (", ": (", "= (", " = (", " ", "s(", ":", "", "["],
      ["", " ", "\n", "\n\n"],
      [
        '"user"',
        "user",
        "host, 22",
        '"a", "b"',
        "f(x)",
        "f(",
        "'o\\'x'",
        '"',
        "`a\nb`",
        `os.environ.get("P", "${drawn}")`,
        "",
      ],
      [", ", ",", " => ", "=>", ";", " + ", "\n\n", ",\n", ")", ""],
      [`"${drawn}"`, `'${long}'`, `b"${drawn}"`, "x", `process.env.P || "${drawn}"`, `getenv("P") or '${drawn}'`, ""],
      ["", ', "z"', `, "${long}"`, ", { x }", ", 'basic'"],
      [")", " )", "]", "}", "\n", ""],
    ],
  },
  "an attribute": {
    anchor: 'password" ',
    paths: ["a.xml", "a.html", "a.py"],
    grammar: [
      ["<add ", "<input\n", "x ", '<a b="c" ', ""],
      ["key", "name", "x:key", "n", "parameter", "Property", "type", "ID", "x", "xn"],
      ["=", " = ", "    =    ", "     = ", ": ", ""],
      ['"', "'", ""],
      ["Db_", "", "my ", "it's ", 'a "', `${"x".repeat(148)}_`, `${"x".repeat(170)}_`],
      ["Password", "apiKey", "token", "secret"],
      ['"', "'", ""],
      [" ", "\n", "\r\n", "/", ">", ""],
      ['class="c" ', "class='c'\n", ""],
      ["value=", "default = ", "x=", "><value>"],
      ['"', "'", ""],
      values,
      ['"', "'", "", "</value>"],
      ["/>", ">", ""],
    ],
  },
  "a cookie": {
    anchor: "cookie",
    paths: ["a.txt", "a.py", "a.yml"],
    grammar: [
      ["", "Set-", "x"],
      ["Cookie", "cookies", "COOKIES", "cookie"],
      ["", "\\", '"', "'])", '\\"]', '"""" '],
      ["", " ", "   ", "    ", "\n"],
      [":", "=", ",", ";", ""],
      ["", " ", "\n  - ", "\t", "[", "({", ' {"value": '],
      quotes,
      ["", "theme=dark; ", "a=b;", "x"],
      ["sessionid", "PHPSESSID", "my.sid", "x".repeat(60), "name"],
      ["=", " = ", ""],
      [long, drawn, "x"],
      quotes,
    ],
  },
  "a key": {
    anchor: "kty",
    paths: ["a.json", "a.yml", "a.py"],
    grammar: [
      ["{", "  ", "- ", "\n"],
      quotes,
      ["kty", "KTY", "ktype"],
      quotes,
      ["", " ", "    ", "     "],
      [":", "=>", "=", "==", ","],
      ["", " ", "\n", "b", "u"],
      ['"', "'", '\\"', "u'", ""],
      ["oct", "RSA", "EC", "OKP", "AKP", "XYZ"],
      ['"', "'", '\\"', ""],
      [", ", ",\n", "\n", "\n  "],
      ['"k": ', "d: ", "'d' => ", '\\"k\\":', "k: "],
      ['"', "'", '\\"', ""],
      [long, long + long, "x"],
      ['"', "'", '\\"', ""],
      ["}", "\n", ""],
    ],
  },
  "a seed": {
    anchor: "seed",
    paths: ["a.txt", "a.conf"],
    grammar: [
      ["", "my", "NATS_", "\n"],
      ["seed", "nkey", "SEED", "sEed", "nkeys"],
      [": ", "=", ' = "', "\n", "S", "SU", " SAAB ", " ".repeat(44), " ".repeat(43), ": SUA"],
      [seed, seed.toLowerCase(), seed.slice(1), seed.slice(0, 57), `${seed}A`],
      ["", '"', "\n", "A"],
    ],
  },
  "a group of secrets": {
    anchor: "secrets:",
    paths: ["a.yml", "a.json", "a.toml", "a.py"],
    grammar: [
      ["", "[", "  ", "my.", "{ ", '"', "[a."],
      ["secrets", "passwords", "api_keys", "apiKeys", "github-oauth", "bearer"],
      ["", '"', "'", "]"],
      ["", " ", "    ", "     ", "\t"],
      [":", "=", "=>", ":=", ""],
      ["", " ", "    ", "     "],
      ["\n", "{", "{\n", "\r\n", "# x\n", "[", "x"],
      ["  ", "", '  "', '"'],
      ["alpha", "github.com", "db"],
      ["", '"'],
      [": ", " = ", " => "],
      quotes,
      values,
      quotes,
      ["\n", "}", ",", ""],
    ],
  },
  logins: {
    anchor: "users = {",
    paths: ["a.yml", "a.ini", "a.py", "a.go", "a.conf"],
    grammar: [
      ["", "[", "  ", "my_", "x ", "- "],
      ["users", "logins", "ACCOUNTS", "creds", "credentials", "passwords", "gin.Accounts"],
      [
        ...[" = ", ": ", "=", '": ', " := ", " => ", ":", "]", ""],
        " = dict",
        " = array",
        " = map[string]string",
        " = new map",
      ],
      ["{", "[", "(", "\n", "\r\n", '{"', "([", "( [", "{\n"],
      ["", "  ", "\n", "# x\n", "\n\n  ", "; y\n", "- ", "(", "["],
      ['"', "'", ""],
      ["root", "admin", "a.b@c", "1x", "x".repeat(41), "x".repeat(42)],
      ['"', "'", ""],
      [": ", " => ", ", ", "=", " = ", ":", "=> ", " ".repeat(5) + ":"],
      ['"', "'", "`", ""],
      values,
      ['"', "'", "`", ""],
      ["}", "]", ")", "\n", ",\n", ")]", "])", ""],
    ],
  },
  "an entry of a host": {
    anchor: "machine ",
    paths: ["/home/x/.netrc", "a.txt", "a.sh"],
    grammar: [
      ["", "x", "\n", '"', "  "],
      ["machine", "default", "Machine", "MACHINE"],
      [" ", "\t", "\n", "\r\n", "  \n ", ""],
      ["api.x.org", '"api.x.org"', "a:80", "login", "", "x".repeat(121)],
      [" ", "\n", "\t ", "", "\\n", '"'],
      ["login", "user", "account x password", "port 80", "machine", '"login"', "pass", "Login"],
      [" ", "\n", ""],
      ["bob", "anonymous", '"bob"', "'bob'"],
      [" ", "\n", "\\n"],
      ["password", "passwort", "account x password", "PASSWORD"],
      [" ", "\n", "\t"],
      [drawn, `"${long}"`, `'${drawn}'`, ""],
      ["", "\n", '"'],
    ],
  },
  "a variable of Terraform": {
    anchor: 'variable "',
    paths: ["a.tf", "b/a.hcl", "a.md"],
    grammar: [
      ["", "x", "\n", "  "],
      ["variable ", "VARIABLE ", "variable  "],
      ['"', ""],
      ["db_password", "name", "apiKey", "token_2", "KEY_A", "my-secret-value", "x".repeat(60), "key"],
      ['"', "'", ""],
      ["", " ", "    ", "     ", "\n"],
      ["{", "= {", "{ x {}"],
      ["\n  ", " ", "\n  type = string\n  "],
      ["default", "value"],
      [" = ", "="],
      ['"', ""],
      values,
      ['"', ""],
      ["\n}", "}", ""],
    ],
  },
  "a password of a user of a database": {
    anchor: "identified ",
    paths: ["a.sql", "a.txt", "a.sh"],
    grammar: [
      ["create user u ", "", "ALTER USER u\n", "grant all to u ", "x ", "set "],
      ["identified ", "IDENTIFIED  ", "password ", "password(", "PASSWORD (", "password = password(", "with password "],
      ["", " ", "   ", "    ", "\n"],
      ["by ", "BY  ", "with x by ", "with 'x' by ", "by values ", "by password ", "bye ", "for u = ", "for ", "by", ""],
      ["", "N", "E", "U&", "\\", "$$", "$a$", "\\$\\$", "' "],
      ["'", '"', "''", "\\'", ""],
      [...values, "Secret12", "Secret#1$", "abcdefg", "*0123456789ABCDEF"],
      ["'", '"', "''", "\\'", "$$", "$a$", "\\$\\$", ""],
      [";", ")", "", "\n", " x"],
    ],
  },
  "a command": {
    anchor: "mysql",
    paths: ["a.sh", "README.md", "a.py"],
    grammar: [
      ["", "x", "$ ", "'", '["', "\n"],
      [
        "mysql",
        "mysqldump",
        "mariadb",
        "mariadb-dump",
        "mongosh",
        "ldapsearch",
        "mosquitto_pub",
        "ncftpput",
        "zip",
        "gzip",
        "mysqlX",
      ],
      wordAnd(" ", "\n", '", "', "', '", '",', " \\\n", " -h x ", " -u root ", '", "-u", "root", "'),
      wordAnd("x \\\r\n", "a | b ", "a; ", "\\; ", "\\| ", "é ", "\n", "\n\n", '"-u",\n', "x\n"),
      ["-p", " -p ", "-P ", "-w ", " password ", "password", "\n-p", '"-p', "--password=", "-p="],
      ["", '"', "'", "\\'"],
      values,
      ["", '"', "'", "\\'"],
      ["", "\n", "]", " db"],
    ],
  },
  "what is printed": {
    anchor: "echo ",
    paths: ["a.sh", "README.md"],
    grammar: [
      ["", "x", "$ ", "\n"],
      ["echo ", "printf ", "echo  "],
      ["", "-n ", "-e\n", "%s ", '"%s\\n"  ', "'%s'\n\n", "  ", "\n"],
      ["", '"', "'", "\\'"],
      [...values, `user:${drawn}`, `${drawn}\\n${drawn}\\n`, "a|b", "$X"],
      ["", '"', "'", "\\'"],
      [" | ", "|", "\n|\n", "  \n| ", "\n   | ", "; x | ", "\n", " \\\n | "],
      ["", "sudo ", "cat | "],
      ["passwd --stdin root", "chpasswd", "sudo -S ls", "docker login --password-stdin", "gh auth login --with-token"],
      ["", "\n", " x"],
    ],
  },
  "values behind the names of hashes": {
    rules: ["cisco-meraki/api-key", "codecov/api-key", "ibm/iam-api-key", "azure/devops-legacy-token"],
    paths: ["a.json", "a.txt"],
    grammar: [
      ["meraki", "codecov", "ibm", "MERAKI", "devops"],
      ["", "_key", " secret", "/a.py,", '.yml",', "-"],
      ["", "sha256", "SHA-1", "sha512", "sha2561", "sha-", "asha", "sh"],
      ["=", ":", '": "', " ".repeat(6), " ".repeat(7), "-", "", "=-/"],
      ["1f2e3d4c5b6a79880716253443526170918273ab", long + long, "q7Vx2Lm9-Tz4Kp8Wn-3Rb6Yc1H_q7Vx2Lm9aT4bbcccd", "x"],
      ["", '"', "=", "\n", " "],
    ],
  },
};

/** A text of one piece of each place, at most places the first one. */
function textOf(grammar: Grammar): fc.Arbitrary<string> {
  const places = grammar.map((pieces) =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constant(pieces[0] ?? "") },
      { weight: 2, arbitrary: fc.constantFrom(...pieces) },
    ),
  );
  return fc.tuple(...places).map((chosen) => chosen.join(""));
}

describe("the kernel lets pass what a detector finds in", () => {
  it.each(Object.entries(grammars))("%s", (_, { anchor, rules, paths, grammar }) => {
    const { byKernel, everywhere } = searchesFor((id, anchors) =>
      id === undefined ? anchor !== undefined && anchors.includes(anchor) : rules?.includes(id) === true,
    );
    const findings = (path: string, content: string): number => {
      const text = sourceText(path, content);
      const expected = everywhere.detect(text);
      expect(byKernel.detect(text)).toEqual(expected);
      return expected.length;
    };
    // The first pieces hold a secret.
    expect(findings(paths[0] ?? "", grammar.map(([first]) => first).join(""))).toBeGreaterThan(0);
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        fc.array(textOf(grammar), { minLength: 1, maxLength: 4 }),
        (path, texts) => {
          findings(path, texts.join("\n"));
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });
});
