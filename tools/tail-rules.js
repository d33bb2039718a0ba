// Turns rules/tail.yml, one line a provider, into rules like those of the other files: keys without a prefix differ only in
// the name they stand behind and in their shape, so a file for each would say the same 250 times.

/**
 * @typedef {{ provider: string, name: string, shape: string, names?: string[], key?: string, source?: string, strict?: boolean }} TailKey
 * @typedef {{ opens: string, severity: string, keys: TailKey[] }} TailGroup keys that open the same kind of thing
 */

const uuid = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
const uuidTemplate = "${hex:8}-${hex:4}-${hex:4}-${hex:4}-${hex:12}";

const leastEntropy = 2.4;

// Of each class: its characters, what a value must hold, and a template that always holds it.
/** @type {Record<string, { set: string, around?: string, needs?: string[], end?: string, sample: (length: number) => string }>} */
const classes = {
  hex: { set: "[0-9a-f]", sample: (length) => `\${hex:${length}}` },
  HEX: { set: "[0-9A-F]", sample: (length) => `\${HEX:${length}}` },
  digit: { set: "[0-9]", sample: (length) => `\${digit:${length}}` },
  lower: {
    set: "[0-9a-z]",
    needs: ["[a-z]", "[0-9]"],
    sample: (length) => `\${digit:2}\${lower:${length - 4}}\${digit:2}`,
  },
  upper: {
    set: "[0-9A-Z]",
    needs: ["[A-Z]", "[0-9]"],
    sample: (length) => `\${digit:2}\${upper:${length - 4}}\${digit:2}`,
  },
  alnum: {
    set: "[0-9A-Za-z]",
    needs: ["[A-Za-z]", "[0-9]"],
    sample: (length) => `\${upper:2}\${digit:2}\${alnum:${length - 4}}`,
  },
  base64url: {
    set: "[0-9A-Za-z_-]",
    needs: ["[A-Za-z]", "[0-9]"],
    sample: (length) => `\${upper:2}\${digit:2}\${base64url:${length - 4}}`,
  },
  base64: {
    set: "[0-9A-Za-z+/]",
    around: "[0-9A-Za-z+/]",
    needs: ["[A-Za-z]", "[0-9]"],
    end: "={0,2}(?![0-9A-Za-z+/=])",
    sample: (length) => `\${upper:2}\${digit:2}\${base64:${length - 4}}`,
  },
  dotted: {
    set: "[0-9A-Za-z._-]",
    around: "[0-9A-Za-z._-]",
    needs: ["[A-Za-z]", "[0-9]"],
    sample: (length) => `\${upper:2}\${digit:2}\${base64url:${length - 6}}.\${digit:1}`,
  },
};

// Synthetic or cut values in documents are a few characters longer; the vendor's next format is too.
const nearExtra = 8;
const leastNear = 16;

/** A regex for values of another case, with some signs, or a few characters more; nothing for short ones. @param {string} shape */
function nearOf(shape) {
  if (shape === "uuid") return "[0-9A-Za-z]{8}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{12,16}";
  if (shape === "jwt") return "ey[0-9A-Za-z_-]{10,400}\\.[0-9A-Za-z_-]{10,1200}(?:\\.[0-9A-Za-z_-]{8,700})?";
  const [, name = "", least = "", most = least] = /^([A-Za-z0-9]+):(\d+)(?:-(\d+))?$/u.exec(shape) ?? [];
  if (Number(least) < leastNear || ["digit", "base64", "dotted"].includes(name)) return undefined;
  const longest = Number(most) + nearExtra;
  if (name === "base64url") return `[0-9A-Za-z_-]{${least},${String(longest)}}={0,2}`;
  // Words and dates that are joined by signs hold few digits.
  const signed = String.raw`(?=(?:[A-Za-z_-]{0,40}\d){4})[^\W_][\w-]{${String(Number(least) - 1)},${String(longest - 1)}}`;
  return String.raw`(?:${signed}|[^\W_]{${least},${String(longest)}})={0,2}`;
}

