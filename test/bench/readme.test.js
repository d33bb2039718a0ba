import { describe, expect, it } from "vitest";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { besides, figures, withSection } from "../../bench/readme.js";

const bench = fileURLToPath(new URL("../../bench/", import.meta.url));
const page = "a\n\n<!-- x:start -->\n\nold\n\n<!-- x:end -->\n\nb\n\n<!-- y:start -->\n\nkept\n\n<!-- y:end -->\n";

describe("withSection", () => {
  it("replaces what stands between the two markers and nothing else", () => {
    const changed = withSection(page, "x", "new");
    expect(changed).toBe(page.replace("old", "new"));
    expect(withSection(changed, "x", "new")).toBe(changed);
  });

  it("takes the content as it is", () => {
    expect(withSection(page, "y", "$& $1")).toContain("\n\n$& $1\n\n<!-- y:end -->");
  });

  it.each([["no markers"], ["<!-- x:start -->"], ["<!-- x:end --> <!-- x:start -->"]])("refuses %j", (text) => {
    expect(() => withSection(text, "x", "new")).toThrow('no place for "x"');
  });
});

it("figures align to the right, names to the left", () => {
  expect(figures(["Tree", "CPU s"], [["a", "1.00"]])).toBe("| Tree | CPU s |\n| --- | --: |\n| a | 1.00 |");
});

it("a busy machine is said", () => {
  expect(besides(0.3)).toBe("");
  expect(besides(7.25)).toMatch(/^, with other work beside it \(load average 7\.[23]\)$/u);
});

it("every table that a benchmark keeps has its place in bench/README.md", () => {
  const text = readFileSync(`${bench}README.md`, "utf8");
  const names = readdirSync(bench)
    .filter((file) => file.endsWith(".js"))
    .flatMap((file) => [...readFileSync(`${bench}${file}`, "utf8").matchAll(/keepTable\(\s*"(\w+)"/gu)])
    .map(([, name = ""]) => name);
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) expect(withSection(text, name, "x"), name).toContain(`<!-- ${name}:start -->`);
});
