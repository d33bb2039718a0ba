// dotenv resolves nothing, so no reference may stand in a .env file: the key stays, empty, and the platform's variable of the same name
// wins, because dotenv never overwrites one. azd and varlock have syntaxes of their own.
import type { Edit } from "../model/finding.ts";
import { LineMap } from "../model/text.ts";
import { appServiceReference } from "../references/azure.ts";
import { envName } from "../references/names.ts";
import type { Answer, Place, Wanted } from "./place.ts";

const file = /(?:^|\/)(?:\.env(?:\.[\w.-]{1,60})?|[\w.-]{1,60}\.env)$/u;
/** Written and read by tools that encrypt. */
const foreign = /\.(?:keys|vault)$/u;
const assignment = /^[ \t]{0,100}(?:export[ \t]{1,20})?(?<key>[\w.-]{1,200})[ \t]{0,20}=[ \t]{0,20}(?<quote>["'`]?)/u;

interface Line {
  readonly key: string;
  readonly start: number;
  /** The value is all that the key holds. */
  readonly whole: boolean;
}

/** The line on which the value stands, read as dotenv reads it. */
function lineOf({ text, finding }: Wanted): Line | undefined {
  const { span } = finding;
  const line = new LineMap(text.bytes).lineSpan(span.start);
  const match = assignment.exec(text.bytes.toString("latin1", line.start, line.end));
  const { key, quote = "" } = match?.groups ?? {};
  if (!match || key === undefined) return undefined;
  const closing = text.bytes.toString("latin1", span.end, span.end + 1);
  const rest = text.bytes.toString("latin1", span.end, line.end);
  const ends = quote === "" ? /^[ \t]{0,1000}(?:#|$)/u.test(rest) : closing === quote;
  return { key, start: line.start, whole: line.start + match[0].length === span.start && ends };
}

function azd({ azure, secretName }: Wanted): Answer {
  return { use: `akvs://SUBSCRIPTION-ID/${azure?.name ?? "VAULT"}/${secretName}`, edits: [] };
}

function suggest(wanted: Wanted): Answer | undefined {
  const { text, finding, azure, asIs } = wanted;
  if (/(?:^|\/)\.azure\/[^/]{1,100}\/\.env$/u.test(text.path)) return azd(wanted);
  const line = lineOf(wanted);
  const variable = line?.key ?? envName(wanted.variable) ?? wanted.variable;
  const fed = azure && { fedBy: appServiceReference(azure.uri, wanted.secretName) };
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
    wholeValue: line?.whole === false,
  };
}

export const envFile: Place = {
  syntax: "env",
  matches: ({ path }) => file.test(path) && !foreign.test(path),
  suggest,
};
