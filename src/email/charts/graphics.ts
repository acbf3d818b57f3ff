import type { GraphicComponentOption } from "echarts/components";
import type { Swatch } from "./drawing.ts";
import { type Box, boxOf, type Label } from "./labels.ts";
import type { MeasureText } from "./measure.ts";
import { FONT_FAMILY, FONT_SIZE, PAPER } from "./theme.ts";

const WEIGHTS = { regular: 400, medium: 500 } as const;
/** Above bars, lines and the line at zero. */
const ON_TOP = 100;

/** The texts of a chart and the samples in its key. */
export function buildGraphics(
  labels: readonly Label[],
  swatches: readonly Swatch[],
  measure: MeasureText,
): GraphicComponentOption {
  const plates = labels.filter(({ onPlate }) => onPlate);
  return {
    elements: [
      ...swatches.map(drawSwatch),
      ...plates.map((label) => drawPlate(boxOf(label, measure))),
      ...labels.map(drawLabel),
    ],
  };
}

/** Close around the letters, so that the outline of what is below stays. */
function drawPlate({ left, right, top, bottom }: Box) {
  const box = { left: left - 2, right: right + 2, top: top + 2, bottom: bottom - 2 };
  const fill = { color: PAPER, borderColor: PAPER, borderWidth: 0 };
  return { ...drawSwatch({ box, fill }), z: ON_TOP - 1 };
}

function drawSwatch({ box, fill }: Swatch) {
  return {
    type: "rect",
    silent: true,
    shape: {
      x: box.left,
      y: box.top,
      width: box.right - box.left,
      height: box.bottom - box.top,
    },
    style: { fill: fill.color, stroke: fill.borderColor, lineWidth: fill.borderWidth },
  } as const;
}

/**
 * The library keeps widths by text in a plain object: `__proto__`, `constructor` and their like would be found there
 * without having been put in, and be written to. A space behind them is not seen.
 */
function asCacheKey(text: string): string {
  return text in Object.prototype ? `${text} ` : text;
}

function drawLabel({ text, x, y, align, color, weight }: Label) {
  return {
    type: "text",
    silent: true,
    z: ON_TOP,
    x,
    y,
    style: {
      text: asCacheKey(text),
      fontFamily: FONT_FAMILY,
      fontSize: FONT_SIZE,
      fontWeight: WEIGHTS[weight],
      fill: color,
      textAlign: align,
      textVerticalAlign: "middle",
    },
  } as const;
}
