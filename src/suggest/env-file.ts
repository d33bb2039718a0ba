// dotenv resolves nothing, so no reference may stand in a .env file: the key stays, empty, and the platform's variable of the same name
// wins, because dotenv never overwrites one. azd and varlock have syntaxes of their own.
import type { Edit } from "../model/finding.ts";
import { linesOf } from "../model/text.ts";
import { appServiceReference } from "../references/azure.ts";
import { envName, vaultName } from "../references/names.ts";
import type { Answer, Place, Wanted } from "./place.ts";

const file = /(?:^|\/)(?:\.env(?:\.[\w.-]{1,60})?|[\w.-]{1,60}\.env)$/u;
/** Written and read by tools that encrypt. */
const foreign = /\.(?:keys|vault)$/u;
const assignment = /^[ \t]{0,100}(?:export[ \t]{1,20})?(?<key>[\w.-]{1,200})[ \t]{0,20}=[ \t]{0,20}(?<quote>["'`]?)/u;

interface Line {
  readonly key: string;
  readonly quote: string;
  /** The value is all that the key holds. */
  readonly whole: boolean;
}

/** The line on which the value stands, read as dotenv reads it. */
function lineOf({ text, finding }: Wanted): Line | undefined {
  const { span } = finding;
  const line = linesOf(text).lineSpan(span.start);
  const match = assignment.exec(text.bytes.toString("latin1", line.start, line.end));
  const { key, quote = "" } = match?.groups ?? {};
  if (!match || key === undefined) return undefined;
  const closing = text.bytes.toString("latin1", span.end, span.end + 1);
  const rest = text.bytes.toString("latin1", span.end, line.end);
  const ends = quote === "" ? /^[ \t]{0,1000}(?:#|$)/u.test(rest) : closing === quote;
  return { key, quote, whole: line.start + match[0].length === span.start && ends };
}

function azd({ azure, secretName }: Wanted, whole: string | undefined): Answer {
  const secret = whole ?? secretName;
  return {
    use: `akvs://SUBSCRIPTION-ID/${azure?.name ?? "VAULT"}/${secret}`,
    edits: [],
    ...(whole !== undefined && { storeAs: whole, wholeValue: true }),
  };
}

/** https://varlock.dev: what reads the schema asks the vault that the header names. */
function varlock(
  { text, finding, azure, secretName, asIs }: Wanted,
  line: Line | undefined,
  whole: string | undefined,
): Answer {
  const secret = whole ?? secretName;
  const call = `azureSecret("${secret}")`;
  const isReady = text.bytes.includes("@initAzure(");
  const header = `@initAzure(vaultUrl="${azure?.uri ?? "https://VAULT.vault.azure.net"}/")`;
  const fits = isReady && asIs && line?.whole === true && line.quote === "";
  return {
    use: call,
    edits: fits ? [{ span: finding.span, newText: call }] : [],
    then: isReady ? [] : [`add to the header: # @plugin(@varlock/azure-key-vault-plugin), # ${header}`],
    ...(whole !== undefined && { storeAs: whole, wholeValue: true }),
  };
}

function suggest(wanted: Wanted): Answer | undefined {
  const { text, finding, azure, asIs } = wanted;
  const line = lineOf(wanted);
  const variable = line?.key ?? envName(wanted.variable) ?? wanted.variable;
  // The whole value is another secret than the one in it, so it gets a name of its own.
  const whole = line?.whole === false ? vaultName(variable) : undefined;
  if (/(?:^|\/)\.azure\/[^/]{1,100}\/\.env$/u.test(text.path)) return azd(wanted, whole);
  if (text.path.endsWith(".env.schema")) return varlock(wanted, line, whole);
  const fed = azure && { fedBy: appServiceReference(azure.uri, whole ?? wanted.secretName) };
  const edits: Edit[] = line?.whole === true && asIs ? [{ span: finding.span, newText: "" }] : [];
  return {
    use: `${variable}=`,
    ...fed,
    edits,
    then: [
      azure
        ? `set ${variable} to that reference in the app's settings; dotenv leaves it as it is`
        : `set ${variable} where the app is started; dotenv leaves it as it is`,
    ],
    ...(whole !== undefined && { storeAs: whole, wholeValue: true }),
  };
}

export const envFile: Place = {
  syntax: "env",
  matches: ({ path }) => file.test(path) && !foreign.test(path),
  suggest,
};
