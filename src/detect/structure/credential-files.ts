/**
 * Files that programs keep credentials in, by their well-known names, and how a secret stands in each, as data. Their words are words of
 * any text elsewhere, so that no search could ask for them. Another file is an entry here.
 */

/** A regular expression that is made when a file of its names is there: every scan loads all of them. */
export interface Pattern {
  readonly source: string;
  readonly flags: string;
}

/** Where secrets stand in the files of some names. */
export interface CredentialFile {
  /** Names in small letters, or endings with their dot. */
  readonly names: readonly string[];
  /** What the whole path must be like, where the name alone says too little. */
  readonly path?: RegExp;
  /** Every match is a secret: `double`, `single` or `bare` hold it, `second` another one, `user` its account. */
  readonly secret: Pattern;
  /** It is no password of a person. */
  readonly isToken?: true;
}

const value = String.raw`(?:"(?<double>[^"\n]{1,300})"|'(?<single>[^'\n]{1,300})'|(?<bare>[^\s"'][^\s"']{0,299}))`;
const blanks = "[ \\t]{1,40}";
const margin = "^[ \\t]{0,40}";

const each = (source: string): Pattern => ({ source, flags: "dgmu" });
/** What stands at the beginning of a line. */
const line = (source: string): Pattern => each(margin + source);
/** The secret is all that the file holds. */
const whole = (source: string): Pattern => ({ source: String.raw`^\s{0,8}(?<bare>${source})\s{0,8}$`, flags: "dgu" });

