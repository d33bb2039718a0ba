// What the sink tables are made of: which argument of which function of which package is a secret.

/** How the secret stands in an argument. */
export interface Role {
  /** What the value is, for messages. */
  readonly noun: string;
  /** The secret within the text; nothing where this text holds none. Default: all of it. */
  readonly find?: (text: string) => { readonly start: number; readonly end: number } | undefined;
  /** The program's author chooses it, so that even a plain word works and protects nothing. */
  readonly chosen?: boolean;
}

export interface Sink {
  /** Package, or Node module without `node:`; `*` at the end stands for the rest of the name. Empty: a global. */
  readonly from: string;
  /** Exported functions and classes, `new` before classes: `new Client`, `createClient().auth`. `default` is the module itself, `*` any one name. */
  readonly calls: readonly string[];
  /** Secret by place: number of the argument, then properties in it: `0`, `1.auth.pass`. */
  readonly secrets: Readonly<Record<string, Role>>;
  /** The sink has another meaning with fewer arguments. */
  readonly minArguments?: number;
}

function group(pattern: RegExp): NonNullable<Role["find"]> {
  return (text) => {
    const [start, end] = pattern.exec(text)?.indices?.groups?.["secret"] ?? [-1, -1];
    return end > start ? { start, end } : undefined;
  };
}

const whole = (text: string): { start: number; end: number } => ({ start: 0, end: text.length });

const userinfo = group(/^[a-z][a-z\d+.-]{0,40}:\/\/[^\s:@/?#]{0,200}:(?<secret>[^\s@/]{1,400})@/diu);
const pair = group(
  /(?:^|;)\s{0,9}(?:AccountKey|SharedAccessKey|SharedAccessSignature|SharedSecretValue|AccessKey|Secret|Password|Pwd)\s{0,9}=\s{0,9}(?<secret>[^;]{1,2000})/diu,
);
const header = group(/^(?:Basic|Bearer|Token|ApiKey|SharedKey|Bot)\s{1,3}(?<secret>\S{8,4000})$/diu);
const signature = group(/[?&]sig=(?<secret>[^&\s]{8,400})/diu);
const notPublic = (text: string): { start: number; end: number } | undefined =>
  /^\s*-----BEGIN (?:[A-Z]{1,12} )?(?:PUBLIC KEY|CERTIFICATE)/u.test(text) ? undefined : whole(text);
const privatePem = (text: string): { start: number; end: number } | undefined =>
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY/u.test(text) ? whole(text) : undefined;

export const clientSecret: Role = { noun: "client secret" };
export const password: Role = { noun: "password" };
export const token: Role = { noun: "access token" };
export const apiKey: Role = { noun: "API key" };
export const accountKey: Role = { noun: "account key" };
export const accessKey: Role = { noun: "secret access key" };
export const sas: Role = { noun: "shared access signature" };
export const sasUrl: Role = { noun: "shared access signature", find: signature };
export const privateKey: Role = { noun: "private key", find: privatePem };
export const url: Role = { noun: "URL with a password", find: userinfo };
export const connectionString: Role = {
  noun: "connection string",
  find: (text) => pair(text) ?? userinfo(text),
};
export const authorization: Role = { noun: "credential in a header", find: header };
export const signingKey: Role = { noun: "signing key", find: notPublic, chosen: true };
export const encryptionKey: Role = { noun: "encryption key", find: notPublic, chosen: true };
export const sessionKey: Role = { noun: "session key", chosen: true };
