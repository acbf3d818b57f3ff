import type { Swatch } from "./drawing.ts";
import { type Fill, fillOf, rangeFillOf } from "./fills.ts";
import type { Label } from "./labels.ts";
import { isReference } from "./lanes.ts";
import { cutToWidth, type MeasureText } from "./measure.ts";
import type { ChartModel } from "./model.ts";
import { LINE_HEIGHT, QUIET } from "./theme.ts";

/** What the fills mean, in the first lines of the picture. */
export interface Key {
  readonly labels: readonly Label[];
  readonly swatches: readonly Swatch[];
  /** 0 where there is nothing to explain. */
  readonly height: number;
}

interface Entry {
  readonly text: string;
  readonly fill?: Fill;
}

const SWATCH = 12;
const SWATCH_GAP = 6;
const ENTRY_GAP = 20;
const LINE = LINE_HEIGHT + 2;
const BELOW = 8;

/**
 * @param named Whether labels beside the series name them already.
 * @param width Of the picture in CSS pixels.
 */
export function buildKey(
  model: ChartModel,
  named: boolean,
  width: number,
  measure: MeasureText,
): Key {
  const labels: Label[] = [];
  const swatches: Swatch[] = [];
  let [x, y] = [0, LINE / 2];
  for (const { text, fill } of entriesOf(model, named)) {
    const lead = fill === undefined ? 0 : SWATCH + SWATCH_GAP;
    const shown = cutToWidth(text, width - lead, measure);
    const size = lead + measure(shown, "regular");
    if (x > 0 && x + size > width) [x, y] = [0, y + LINE];
    if (fill !== undefined) swatches.push({ box: swatchBox(x, y), fill });
    labels.push({
      text: shown,
      x: x + lead,
      y,
      align: "left",
      color: QUIET,
      weight: "regular",
      rank: 0,
    });
    x += size + ENTRY_GAP;
  }
  return { labels, swatches, height: labels.length === 0 ? 0 : y + LINE / 2 + BELOW };
}

function swatchBox(left: number, middle: number) {
  const [top, bottom] = [middle - SWATCH / 2, middle + SWATCH / 2];
  // Half a pixel in, so that the outline is inside.
  return { left: left + 1, right: left + 1 + SWATCH, top, bottom };
}

function entriesOf({ series, variances }: ChartModel, named: boolean): readonly Entry[] {
  const names = series.length > 1 && !named ? series : [];
  const ranged = series.find(({ extents }) => extents.some((each) => each && each.low < each.high));
  return [
    ...names.map(({ name, scenario, shade }) => ({ text: name, fill: fillOf(scenario, shade) })),
    ...(ranged === undefined
      ? []
      : [{ text: "up to the high end of the range", fill: rangeFillOf(ranged.scenario, 0) }]),
    ...(variances.some((each) => each !== undefined) ? [{ text: varianceWords(series) }] : []),
  ];
}

function varianceWords(series: ChartModel["series"]): string {
  const references = series.filter((one) => isReference(one)).map(({ name }) => name);
  return `± against ${references.join(", ")}`;
}