/** Every kind of file. */
export const credentialFiles: readonly CredentialFile[] = [
  // https://curl.se/docs/manpage.html#-K
  {
    names: [".curlrc", "_curlrc", "curlrc"],
    secret: line(
      String.raw`#?[ \t]{0,8}-{0,2}(?:proxy-user|user|[uU])[ \t]{0,8}[=: \t]?[ \t]{0,8}"?(?<user>[^\s:"=]{1,120}):(?<bare>[^\s"]{1,300})`,
    ),
  },
  {
    names: [".lftprc", "lftprc", "lftp.conf", "rc"],
    path: /lftprc$|lftp\/rc$|lftp\.conf$/u,
    secret: each(String.raw`[ \t]-u${blanks}["']?(?<user>[^\s,"']{1,120}),(?<bare>[^\s"';|]{1,300})`),
  },
  // https://www.fetchmail.info/fetchmail-man.html
  {
    names: [".fetchmailrc", "fetchmailrc", "_fetchmailrc"],
    secret: each(String.raw`(?<![\w-])pass(?:word)?${blanks}${value}`),
  },
  // https://marlam.de/msmtp/msmtp.html
  { names: [".msmtprc", "msmtprc", "_msmtprc"], secret: line(`password${blanks}${value}`) },
  {
    names: [".mailrc"],
    secret: each(String.raw`[ \t]password-(?<user>[^\s=]{1,120})=${value}`),
  },
  { names: [".vault-token"], secret: whole(String.raw`[\w.-]{20,200}`), isToken: true },
  // Of Rails: https://guides.rubyonrails.org/security.html#custom-credentials
  { names: ["master.key"], secret: whole(String.raw`[\da-f]{32}`), isToken: true },
  {
    names: ["production.key", "staging.key", "development.key"],
    path: /(?:^|\/)config\/(?:credentials\/)?[a-z]{1,20}\.key$/u,
    secret: whole(String.raw`[\da-f]{32}`),
    isToken: true,
  },
  { names: [".erlang.cookie"], secret: whole(String.raw`[\x21-\x7e]{8,255}`), isToken: true },
  // Of Postfix: https://www.postfix.org/SASL_README.html
  {
    names: ["sasl_passwd", "sasl_password", "sasl-passwd", "smtp_sasl_password_map"],
    secret: line(String.raw`[^\s#]{1,200}${blanks}(?<user>[^\s:]{1,120}):(?<bare>\S{1,300})`),
  },
  // Of PPP: client, server, secret.
  {
    names: ["chap-secrets", "pap-secrets"],
    secret: line(
      String.raw`(?<user>"[^"\n]{1,80}"|[^\s#"]{1,80})${blanks}(?:"[^"\n]{0,80}"|[^\s"]{1,80})${blanks}${value}`,
    ),
  },
  // Of strongSwan and Libreswan: https://docs.strongswan.org/docs/latest/config/ipsecSecrets.html
  {
    names: ["ipsec.secrets", ".secrets"],
    secret: each(
      String.raw`:[ \t]{0,8}(?:PSK|EAP|XAUTH|NTLM|PIN|(?:RSA|ECDSA|P12|PKCS8)${blanks}\S{1,120})${blanks}${value}`,
    ),
  },
  {
    names: ["slapd.conf", "ldap.conf", "nslcd.conf", "pam_ldap.conf", "libnss-ldap.conf", ".ldaprc"],
    secret: line(String.raw`(?:rootpw|bindpw|rootbindpw|rootpwmodpw)${blanks}(?!\{)${value}`),
  },
  // Of BIND: https://bind9.readthedocs.io/en/latest/reference.html#namedconf-statement-key
  {
    names: ["rndc.key", "rndc.conf", "named.conf", "named.conf.local", "tsig.key", "ddns.key"],
    secret: each(String.raw`(?<![\w-])secret${blanks}${value}[ \t]{0,4};`),
    isToken: true,
  },
  // https://www.net-snmp.org/docs/man/snmpd.conf.html
  {
    names: ["snmpd.conf", "snmptrapd.conf", "snmp.conf"],
    secret: line(
      String.raw`(?:r[ow]community6?|def(?:Auth|Priv)?Passphrase|defCommunity|authCommunity${blanks}\S{1,40}|createUser(?:${blanks}-e${blanks}\S{1,80})?${blanks}\S{1,80}${blanks}(?:MD5|SHA(?:-\d{3})?))${blanks}${value}(?:${blanks}(?:DES|AES(?:-\d{3})?)${blanks}"?(?<second>[^\s"']{1,300}))?`,
    ),
  },
  // Of PgBouncer, which also takes what PostgreSQL stores: https://www.pgbouncer.org/config.html#authentication-file-format
  {
    names: ["userlist.txt"],
    secret: line(String.raw`"(?<user>[^"\n]{1,80})"${blanks}"(?!md5[\da-f]{32}"|SCRAM-SHA)(?<double>[^"\n]{1,300})"`),
  },
  // Of Jetty: https://jetty.org/docs/
  {
    names: ["realm.properties"],
    secret: line(
      String.raw`(?<user>[^\s#:!]{1,80}):[ \t]{0,8}(?!(?:OBF|MD5|CRYPT):)(?<bare>[^\s,]{1,300})(?:,[^\n]{0,400})?$`,
    ),
  },
  // https://github.com/s3fs-fuse/s3fs-fuse/wiki/Fuse-Over-Amazon
  {
    names: [".passwd-s3fs", "passwd-s3fs"],
    secret: line(String.raw`(?:[\w.-]{3,63}:)?(?<user>[\w+/-]{8,128}):(?<bare>[\w+/=.-]{16,300})`),
    isToken: true,
  },
  // https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/
  {
    names: ["users.acl", "redis.conf", "valkey.conf", "sentinel.conf"],
    secret: line(String.raw`user${blanks}(?<user>\S{1,80})[ \t](?:[^\n>]{0,300}[ \t])?>(?<bare>\S{1,300})`),
  },
  { names: [".htpasswd", "htpasswd"], secret: line(String.raw`(?<user>[^\s#:]{1,80}):\{PLAIN\}(?<bare>\S{1,300})`) },
  // Whoever has this file can read it: the key that it is encrypted with is known. https://maven.apache.org/guides/mini/guide-encryption.html
  {
    names: ["settings-security.xml"],
    secret: each(String.raw`<master>\s{0,40}\{?(?<bare>[^\s<>{}]{4,300})\}?\s{0,40}</master>`),
    isToken: true,
  },
  { names: ["kaggle.json"], secret: each(String.raw`"key"\s{0,8}:\s{0,8}"(?<double>[\da-f]{32})"`), isToken: true },
  {
    names: ["rclone.conf", ".rclone.conf"],
    secret: line(String.raw`key[ \t]{0,8}=[ \t]{0,8}(?<bare>\S{8,400})`),
    isToken: true,
  },
  // As browsers export them: https://curl.se/docs/http-cookies.html
  {
    names: ["cookies.txt", "cookie.txt", ".cookies"],
    secret: line(
      String.raw`(?:#HttpOnly_)?[\w.-]{1,200}\t(?:TRUE|FALSE)\t/[^\t\n]{0,200}\t(?:TRUE|FALSE)\t\d{1,20}\t[^\t\n]{0,80}(?:[sS]ess|SESS|[aA]uth|[tT]oken|TOKEN|sid|SID|jwt)[^\t\n]{0,40}\t(?<bare>[^\s]{1,4000})`,
    ),
    isToken: true,
  },
  // Of installers: https://www.debian.org/releases/stable/amd64/apbs04.en.html, https://pykickstart.readthedocs.io/
  {
    names: ["preseed.cfg", "preseed.txt", ".preseed", ".seed"],
    secret: each(
      String.raw`passw(?:or)?d/(?:root|user)-password(?:-again)?${blanks}(?:password|string)${blanks}${value}`,
    ),
  },
  {
    names: ["ks.cfg", "kickstart.cfg", "anaconda-ks.cfg"],
    secret: line(String.raw`rootpw${blanks}(?:--plaintext${blanks})?(?!-)${value}`),
  },
  {
    names: [".ovpn"],
    secret: each(
      String.raw`<auth-user-pass>[ \t]{0,8}\r?\n(?<user>[^\n<]{1,120})\n(?<bare>[^\s<]{1,300})[ \t]{0,8}\r?\n</auth-user-pass>`,
    ),
  },
  {
    names: ["fluent.conf", "fluentd.conf", "td-agent.conf"],
    secret: line(String.raw`(?:\w{1,30}_)?(?:password|secret_key|sec_key|token)${blanks}${value}`),
  },
  {
    names: [
      ".htaccess",
      "httpd.conf",
      "apache2.conf",
      "apache.conf",
      "ssl.conf",
      "httpd-vhosts.conf",
      "000-default.conf",
    ],
    secret: line(
      String.raw`(?:AuthLDAPBindPassword|AuthnProviderPassword|CASCookiePassword)${blanks}(?!exec:)${value}`,
    ),
  },
  // https://robotframework.org/robotframework/latest/RobotFrameworkUserGuide.html
  {
    names: [".robot", ".resource"],
    secret: each(
      String.raw`(?:^\$\{[\w ]{0,40}(?:PASS|[pP]ass|TOKEN|[tT]oken|SECRET|[sS]ecret)[\w ]{0,20}\}(?:[ \t]?=)?|(?:^|(?<=[ \t]{2}))Input Password(?:[ \t]{2,40}|\t)\S{1,120})(?:[ \t]{2,40}|\t)(?![$@&%]\{)(?<bare>\S{1,300})[ \t]{0,40}\r?$`,
    ),
  },
  // Keys of RubyGems by host: https://guides.rubygems.org/command-reference/#gem-signin
  {
    names: ["credentials"],
    path: /(?:^|[/.])gem\/credentials$/u,
    secret: line(String.raw`:[\w.-]{1,120}:${blanks}(?:Bearer[ \t])?(?<bare>[^\s:]{16,200})`),
    isToken: true,
  },
  { names: [".cvspass"], secret: line(String.raw`(?:/1 )?:(?:ext|p)?server:\S{1,200} (?<bare>A\S{4,300})`) },
];
