import { describe, expect, it } from "vitest";
import { createDetector } from "../../../src/detect/detector.ts";
import { sourceText } from "../source-text.ts";

// Assembled, so that no other scanner takes these lines for leaks.
const password = ["Wint3r", "!", "Storm"].join("");
const token = ["q8Zr", "T2vLx9", "Wm4Kp7", "Yb3Nc6Hd"].join("");
const uuid = ["34db6b52", "591e", "4c22", "8af0", "4add5e167326"].join("-");
const fingerprint = ["C5AD17C7", "47E3415A", "3642D57D", "77C6C491", "D6AC1D69"].join("");
const hash = "4f9a0b1c".repeat(8);
const detector = createDetector();

function found(path: string, content: string): string[] {
  const text = sourceText(path, content);
  return detector
    .detect(text)
    .filter(({ confidence }) => confidence !== "low")
    .map(({ span }) => text.bytes.toString("utf8", span.start, span.end));
}

it("what may be a hash beside its salt is of low confidence", () => {
  const content = `{ "password": "${hash}", "salt": "${hash.slice(0, 16)}" }`;
  expect(detector.detect(sourceText("a.json", content)).map(({ confidence }) => confidence)).toEqual(["low"]);
});

describe("what stands around a value tells that it is no secret", () => {
  it.each([
    ["a type of literals", "a.ts", `kind?: "text" | "password" | "radio7x";`],
    ["an element", "a.pl", "bind(password => $settings{'bindpw7'});"],
    ["an element in brackets", "a.py", "login(password=settings_of['bindpw7'])"],
    ["an element without its closing quote read", "a.py", "password = mysql_params['passw7'],"],
    ["what a function of an included file returns", "a.inc", "public function changes(string $password): array;"],
    ["a key of PHP", "a.php", "'password' => ['title7'   => label('x')]"],
    ["a call of a class", "a.php", "assertSame('89', $key::format('04622F2089E037B5'));"],
    ["what else is asked", "a.php", "if ($a != $orig_pwd || check('9x!bQ#7', $new)) {"],
    ["the next entry of a mapping", "a.js", `types: ['userpass'],\n ids: ['${uuid}'],`],
    ["a list behind a variable", "a.go", `check(t, realpassword, []string{"default", "policy7"}, false)`],
    ["whose password is asked for", "A.java", `String pass = db.getPassword("tomcat7");`],
    ["whose password is asked for, without a name in front", "A.java", `use(db.getPassword("tomcat7"));`],
    ["how a password is hashed", "a.php", "$pass = hash_password('test', 'ssha256');"],
    ["ids in a list of keys", "a.js", `keys: ['${uuid}'],`],
    ["the token of a badge", "a.rst", ".. image:: https://ci.example.net/a/b/badge.svg?branch=main&token=aXdmn98Yu2"],
    ["a word of a comment's sentence", "a.xml", "<!-- user and password: Oracle user and password for the pool -->"],
    ["the fingerprint of a public key", "a.sh", `gpg --keyserver example.net --recv-keys ${fingerprint}`],
    ["a key of a store", "a.go", `policyStoreKey: "2WxyZ/policy2"`],
    ["a message of a localization", "a/localization/cy.inc", "$labels['newpass'] = 'Cyfrinair';"],
    ["a list behind an element", "a.php", "check($user, $options['pass'],\n\t\t\t\t\t[ 'clerk', 'sysop' ] );"],
    ["a list below a variable", "a.php", "check(\n\t\t$pwd,\n\t\t[ 'clerk', 'sysop', 'interface-admin' ]\n);"],
    ["bytes beside what is expected", "a.php", String.raw`'boundary 2' => [ $PASS, "\xee\x80\x80" ],`],
    ["another way to sign in", "a.json", `{ "methods": [\n  "password",\n  "totp"\n] }`],
    ["ways to sign in, in a text", "a.yaml", `Signs in by \`\`[["password"], ["password", "totp"]]\`\`.`],
    ["names that begin alike", "a.php", "[\n 'wgDBname',\n 'wgDBpassword',\n 'wgDBssl',\n 'wgDBprefix',\n]"],
    ["a title of a page in some language", "a/messages/Ms.php", "'ChangePassword' => [ 'Lupa_kata_laluan' ],"],
    ["a type of a parameter", "a.rs", "fn open(name: LPCWSTR, password: LPCWSTR, flags: u32) {"],
    ["a type of a few letters", "a.rs", "pub t_pw: u64\n"],
    ["a number with its type", "a.rs", "pub const MAX_PASSWORD: u32 = 301990915u32;"],
    ["a negative number", "a.rs", "pub const STATUS_NO_TOKEN: NTSTATUS = -1073740699i32;"],
    ["a number of few digits", "a.rs", "pub const STATUS_NO_TOKEN: NTSTATUS = 0xC000007C_u32 as _;"],
    ["what goes in front of a token", "a.go", `token = "k8s-aws-v1." + encode(url)`],
    ["words in order", "a.json", `"words": [\n "NOFILE",\n "NOKEY",\n "NOPASSWD",\n "NVGJ7",\n "ODBC"\n]`],
    ["features of a package", "a/Cargo.toml", `http-credentials = ["attohttpc7/tls", "dep:aws-sigv4"]`],
    ["the name of a secret", ".drone.yml", "  AWS_S3_BUCKET:\n    from_secret: aws_s3_bucket7\n"],
    ["the id of a query", "a.json", `"key": "Q-${uuid}-0",`],
    ["a key that others are checked with", "a.php", `$trusted_keys[] = '${token}';`],
    ["whose password is set", "a.go", `server.UpsertPassword("llama7", []byte(userPassword))`],
    ["a text with an escaped apostrophe", "a/messages/Gor.php", String.raw`'BotPasswords' => [ 'BotTaheU\'unti' ],`],
    ["a keyword in front of a call", "a.py", "user, password = yield self.render(user, password)"],
    ["the same in a text", "a.rst", "   user, password = yield self.render(user, password)"],
    ["a name whose member is on the next line", "a.js", "const schema = {\n  password: vyup\n    .string()\n};"],
    ["a module", "a.d.ts", `export declare const password: import("vyup").StringSchema<string>;`],
    ["what a method is asked for", "a.go", `token := jwt.New(jwt.GetSigningMethod("q7RsX9"))`],
    ["the name of the next pair", "a.php", "'auth' => 'sample-userpass', 'idp20.ecp' => true,"],
    ["a column among others", "a.conf", `format = "*User:LM-Password:NT-Password:SMB-Flags-TEXT::"`],
    ["the hash of a file", "a.md", `    /etc/passwd: ${"4f9a0b1c".repeat(4)}\n`],
    ["a class of a module", "a.php", "90 => 'authYubiKey:OTPPrefixFilter',"],
    ["the database behind a glued password", "a.sql", "-- mysql -uroot -prootpass radius9 < a.sql"],
    ["whose password is checked", "a.php", `$auth->checkPass('mwclerk', 'nope');`],
    ["an id in a key", "a.json", `{ "key": "Q-${uuid}-0" }`],
    ["whose key signed", "a.go", `get("/f.jpg?X-Amz-Credential=AK%2Ffr-par%2Fs3&X-Amz-Date=1")`],
    ["an answer of configure", "configure", `if test "x$ac_cv_header_pwd_h" = "xyes9"; then`],
    ["a name of Erlang", "a.hrl", "-record('Request',{ id, newPasswd = asn1_NOVALUE})."],
    ["a key that verifies", "a.php", `$trusted_keys[] = '${token}';`],
    ["a file of a list of changes", "ChangeLog", "\t* src/mod_auth.c: 4f9Kq0bLz1"],
    ["what a shell compared", "ltmain.sh", "    fi # $pass = dlpreopen"],
    ["what a shell compares", "ltmain.sh", `if test "$pass" = dlpreopen; then`],
    ["a column of a plan", "a.go", `" └─ keys: jgt2h.FFTBJ\\n" +`],
    ["how a call treats a password", "a.py", `password = unicodedata.normalize("NFC7x", password)`],
    ["how a call treats another password", "a.py", `pw = unicodedata.normalize("NFC7x", password)`],
    ["a header that says that a socket begins", "a.py", `Sec-WebSocket-Key: ${token.slice(0, 22)}==`],
    ["a password that nobody may choose", "a.js", `forbiddenPassword: '${password}',`],
    ["ciphers", "a.c", `priority_str = "NONE:+VERS-TLS1.2:+ECDHE-PSK:+PSK:+AES-128-GCM:+AEAD:+SHA256:"`],
    ["how clients may sign in", "a.go", `#define TLS_CIPHER_PSK "kPSK+AES128"`],
    ["a name in a sentence about SQL", "a.js", "// the key identified by `slug9x`, as a flat object"],
    ["how a client signs in", "a_test.go", `_, err := email.auth("CRAM-MD5")`],
    ["the salt of a command", "a.md", "$ openssl passwd -apr1 -salt q7Rs/X9k $PASSWORD"],
    ["a message of what failed", "a.py", "LOG.debug('Failed to set password: QEMUX agent unresponsive')"],
    ["a column of a comment", "a.pl", "#  -N:  new passphrase   : SunSSH 1.0.0 and later"],
    ["whose digest it is", "a.txt", `Authorization: Digest username="${"4f9a0b1c".repeat(8)}", realm="x"`],
    ["the id of a secret of libvirt", "a.xml", `<encryption secret='${uuid}'/>`],
    [
      "what the next call takes first",
      "a.py",
      `get(\n    'osv-0DM4qZ', CHAP_PASS_KEY),\nmock.set(\n    'osv-0DM4qZEVSKON-DXN', CHAP_USER_KEY, 'x')`,
    ],
    ["the salt behind a password", "a.c", String.raw`{ "password", "\x12\x34\x56\x78\x78\x56\x34\x12", 5, 8,`],
    ["a number behind a login", "a.txt", "admin:password:438812520\n"],
    ["the same in a string", "a.py", `x = "Custom_Basic admin:password:438812520"`],
    ["what a route passes on", "a.php", "'pass' => array('homez')"],
    ["the scheme of a signature", "a.txt", "Authorization: XXX4-HMAC-SHA256 Credential=xxx/19700101/0/127"],
    ["what a map is asked for", "a.py", `if (c.key == "nvp.iface-id.0" and c.value`],
    ["a user of Kerberos", "a.sh", `CURL_STUB_GSS_CREDS="KRB5_Alice"`],
    ["an option of a mount", "a.py", `OPTIONS_PASS_V3 = 'nfsvers=3'`],
    ["the version and hash of an object", "a.py", `'ConsoleAuthToken': '1.3-${"4f9a0b1c".repeat(4)}',`],
    ["how letters are written", "a.py", "signature = hmac(password.encode('utf-16be'))"],
    ["the hash of Samba", "a.ldif", `sambaNTPassword: ${"4F9A0B1C".repeat(4)}`],
    ["a word for nothing", "a.env", "PASSWORD=unused"],
    ["a salt and a hash", "a.py", `password = "5f2c0a91$${"4f9a0b1c7e".repeat(4)}"`],
    ["an encrypted value of YAML", "a.yaml", "password: !encrypted/pkcs1-oaep\n  - Kq8ZrT2vLx9Wm4Kp7"],
    ["a width of a format", "a.c", String.raw`printf ("\npassword: %-25s", buf);`],
    ["a hash beside its salt", "a.json", `{ "password": "${hash}", "salt": "${hash.slice(0, 16)}" }`],
    ["the id of a client, whose password is further on", "a.py", `pw = connect("02-con-auth", user="x", password="y")`],
    ["the name of a function that hashes", "a.json", `"SHA-Password": { "value": "${"4f9a0b1c7e".repeat(4)}" }`],
  ])("%s", (_, path, content) => {
    expect(found(path, content)).toEqual([]);
  });

  it.each([
    ["a row of a table", "a.md", `| user | password | ${password} |`, password],
    ["a default of an element", "a.py", `password = environ["PASSWORD"] or "${password}"`, password],
    ["the default of a call", "a.py", `password = settings.get("password", "${password}")`, password],
    ["a list of passwords", "a.go", `passwords := []string{"${password}"}`, password],
    ["a fallback in a call", "a.ts", `use(token || String("${token}"));`, token],
    ["the second argument behind a user", "a.php", `$auth->checkPass("mwuser", "${password}");`, password],
    ["a call with what is stored", "a.py", `check_password("${password}", "$2b$12$Kq8ZrT2vLx9Wm4Kp7Yb3N")`, password],
    ["an object with another password", "a.js", `f({ password: "${password}", passwordAgain })`, password],
    ["a call that sets", "A.java", `db.setPassword("${password}");`, password],
    ["a failure with the password", "a.py", `log("Failed to log in with password: ${password}")`, password],
    ["digits behind a name", "a.yaml", "password: 4388125209\n", "4388125209"],
    ["a secret of XML", "a.xml", `<client secret='${token}'/>`, token],
    ["a second argument", "a.py", `set(hashed(AUTH_TOKEN),\n  wrap("${token}"))`, token],
    ["a hashed password", "a.py", `password = hash_password("${password}")`, password],
    ["a token of an address", "a.md", `https://api.example.net/v1/users?page=1&token=${token}`, token],
    ["a key of an API", "a.js", `key: '${token}',`, token],
    ["a password in a comment", "a.xml", `<!-- password: ${password} for the test account only -->`, password],
    ["an argument behind its name", "a.php", `set("password", "${token}");`, token],
    ["a list behind its name", "a.php", `set("password",\n    ["${token}", "x"]);`, token],
    ["a list with a name in it", "a.json", `[["user", "clerk"], ["password", "${token}"]]`, token],
    ["a list of options", "a.yaml", `command: ["login", "--password", "qvtzp"]`, "qvtzp"],
    ["a call with words", "a.txt", `["password", "qvtzp"], set(\n"password", "qvtzp"\n)`, "qvtzp"],
    [
      "a call with words below such a list",
      "a.txt",
      `[\n"password", "qvtzp"\n]\nset(\n"password", "qvtzp"\n)`,
      "qvtzp",
    ],
    [
      "a list with bytes and letters",
      "a.php",
      String.raw`[ $PASS, "W1nt\xc3\xa4r!Sturm" ]`,
      String.raw`W1nt\xc3\xa4r!Sturm`,
    ],
    ["a file of messages", "a/messages/Ms.php", `'ChangePassword' => [ '${password}' ],`, password],
    ["a list with a text behind it", "a/messages/Ms.php", `'passwords' => [ '${password}', 'Katalaluan' ],`, password],
    [
      "a list with a title behind it",
      "a/messages/Ms.php",
      `'passwords' => [ '${password}', 'Kata_laluan' ],`,
      password,
    ],
    [
      "a file of messages with signs between words",
      "a/messages/Ms.php",
      `'password' => '${password}_x',`,
      `${password}_x`,
    ],
    ["settings in a string", "a.go", "const settings = `\nusers = [{user: hello, pass: qz7world}]\n`", "qz7world"],
    ["a call that takes more", "a.py", `password = encode("${password}", charset)`, password],
    ["a variable of a shell", "a.sh", `if test "$pass" = ${password}; then`, password],
    ["a call with a user", "a.php", `$auth->checkPass('${password}', 'nope');`, password],
    ["a path of a store", "a.md", `vault kv put secret/app password=${password}`, password],
    ["a command with a salt", "a.md", `$ openssl passwd -apr1 -salt q7RsX9kk ${password}`, password],
    ["the default of what is asked for", "a.py", `token = args.get("token", "${token}")`, token],
    [
      "a key of many digits",
      "a.sol",
      `uint256 privateKey = 0x${"7f3a9c51e8b2d604".repeat(4)};`,
      `0x${"7f3a9c51e8b2d604".repeat(4)}`,
    ],
    ["a sum that begins with it", "a.py", `token = "${token}" + suffix`, token],
    ["a configuration in TOML", "config.toml", `passwords = ["${password}"]`, password],
    ["a member with rounds", "a.json", `{ "passphrase": "${hash}", "iterations": 210000 }`, hash],
    ["a member with a label as its salt", "a.json", `{ "passphrase": "${hash}", "salt": "app-v1" }`, hash],
    [
      "a member that is no digest",
      "a.json",
      `{ "backup_password": "${token}${token.slice(0, 15)}", "salt": "${hash.slice(0, 16)}" }`,
      `${token}${token.slice(0, 15)}`,
    ],
    ["a call with no other password", "a.py", `password = open("${token}", password=None)`, token],
    ["a call with another password", "a.py", `password = open("${token}", password="y")`, token],
    ["a member of a namespace", "a.cpp", `auto password = std::string("${password}");`, password],
  ])("but %s holds one", (_, path, content, expected) => {
    expect(found(path, content)).toEqual([expected]);
  });
});
