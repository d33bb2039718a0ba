// Which names promise a text: programs and settings, which their readers take as such whatever bytes stand in a comment of them.

const endings = new Set(
  [
    "js jsx cjs mjs ts tsx cts mts vue svelte py pyw rb php phtml pl pm lua r jl ex exs erl hs clj go rs java kt kts scala groovy gradle",
    "cs vb fs swift dart m mm c h cc cpp cxx hpp sql sh bash zsh ksh fish ps1 psm1 psd1 bat cmd awk tcl vbs",
    "env yml yaml json json5 jsonc toml ini cfg conf cnf properties tf tfvars hcl bicep xml config html htm css scss md txt rst csv tsv",
    "tmpl tpl j2 erb ejs jsp asp aspx cshtml",
  ].flatMap((line) => line.split(" ")),
);
const names =
  /^(?:\.?env(?:\..*)?|\.[a-z]+rc|\.pgpass|dockerfile.*|makefile|jenkinsfile.*|vagrantfile|rakefile|gemfile|procfile)$/u;

/** True where the path names a program or settings, or where the bytes begin as a script does. */
export function promisesText(path: string, bytes: Buffer): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  if (endings.has(name.slice(name.lastIndexOf(".") + 1)) && name.includes(".")) return true;
  return names.test(name) || (bytes[0] === 0x23 && bytes[1] === 0x21);
}
