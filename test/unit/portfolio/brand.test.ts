import { describe, expect, it } from "vitest";
import { formatFault } from "../../../src/errors.ts";
import { entity, faultsOf, load, settings, valid } from "./portfolio-files.ts";

/** A PNG of so many pixels, as far as its header says. */
function png(width: number, height: number, length = 100): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

const withBrand = (brand: string, files: Readonly<Record<string, Uint8Array>> = {}) => ({
  "settings.yml": `${settings}brand:\n${brand}`,
  "entities/one.yml": entity,
  ...files,
});

describe("the brand", () => {
  it("has a name, a colour and a logo, and each entity may have its own", async () => {
    const brand = `  name: Harbor
  color: "#1D4F91"
  logo: brand/logo.png
  entities:
    one: { name: The One, color: "#0b6b66", logo: brand/one.png }
`;
    const files = { "brand/logo.png": png(400, 80), "brand/one.png": png(200, 200) };
    const { settings: read, logos } = await load(withBrand(brand, files));
    expect(read.brand).toEqual({
      name: "Harbor",
      color: "#1d4f91",
      logo: "brand/logo.png",
      entities: { one: { name: "The One", color: "#0b6b66", logo: "brand/one.png" } },
    });
    expect(logos?.["brand/logo.png"]).toEqual({ png: png(400, 80), width: 400, height: 80 });
    expect(logos?.["brand/one.png"]).toMatchObject({ width: 200, height: 200 });
  });

  it("may be left out", async () => {
    const { settings: read, logos } = await load(valid);
    expect(read).not.toHaveProperty("brand");
    expect(logos).toBeUndefined();
  });

  it.each([
    [
      "  color: blue\n",
      /settings\.yml:15:10 brand\.color: is "blue", expected a colour such as #1d4f91/,
    ],
    ['  color: "#7a9ec9"\n', /expected a colour .* dark enough to be read on white/],
    ['  color: "#767676"\n', undefined],
    ['  color: "#777777"\n', /dark enough/],
    ["  logo: logo.svg\n", /brand\.logo: is "logo\.svg", expected a PNG file/],
    ["  logo: ../logo.png\n", /expected a PNG file in the portfolio/],
    ["  logo: /etc/logo.png\n", /expected a PNG file in the portfolio/],
    ["  logo: brand/none.png\n", /settings\.yml:15:9 brand\.logo: brand\/none\.png is missing/],
    ["  logo: brand/text.png\n", /is not a PNG picture/],
    ["  logo: brand/huge.png\n", /is larger than 200 KB/],
    ["  logo: brand/wide.png\n", /is 1073 pixels wide, more than the 1072/],
    ["  entities: { onee: { name: X } }\n", /brand\.entities\.onee: .*did you mean "one"\?/],
    ["  entities: { one: { logo: brand/text.png } }\n", /brand\.entities\.one\.logo: .*not a PNG/],
  ])("is checked: %s", async (brand, fault) => {
    const files = withBrand(brand, {
      "brand/text.png": new TextEncoder().encode("not a picture, but long enough for its header"),
      "brand/huge.png": png(100, 100, 200_001),
      "brand/wide.png": png(1_073, 10),
    });
    if (fault === undefined) await expect(load(files)).resolves.toBeDefined();
    else expect((await faultsOf(files)).map(formatFault).join("\n")).toMatch(fault);
  });
});

describe("an audience", () => {
  const withAudience = (lines: string) => ({ ...valid, "settings.yml": `${settings}${lines}` });

  it("says what comes with the mail, and how", async () => {
    const { settings: read } = await load(
      withAudience(`    attachments: [pdf, csv]
    envelope: shared
    reply_to: cto
    subject: "{title} · {period}"
`),
    );
    expect(read.audiences["cto"]).toEqual({
      to: ["cto"],
      attachments: ["pdf", "csv"],
      envelope: "shared",
      replyTo: "cto",
      subject: "{title} · {period}",
    });
  });

  it.each([
    ["    attachments: [docx]\n", /audiences\.cto\.attachments/],
    ["    envelope: open\n", /audiences\.cto\.envelope/],
    ["    reply_to: boss\n", /audiences\.cto\.reply_to: .*"boss"/],
    ['    subject: "{titel}"\n', /audiences\.cto\.subject: .*expected words and any of \{title\}/],
    ['    subject: "{title"\n', /audiences\.cto\.subject/],
    ['    subject: " "\n', /audiences\.cto\.subject/],
    ['    subject: "a\\nb"\n', /audiences\.cto\.subject/],
  ])("is checked: %s", async (lines, fault) => {
    expect((await faultsOf(withAudience(lines))).map(formatFault).join("\n")).toMatch(fault);
  });

  it("has a thousand people at most: more do not fit the record of a report", async () => {
    const many = (count: number) =>
      settings.replace("to: [cto]", `to: [${Array.from({ length: count }, () => "cto").join()}]`);
    expect(many(2)).not.toBe(settings);
    const faults = await faultsOf({ ...valid, "settings.yml": many(1_001) });
    expect(faults.map(formatFault).join("\n")).toMatch(
      /audiences\.cto\.to: .*expected 1000 people at most/,
    );
    const paths = (await faultsOf({ ...valid, "settings.yml": many(1_000) })).map(
      ({ path }) => path,
    );
    expect(paths).not.toContain("audiences.cto.to");
  });
});
