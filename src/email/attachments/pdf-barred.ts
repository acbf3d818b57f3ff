import type { Content, Margins } from "pdfmake/interfaces.js";
import type { PdfContext } from "./pdf-context.ts";

/** From the bar to the text, in points. */
const INDENT = 10;

/** Content with a bar of this colour to its left. */
export function buildBarred(
  stack: Content[],
  colour: string,
  margin: Margins,
  context: PdfContext,
): Content {
  return {
    margin,
    table: { widths: [context.page.width - INDENT], body: [[{ stack }]] },
    layout: {
      hLineWidth: () => 0,
      vLineWidth: (line) => (line === 0 ? 2.5 : 0),
      vLineColor: () => colour,
      paddingLeft: () => INDENT,
      paddingRight: () => 0,
      paddingTop: () => 1,
      paddingBottom: () => 1,
    },
  };
}
