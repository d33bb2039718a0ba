// Names in code that are given nothing which could be read: the kernel passes them over.
import { describe, expect, it } from "vitest";
import type { Literal } from "../../../src/detect/compile/rule-literals.ts";
import { compileTables } from "../../../src/detect/compile/tables.ts";
import { search } from "../../../src/detect/kernel/kernel.ts";
import { ASSIGNED, IN_CODE, IN_TEXT } from "../../../src/detect/kernel/layout.ts";

const key: Literal = { text: "key", cased: true, begins: "anywhere", condition: ASSIGNED };

/** How many names that hold `key` are reported in a text of code. */
function reported(text: string): number {
  let count = 0;
  search(Buffer.from(`\n${text}\n`, "latin1"), compileTables([key]), IN_TEXT | IN_CODE, () => count++);
  return count;
}

type Row = readonly [what: string, passedOver: string, reported: string];

describe("the kernel passes over a name in code", () => {
  it.each<Row>([
    ["in front of which a string is formatted", '"{0}".format(key)', '"x1y2".equals(key)'],
    ["behind a method that compares, with another name", '"x1y2".equalize(key)', '"x1y2".equalsIgnoreCase(key)'],
    ["from which something is got", 'f(a[key].get("x", y))', 'f(a[key].getOrElse("x1y2"))'],
    ["that is given what a method asks for", 'key = self.get_option("x")', 'key = self.got_option("x1")'],
    ["that is given what a method finds", 'key = a.FindOne("x1")', 'key = a.Finder1("x1") or f("y1")'],
    ["that is given a piece of a text", 'key = url.split("k7Vq2xT9wZr4")', 'key = url.splits("k7Vq2xT9wZr4")'],
    ["that is given bytes which a method makes", 'key = f(b.joinAll.join("::"))', 'key = f(b.getBytes("x1y2"))'],
    ["with no default", 'key = a.get("x1", None)', 'key = a.get("x1", "y1")'],
    ["with an empty default", 'key = a.get("x1", "")', 'key = a.get("x1", """y1""")'],
    ["with a variable as default", 'key = a["x1"] or other', 'key = a["x1"] or "y1"'],
    ["with a call as default", 'key = a.find("x1").get("y1")', 'key = a.find("x1").getOrElse("y1")'],
    ["with an index", 'key = a.split("--")[0]', 'key = a["x1"] ?: "y1"'],
    ["behind strings that end", 'f(a="b", key=c["x1"])', 'f(a="b, key=c["x1"])'],
    ["behind strings in the same quotes alone", "a['b']['c'] = d['key'] = e['x1']", "a = \"it's\", key=c['x1']"],
    ["behind an apostrophe in no word", "f('a', key=c['x1'])", "don't, 'a', key=c['x1']"],
    ["behind a string without escapes", 'f("a", key=c["x1"])', 'f("a\\", key=c["x1"])'],
  ])("%s", (_, passedOver, kept) => {
    expect([reported(passedOver), reported(kept)]).toEqual([0, 1]);
  });

  it.each<Row>([
    ["with a subscript on the next line", 'f(key,\n  a[u"b"])', 'f(key,\n  a[u"b"] or "x1")'],
    ["with a name and a colon", "lambda key, a: [b.c]", 'lambda key, a::b("x1")'],
    ["with an alternative of names", "f(key, a | b)", 'f(key, a || "x1")'],
    ["with a condition", 'f(key, a ? "x1" : b)', 'f(key, a ?: "x1")'],
    ["with nothing as a default", 'f(key, a or "")', 'f(key, a or "x1")'],
    ["with nothing as the default of a call", 'f(key, a() or "")', 'f(key, a(b, c) or "x1")'],
    ["with the name of a pair behind a prefix", "f(key, u'a': b)", "f(key, u'a', b)"],
    ["with a call that is told something else", 'key(a["k7Vq2xT9wZr4"])', 'key(a("k7Vq2xT9wZr4"))'],
  ])("before another argument %s", (_, passedOver, kept) => {
    expect([reported(passedOver), reported(kept)]).toEqual([0, 1]);
  });

  it.each<Row>([
    ["with an empty option", 'f(key, default="")', 'f(key, default="x1")'],
    ["of Perl, with no string", 'f(key, que(a["x1"]))', 'f(key, q(a["x1"]))'],
    ["with half a subscript", 'f(key, a["b] && "x1")', 'f(key, a["b] || "x1")'],
  ])("before another argument, %s", (_, passedOver, kept) => {
    expect([reported(passedOver), reported(kept)]).toEqual([0, 1]);
  });

  it.each<Row>([
    ["from a call", 'key, a := f("x1")', 'key, a := f("x1", "y1")'],
    ["from a call with a fallback", "key, a = f(b)", 'key, a = b || "x1", c'],
    ["of which the first is a number", "key, a = 1, f(b)", 'key, a = "x1", f(b)'],
    ["of which the second is a call", 'a, key, b = 1, f("x1"), c', 'a, $key, $b = f(2, 3), "x1", c'],
    ["of which there are too few", "a, key, b = (f(1, 2), 3)", 'a, key, b = (f(1, 2), "x1")'],
    ["of which the next line has one", 'a, key, b = 1\n"x1"', 'a, key, b = 1,\n"x1"'],
    ["behind a word that declares nothing", 'return key, b = "x1"', 'const key, b = "x1"'],
    ["in brackets of a call", 'f(key, b = "x1")', '(key, b) = ("x1", c)'],
    ["behind a string", '"", key, b = "x1", c', 'a, key, b = "", "x1", c'],
    ["behind more than six others", `${"a, ".repeat(7)}key, b = "x1"`, `${"a, ".repeat(6)}key, b = "x1"`],
    ["in front of more than six others", `key${", a".repeat(7)} = "x1"`, `key${", a".repeat(6)} = "x1"`],
    ["and ends its quotes", '"key", a = "x1"', 'key, a = "x1"'],
    ["behind a line too long to tell", `\n${"a".repeat(100)};key, b = "x1"`, `\n${"a".repeat(300)}, key, b = "x1"`],
  ])("among others that are given several values, %s", (_, passedOver, kept) => {
    expect([reported(passedOver), reported(kept)]).toEqual([0, 1]);
  });

  it.each<Row>([
    ["of another name", "a, key =\n  b[c]", 'a, key =\n  b["x1"], "y1"'],
    ["of a call", "b.a, key = (a[c])", 'b.a, key = (a[[][]["x1"]], "y1")'],
  ])("the last of several that are given the values %s", (_, passedOver, kept) => {
    expect([reported(passedOver), reported(kept)]).toEqual([0, 1]);
  });

  it.each<Row>([
    ["a statement that sets an element", 'if f(key):\n  a["x1"] = b', 'if f(key):\n  "x1y2"'],
    ["a statement that calls", 'except key:\n  a.b(\n    c["x1"])', 'except key:\n  a.b(\n    c("x1"))'],
    ["a pair of lists", "key:\n  a: ['x1-y2']", "key:\n  a('x1-y2')"],
  ])("above %s", (_, passedOver, kept) => {
    expect([reported(passedOver), reported(kept)]).toEqual([0, 1]);
  });

  it.each<Row>([
    ["an element", 'if key == a["x1"]', 'if key == a("x1")'],
    ["an element, behind strings that end", 'if "x1" in a and key == b', 'if "x1 in a and key == b'],
  ])("that is compared with %s", (_, passedOver, kept) => {
    expect([reported(passedOver), reported(kept)]).toEqual([0, 1]);
  });

  it.each<Row>([
    ["behind which a list begins", "f(['key'], ['x1', 'y1'])", "f('key', ['x1', 'y1'])"],
    ["at the end of a list of names", "[['a', 'key'], ['k7Vq2xT9wZr4', 'y1']]", "['key', 'k7Vq2xT9wZr4', 'y1']"],
    ["in front of a list, with a name in no quotes", "f(key, ['x1'])", "f(key, [r'x1'])"],
    ["in a pair of a list of them", '("a", "key"), ("x1", "y1")', '("a", "key", ("x1"))'],
    ["at the end of a string", '"a key", "x1"', '\'a\' key", "x1"'],
    ["at the end of a string in other quotes", "'a key', 'x1'", `"a" + key', 'x1'`],
  ])("%s", (_, passedOver, kept) => {
    expect([reported(passedOver), reported(kept)]).toEqual([0, 1]);
  });

  it.each<Row>([
    ["a call without a string", "key = dict(type='k7Vq2xT9wZr4')", "key = dict('k7Vq2xT9wZr4')"],
    ["a call of which a variable is given", 'key: fmt2(err, "x1")', 'key: fmt2("x1")'],
    ["a call, in a string", "'key=f2(x)'", "'key=f2-x'"],
    ["an element of something", 'key = a[B1]["x1"]', 'key = a[B1] || "x1"'],
    ["a call with an empty string", 'key = f2("")', 'key = f2("x1")'],
    ["a call with a cut text", 'key = a.replace("#k7Vq2xT9wZr4", "-1")', 'key = a.replaces("#k7Vq2xT9wZr4", "-1")'],
    ["an expression in an element", "key[a] = b2(c)", 'key[a] = b2("k7Vq2xT9wZr4")'],
    ["an index on the line above", 'b = key[a]\nc = "x1"', 'key[a] = "x1"'],
    ["an element of an element", 'a[key]["b"] = c["d1"]', 'a[key]["b"] = "d1"'],
  ])("that is given %s", (_, passedOver, kept) => {
    expect([reported(passedOver), reported(kept)]).toEqual([0, 1]);
  });

  it.each<Row>([
    ["a string that does not end", 'key = "x1y2', 'key = "x1y2"'],
    ["a text of several lines", 'f(key):\n  """\n  a\n  b\n  """', 'f(key):\n  """\n  x1y2\n  """'],
    ["a text that goes on", 'f(key):\n  """A text.\n\n  """', 'f(key):\n  """A text."""'],
    ["what stands for a value", 'key: "<your value>"\na: 1', 'key: "<your value>" +\n"x1"'],
    ["what stands for a value, with nothing more", 'key: "<a/b>"\na: 1', 'key: "<a/b>"\n"x1"'],
    ["the name of a pair", 'f(key, "value": a["x1"])', 'f(key, "value": "x1")'],
  ])("in front of %s", (_, passedOver, kept) => {
    expect([reported(passedOver), reported(kept)]).toEqual([0, 1]);
  });

  it.each<Row>([
    ["a verb", "'the key \"x1\"'", 'define key "x1"'],
    ["a word", "'a half key \"x1\"'", '(def key "x1")'],
    ["another word", "'a tax key \"x1\"'", 'setx key "x1"'],
    ["a word in capitals", "'a DIV key \"x1\"'", 'ENV key "x1"'],
    ["a name", "'my dev key \"x1\"'", 'setenv key "x1"'],
    ["a rare word", "'seq key \"x1\"'", '(setq key "x1")'],
  ])("behind %s, which declares nothing", (_, passedOver, kept) => {
    expect([reported(passedOver), reported(kept)]).toEqual([0, 1]);
  });
});
