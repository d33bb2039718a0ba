import { describe, expect, it } from "vitest";
import { defaults, detected } from "./found.ts";
import { base64, gzip, token } from "./samples.ts";

describe("limits", () => {
  const nested = (depth: number): string => {
    let text = `GITHUB_TOKEN=${token}`;
    for (let i = 0; i < depth; i++) text = `A${String(i)}=${base64(text)}`;
    return text;
  };

  it("decode as deep as asked, and say where more is encoded", async () => {
    expect((await detected("a.env", nested(3))).candidates).toHaveLength(1);
    const deeper = await detected("a.env", nested(4));
    expect(deeper).toEqual({
      candidates: [],
      notices: ["text that is encoded more than 3 times is not decoded (limits.decodeDepth)"],
    });
    expect((await detected("a.env", nested(4), { ...defaults, depth: 4 })).candidates).toHaveLength(1);
    expect(await detected("a.env", nested(1), { ...defaults, depth: 0 })).toEqual({ candidates: [], notices: [] });
  });

  it("count the bytes that come out of a gzip bomb", async () => {
    const bomb = base64(gzip(" ".repeat(5_000_000)));
    const { notices } = await detected("a.yml", `a: ${bomb}`, { depth: 3, bytes: 1_000_000 });
    expect(notices).toEqual(["more encoded text than 1 MB: the rest is not decoded (limits.decodedMB)"]);
  });

  it("take a text of nothing but escapes", async () => {
    const content = `Content-Transfer-Encoding: quoted-printable\n\n${"=3D".repeat(200_000)}`;
    expect(await detected("a.eml", content)).toEqual({ candidates: [], notices: [] });
  });

  it("hold for a text that is nothing but encoded pieces", async () => {
    const content =
      `x: ${base64("a plain little text")}\n`.repeat(40_000) +
      "%3d".repeat(100_000) +
      `\n${base64("a b c d e f g h i j k l m n o p q r s t").slice(0, 52)}`.repeat(20_000);
    const { notices } = await detected("a.yml", content, { depth: 3, bytes: 500_000 });
    expect(notices).toContain("more encoded text than 0.5 MB: the rest is not decoded (limits.decodedMB)");
  });
});
