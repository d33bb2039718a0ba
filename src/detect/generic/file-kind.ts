import { isTestPath } from "../test-path.ts";

/** Whether values without quotes are possible, and if so whether they end with the word or with the line. */
export type UnquotedStyle = "code" | "word" | "line";

/** What a file's path says of how values are written in it and what they are worth. */
export interface FileKind {
  /** In program code a value without quotes is an expression, unless it stands in a comment or a string. */
  readonly unquoted: UnquotedStyle;
  /** Prose: Markdown, reStructuredText, plain text, HTML. */
  readonly prose: boolean;
  /** Texts of a user interface, where `password` is given its translation. */
  readonly locale: boolean;
  readonly test: boolean;
  /** A pattern that people copy and fill in: `.env.example`, `config.sample.yml`. */
  readonly sample: boolean;
  /** What packages and features a project has: Cargo.toml, pyproject.toml. */
  readonly manifest: boolean;
  /** Machine-written: lock files, bundles, source maps, images. No generic detection there. */
  readonly generated: boolean;
}

// Endings and names are compared in small letters.
const codeEndings = new Set(
  (
    "js cjs mjs jsx cjsx mjsx ts cts mts tsx ctsx mtsx py pyi pyx pxd go java kt kts scala sbt groovy cs vb fs rb inc module install c h m t " +
    "php php0 php1 php2 php3 php4 php5 php6 php7 php8 php9 phpt phtml cc cpp cxx hpp hxx hh ipp inl mm cu cgi rs swift dart lua pl pm r jl ex exs " +
    "erl hrl hs clj cljs elm sql vue svelte fsx fsi vbs pas adb ads f90 awk tcl ino rake gemspec podspec ml mli el lisp scm rkt sol zig nim coffee " +
    "gradle bicep proto graphql gql css scss less jsp aspx ascx cshtml razor erb ejs twig liquid hbs cmake asm s ipynb tmpl tpl jinja jinja2 j2"
  ).split(" "),
);
const lineEndings = new Set("yaml yml properties ini cfg cnf cf toml tfvars hcl tf ldif strings".split(" "));
const lineNames = new Set(".npmrc .pypirc .netrc .pgpass .my.cnf .gitconfig .s3cfg".split(" "));
const proseEndings = new Set("md mdx markdown rst adoc txt htm html tex org".split(" "));
const generatedEndings = new Set(
  "lock map svg snap min.js min.css bundle.js chunk.js pb.go g.dart po pot xlf xliff".split(" "),
);
const generatedNames = new Set(
  (
    "package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml go.sum cargo.lock composer.lock gemfile.lock poetry.lock pipfile.lock flake.lock " +
    "packages.lock.json bun.lock bun.lockb .cargo-checksum.json"
  ).split(" "),
);
const manifests = new Set("cargo.toml cargo.toml.orig pyproject.toml pyproject.toml.orig".split(" "));
const sample = /(?:^|[._-])(?:example|sample|template|tmpl|dist|defaults?)(?:[._-]|$)/u;
const localeDirectory =
  /(?:^|\/)(?:i18n|l10n|locales?|locali[sz]ations?|langs?|languages?|translations?|nls|messages|lproj)\/|(?:^|[/._-])(?:messages|strings|locale|lang|translations?)\.|\.lproj\//iu;
const localeName =
  /^(?:i18n|l10n|locales?|locali[sz]ations?|langs?|languages?|translations?|nls|messages|lproj)$|(?:^|[._-])(?:messages|strings|locale|lang|translations?)\.|\.strings$|\.arb$|[_.](?:ar|bg|bn|ca|cs|da|de|el|en|es|et|eu|fa|fi|fr|gl|he|hi|hr|hu|id|it|ja|ko|lt|lv|ms|nb|nl|no|pl|pt|ro|ru|sk|sl|sr|sv|th|tr|uk|ur|vi|zh)(?:[_-][a-z]{2})?\.(?:properties|resx)$|^[a-z]{2}(?:[-_][a-z]{2})?\.(?:json|ya?ml|ts|js|properties)$/u;

/** True where one of the endings follows a dot of the name; some have a dot themselves. */
function endsWithOneOf(name: string, endings: ReadonlySet<string>): boolean {
  for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1))
    if (endings.has(name.slice(dot + 1))) return true;
  return false;
}

let lastDirectory = "";
let isLastOfLocales = false;

/** The answer for one directory is kept: most files are in the same as the last one. */
function isOfLocales(directory: string): boolean {
  if (directory !== lastDirectory) {
    lastDirectory = directory;
    isLastOfLocales = localeDirectory.test(directory);
  }
  return isLastOfLocales;
}

/** True for a file whose path says that it holds texts of a user interface; `name` is its last part, in small letters. */
export function isOfLocale(path: string, name: string): boolean {
  return localeName.test(name) || isOfLocales(path.slice(0, path.lastIndexOf("/") + 1));
}

function styleOf(name: string): UnquotedStyle {
  if (/^\.?env(?:\.|rc$|$)|\.env(?:\.[\w-]{1,20})?$/u.test(name)) return "line";
  const ending = name.slice(name.lastIndexOf(".") + 1);
  if (ending.length < name.length && codeEndings.has(ending)) return "code";
  const isOfLines = ending.length < name.length && lineEndings.has(ending);
  return isOfLines || lineNames.has(name) ? "line" : "word";
}

const styles = new Map<string, UnquotedStyle>();
const mostStyles = 1000;

/** The style of a file. Its ending decides, but in names such as `.env.local` and `.npmrc`. */
function unquotedStyle(name: string): UnquotedStyle {
  const ending = name.slice(name.lastIndexOf("."));
  if (name.startsWith(".") || name.includes("env")) return styleOf(name);
  let style = styles.get(ending);
  if (style === undefined) {
    style = styleOf(name);
    if (styles.size < mostStyles) styles.set(ending, style);
  }
  return style;
}

/** Most files are asked for their style alone. */
class KindOfPath implements FileKind {
  readonly #path: string;
  /** Its last part, in small letters. */
  readonly #name: string;
  readonly unquoted: UnquotedStyle;
  #prose: boolean | undefined;
  #locale: boolean | undefined;
  #test: boolean | undefined;
  #sample: boolean | undefined;
  #generated: boolean | undefined;

  constructor(path: string) {
    this.#path = path;
    this.#name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
    this.unquoted = unquotedStyle(this.#name);
  }

  get prose(): boolean {
    return (this.#prose ??= endsWithOneOf(this.#name, proseEndings));
  }
  get locale(): boolean {
    return (this.#locale ??= isOfLocale(this.#path, this.#name));
  }
  get test(): boolean {
    return (this.#test ??= isTestPath(this.#path));
  }
  get sample(): boolean {
    return (this.#sample ??= sample.test(this.#name));
  }
  get manifest(): boolean {
    return manifests.has(this.#name);
  }
  get generated(): boolean {
    return (this.#generated ??= generatedNames.has(this.#name) || endsWithOneOf(this.#name, generatedEndings));
  }
}

let lastPath: string | undefined;
let lastKind: FileKind | undefined;

/** The kind of the file at `path`. The last answer is kept, since a text is asked about at each of its hits. */
export function fileKind(path: string): FileKind {
  if (lastKind && path === lastPath) return lastKind;
  lastPath = path;
  lastKind = new KindOfPath(path);
  return lastKind;
}
