import type { Content, Node } from "pdfmake/interfaces.js";
import { type PdfContext, writeText } from "./pdf-context.ts";
import { INK, RULE } from "./pdf-palette.ts";

/** Below this part of a page no section begins: its heading would stand alone. */
const LOWEST_HEADING = 0.82;
const LEVEL = 1;

/**
 * The heading of a section, which is also a bookmark. It begins a new page where it would stand too low.
 *
 * @param kept It stands in a block that is not broken and needs no such care: the library would lose the block.
 */
export function buildHeading(heading: string, context: PdfContext, kept = false): Content {
  const { page } = context;
  return {
    stack: [
      {
        canvas: [
          { type: "line", x1: 0, y1: 0, x2: page.width, y2: 0, lineWidth: 0.5, lineColor: RULE },
        ],
        margin: [0, 10, 0, 9],
      },
      writeText(context, heading, {
        fontSize: 13,
        bold: true,
        color: INK,
        lineHeight: 1.15,
        margin: [0, 0, 0, 4],
        outline: true,
        outlineText: context.printable(heading),
      }),
    ],
    ...(kept ? {} : { headlineLevel: LEVEL }),
  };
}

/** Whether a node is a heading that stands too low on its page. */
export function isLowHeading({ headlineLevel, startPosition }: Node): boolean {
  return headlineLevel === LEVEL && startPosition.verticalRatio > LOWEST_HEADING;
}
