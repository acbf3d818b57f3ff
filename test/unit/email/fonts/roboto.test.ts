import { Resvg } from "@resvg/resvg-js";
import { expect, it } from "vitest";
import { loadRoboto } from "../../../../src/email/fonts/roboto.ts";

const roboto = await loadRoboto();
const fontFiles = [roboto.files.regular, roboto.files.medium];

/** How far a character moves the next one, in em, by the renderer that draws the charts. */
function advanceOf(character: string, weight: number): number {
  const widthOf = (count: number) => {
    const text = character.replace("&", "&amp;").replace("<", "&lt;").repeat(count);
    const style = `font-family:Roboto;font-size:100px;font-weight:${weight};font-kerning:none`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg"><text y="200" style="${style}">${text}</text></svg>`;
    const font = { loadSystemFonts: false, fontFiles };
    return new Resvg(svg, { font }).getBBox()?.width ?? 0;
  };
  return (widthOf(21) - widthOf(1)) / 20 / 100;
}

it.each([
  ["regular", 400],
  ["medium", 500],
] as const)("measures characters as they are drawn: %s", (name, weight) => {
  for (const character of "0123456789$€%.,–−+±kmAWiljäçßéñøЖЯΩ…·&<日") {
    expect(roboto[name].widthOf(character), character).toBeCloseTo(advanceOf(character, weight), 2);
  }
});

it("adds up, whatever the text says", () => {
  const { regular } = roboto;
  for (const text of ["constructor", "__proto__", "", "a\ud800b"]) {
    const sum = [...text].reduce((width, each) => width + regular.widthOf(each), 0);
    expect(regular.widthOf(text)).toBeCloseTo(sum, 10);
  }
});

it("knows what it can draw", () => {
  const has = (text: string) => roboto.regular.has(text.codePointAt(0) ?? 0);
  expect("AzÄЖΩ€".split("").map(has)).toEqual([true, true, true, true, true, true]);
  expect(["日", "👍", "✓"].map(has)).toEqual([false, false, false]);
});