/** @param {string} shape one of `uuid`, `jwt`, `sanctum`, `CLASS:LENGTH`, `CLASS:LEAST-MOST` or `CLASS:LENGTHxGROUPS` */
function compileShape(shape) {
  if (shape === "uuid") return { pattern: uuid, sample: uuidTemplate };
  if (shape === "jwt")
    return {
      pattern: "eyJ[0-9A-Za-z_-]{10,400}\\.eyJ[0-9A-Za-z_-]{10,1200}\\.[0-9A-Za-z_-]{20,700}",
      sample: "eyJhbGciOiJIUzI1NiJ9.eyJ${alnum:60}.${base64url:43}",
    };
  // Laravel Sanctum writes the number of the token before it.
  if (shape === "sanctum") return { pattern: "\\d{1,8}\\|[0-9A-Za-z]{40,48}", sample: "${digit:3}|${alnum:40}" };
  const [, name = "", least = "", most = least, groups] = /^([A-Za-z0-9]+):(\d+)(?:-(\d+)|x(\d+))?$/u.exec(shape) ?? [];
  const set = classes[name];
  if (!set)
    throw new Error(
      `"${shape}" is no shape: write uuid, jwt, sanctum, or one of ${Object.keys(classes).join(", ")} and a length (hex:32).`,
    );
  if (groups !== undefined)
    return {
      pattern: `${set.set}{${least}}${`-${set.set}{${least}}`.repeat(Number(groups) - 1)}`,
      sample: Array.from(
        { length: Number(groups) },
        () => `\${${/^(?:HEX|upper)$/u.test(name) ? "HEX" : "hex"}:${least}}`,
      ).join("-"),
    };
  const around = set.around ?? "[0-9A-Za-z_-]";
  const needs = (set.needs ?? []).map((need) => `(?=${around}{0,${Number(most) - 1}}${need})`).join("");
  return {
    pattern: `${needs}${set.set}{${least}${least === most ? "" : `,${most}`}}${set.end ?? ""}`,
    sample: set.sample(Number(least)),
  };
}

const secretEndings = ["key", "token", "secret", "api", "access"].flatMap((word) =>
  ["_", "-", " ", ""].map((sign) => `${sign}${word}`),
);

/**
 * The names as written, and the provider's id. Where a name says more than the id (`box_token`), the id is a word of everyday
 * language, and means the provider only with key, token, secret and the like behind it.
 * @param {string} provider
 * @param {string[]} names
 */
function namesOf(provider, names) {
  const id = provider.replaceAll("-", "");
  const plain = names.map((name) => name.replaceAll(/[^a-z0-9]/gu, ""));
  if (plain.includes(id)) return names;
  const everyday = plain.some((name) => name.startsWith(id));
  return [...new Set([...names, ...(everyday ? secretEndings.map((ending) => `${id}${ending}`) : [id])])];
}

/**
 * @param {TailGroup} group
 * @param {TailKey} row
 */
function ruleOf({ opens, severity }, { provider, name, shape, names = [provider], key = "API key", ...rest }) {
  const shapes = shape.split(" ").map((one) => compileShape(one));
  const near = shape.split(" ").flatMap((one) => nearOf(one) ?? []);
  const [first = ""] = names;
  const variable = first.toUpperCase().replaceAll(/[^A-Z0-9]/gu, "_");
  return {
    id: `${provider}/${key.toLowerCase().replaceAll(" ", "-")}`,
    title: `${name} ${key}`,
    severity,
    confidence: "medium",
    opens,
    rotate: `Revoke it in the settings of ${name} and make a new one.`,
    names: namesOf(provider, names),
    // A hash behind @, # or a slash is the version of a package or action; what follows a backslash is escaped. The end makes
    // the regex try the longer shape where the shorter one fits the first half of a value.
    value: `(?<![@#/\\\\])(?:${shapes.map(({ pattern }) => pattern).join("|")})${shapes.length > 1 ? "(?!\\w)" : ""}`,
    ...(near.length === 0 ? {} : { near: `(?<![@#/\\\\])(?:${near.join("|")})` }),
    entropy: leastEntropy,
    generate: shapes[0]?.sample,
    tests: {
      positive: [`${variable}_KEY=\${value}`, `"${first}_api_key": "\${value}"`],
      negative: ['const checksum = "${value}";', `${variable}_KEY=xxxxxxxxxxxxxxxx`, `uses: ${first}/action@\${value}`],
    },
    ...rest,
  };
}

/**
 * @param {{ groups: TailGroup[] }} table
 * @returns {{ provider: string, name: string, rules: object[], strictNames?: string[] }[]} what a file for each provider would hold
 */
export function expandTail({ groups }) {
  return groups.flatMap((group) =>
    group.keys.map(({ strict = false, ...row }) => ({
      provider: row.provider,
      name: row.name,
      rules: [ruleOf(group, row)],
      // Names of one word mean the provider and nothing else; `close_api` says that `close` alone may be anything.
      ...(strict
        ? { strictNames: (row.names ?? [row.provider]).filter((name) => /^[a-z0-9]{3,30}$/u.test(name)) }
        : {}),
    })),
  );
}
