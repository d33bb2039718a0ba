import type { UnquotedStyle } from "./assignment.ts";

/** What a file's name says of how values are written in it. */
export interface FileKind {
  /** Whether values without quotes are possible. In program code they are expressions, so never secrets. */
  readonly unquoted: UnquotedStyle;
  /** Prose or an unknown format: judge with more doubt. */
  readonly loose: boolean;
}

const code =
  /\.(?:[cm]?[jt]sx?|py|pyi|go|java|kt|kts|scala|groovy|cs|vb|fs|rb|php|c|h|cc|cpp|cxx|hpp|hh|m|mm|rs|swift|dart|lua|pl|pm|r|jl|ex|exs|erl|hs|clj|cljs|elm|sql|vue|svelte|sol|zig|nim|coffee|gradle|bicep|proto|graphql|gql|css|scss|less|html?|jsp|erb|ejs|twig|liquid|hbs|cmake|asm|s|ipynb|mjs|tmpl|tpl|jinja2?|j2|lock|map|svg)$/iu;
const lines =
  /\.(?:ya?ml|properties|ini|cfg|conf|cnf|toml|tfvars|hcl|tf)$|(?:^|\/)\.(?:npmrc|pypirc|netrc|pgpass|my\.cnf|gitconfig|s3cfg)$/iu;
const words =
  /(?:^|[./])(?:env|envrc|sh|bash|zsh|fish|ksh|bat|cmd|ps1|psm1|json|json5|jsonc|xml|config|csproj|plist|resx|dockerfile|containerfile|makefile|mk|service|conf|credentials)(?:[.\w-]{0,40})$/iu;

/** The kind of the file at `path`. */
export function fileKind(path: string): FileKind {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (/^\.?env(?:\.|rc$|$)/iu.test(name) || /\.env$/iu.test(name)) return { unquoted: "line", loose: false };
  if (code.test(name)) return { unquoted: "none", loose: false };
  if (lines.test(path)) return { unquoted: "line", loose: false };
  if (words.test(name)) return { unquoted: "word", loose: false };
  return { unquoted: "word", loose: true };
}
