/** How a vault's value may be written in a file. Each encoding gives the texts to look for. */
export interface Written {
  /** `base64`, `hex` ...; undefined where the value stands as itself. */
  readonly encoding?: string;
  readonly text: string;
  /** Base64 inside a longer text: the characters that hold bits of the value besides these. */
  readonly cut?: { readonly before: number; readonly after: number };
}

const unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
// What encoders leave as it is: RFC 3986, encodeURIComponent, encodeURI, paths, HTML forms.
const kept = [unreserved, `${unreserved}!'()*`, `${unreserved}!'()*;,/?:@&=+$#`, `${unreserved}/`].map(
  (characters) => new Set(Buffer.from(characters)),
);
const keptInForms = new Set(Buffer.from(unreserved.replace("~", "*")));
const space = 32;

function percent(value: Buffer, keep: ReadonlySet<number>, lower: boolean, plus = false): string {
  let text = "";
  for (const byte of value) {
    if (keep.has(byte)) text += String.fromCharCode(byte);
    else if (plus && byte === space) text += "+";
    else {
      const digits = byte.toString(16).padStart(2, "0");
      text += `%${lower ? digits : digits.toUpperCase()}`;
    }
  }
  return text;
}

function percentForms(value: Buffer): string[] {
  return [false, true].flatMap((lower) => [
    ...kept.map((keep) => percent(value, keep, lower)),
    percent(value, keptInForms, lower, true),
    ...kept.slice(0, 1).map((keep) => percent(value, keep, lower, true)),
  ]);
}

const bitsOfByte = 8;
const bitsOfCharacter = 6;

/** The characters of base64 that depend on the value alone, with 0, 1 or 2 bytes of something else before it. */
function base64Parts(value: Buffer, encoding: "base64" | "base64url"): Written[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), value]).toString("base64");
    const before = Math.ceil((offset * bitsOfByte) / bitsOfCharacter);
    const bits = (offset + value.length) * bitsOfByte;
    const part = text.slice(before, Math.floor(bits / bitsOfCharacter));
    return {
      encoding,
      text: encoding === "base64" ? part : part.replaceAll("+", "-").replaceAll("/", "_"),
      cut: {
        before: before - Math.floor((offset * bitsOfByte) / bitsOfCharacter),
        after: bits % bitsOfCharacter === 0 ? 0 : 1,
      },
    };
  });
}

const unicode = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
const unicodeUpper = (char: string): string => `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

function jsonForms(value: string): string[] {
  const plain = JSON.stringify(value).slice(1, -1);
  const units = /[\u0080-\uffff]/g;
  return [
    plain,
    plain.replaceAll("/", "\\/"),
    plain.replaceAll(units, unicode),
    plain.replaceAll("/", "\\/").replaceAll(units, unicode),
    // As encoding/json of Go writes it, and System.Text.Json of .NET.
    plain.replaceAll(/[<>&\u2028\u2029]/gu, unicode),
    plain
      .replaceAll('\\"', unicodeUpper('"'))
      .replaceAll(/[&'+<>`]/gu, unicodeUpper)
      .replaceAll(units, unicodeUpper),
  ];
}

function shellForms(value: string): string[] {
  return [
    value.replaceAll("'", "'\\''"),
    value.replaceAll("'", `'"'"'`),
    value.replaceAll(/["$\\`]/gu, "\\$&"),
    value.replaceAll(/["$\\`!]/gu, "\\$&"),
    value.replaceAll(/[^\w@%+=:,./-]/gu, "\\$&"),
  ];
}

function xmlForms(value: string): string[] {
  const text = value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const closed = text.replaceAll(">", "&gt;");
  const attribute = closed.replaceAll('"', "&quot;");
  return [text, closed, attribute, attribute.replaceAll("'", "&apos;"), attribute.replaceAll("'", "&#39;")];
}

/** A longer value is not worth the memory that all its forms would take. */
const longest = 16_384;

function formsOf(value: string): Written[] {
  const plain: Written[] = [
    { text: value },
    { text: value.replaceAll(/\r?\n/gu, "\r\n") },
    { text: value.replaceAll("\r\n", "\n") },
  ];
  if (value.length > longest) return plain;
  const bytes = Buffer.from(value);
  return [
    ...plain,
    ...base64Parts(bytes, "base64"),
    ...base64Parts(bytes, "base64url"),
    { encoding: "hex", text: bytes.toString("hex") },
    { encoding: "hex", text: bytes.toString("hex").toUpperCase() },
    ...percentForms(bytes).map((text) => ({ encoding: "percent", text })),
    ...jsonForms(value).map((text) => ({ encoding: "json", text })),
    ...shellForms(value).map((text) => ({ encoding: "shell", text })),
    ...xmlForms(value).map((text) => ({ encoding: "xml", text })),
  ];
}

/** Every text that may stand for the value inside a longer one, each once. */
export function writtenForms(value: string): Written[] {
  const seen = new Set<string>();
  return formsOf(value).filter(({ text }) => !seen.has(text) && seen.add(text));
}

/** The texts that are the value and nothing else: what a candidate may be, whatever its strength. */
export function wholeForms(value: string): Written[] {
  const base64 = Buffer.from(value).toString("base64");
  const unpadded = base64.replace(/=+$/u, "");
  const url = unpadded.replaceAll("+", "-").replaceAll("/", "_");
  return [
    ...writtenForms(value).filter(({ cut }) => !cut),
    { encoding: "base64", text: base64 },
    { encoding: "base64", text: unpadded },
    { encoding: "base64url", text: url },
  ];
}
