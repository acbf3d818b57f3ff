import type { Scenario } from "../../reports/report.ts";
import { INK, LIGHT_INK, PAPER, RANGE_TINT } from "./theme.ts";

/** How an area is filled and outlined. */
export interface Fill {
  readonly color: string | Hatch;
  readonly borderColor: string;
  /** In CSS pixels. */
  readonly borderWidth: number;
}

/** Diagonal lines, as the renderer for SVG takes them: one tile of a pattern. */
interface Hatch {
  readonly svgElement: SvgNode;
  readonly svgWidth: number;
  readonly svgHeight: number;
  readonly x: number;
  readonly y: number;
  readonly rotation: number;
}

/** The library's own type, which may change it. */
interface SvgNode {
  tag: string;
  attrs: Record<string, string | number>;
  children: SvgNode[];
  key: string;
}

const OUTLINE = 1.5;
const HATCH = { tile: 6, line: 2 };
/** The lightest shade where several series of one scenario have to be told apart. */
const LIGHTEST = { [INK]: "#c5ccd5", [LIGHT_INK]: "#e2e6ea" } as const;

/**
 * The fill of a scenario after IBCS: actual solid dark, previous solid light, plan outlined, forecast hatched.
 *
 * @param shade From 0, the scenario's own ink, to 1, the lightest that can be told from the paper.
 */
export function fillOf(scenario: Scenario, shade: number): Fill {
  const ink = inkOf(scenario, shade);
  switch (scenario) {
    case "actual":
    case "previous":
      return { color: ink, borderColor: ink, borderWidth: 0 };
    case "plan":
      return { color: PAPER, borderColor: ink, borderWidth: OUTLINE };
    case "forecast":
      return { color: hatch(ink), borderColor: ink, borderWidth: OUTLINE };
  }
}

/** The part of a range from its low to its high end. */
export function rangeFillOf(scenario: Scenario, shade: number): Fill {
  return { color: RANGE_TINT, borderColor: inkOf(scenario, shade), borderWidth: 1 };
}

/** The colour a scenario is drawn with, as `#rrggbb`. */
export function inkOf(scenario: Scenario, shade: number): string {
  const ink = scenario === "previous" ? LIGHT_INK : INK;
  return mix(ink, LIGHTEST[ink], shade);
}

function hatch(ink: string): Hatch {
  const { tile, line } = HATCH;
  const draw = (key: string, width: number, fill: string): SvgNode => ({
    tag: "rect",
    key,
    attrs: { x: 0, y: 0, width, height: tile, fill },
    children: [],
  });
  const tiles = [draw("paper", tile, PAPER), draw("line", line, ink)];
  return {
    svgElement: { tag: "g", key: "hatch", attrs: {}, children: tiles },
    svgWidth: tile,
    svgHeight: tile,
    x: 0,
    y: 0,
    rotation: Math.PI / 4,
  };
}

function mix(from: string, to: string, share: number): string {
  const channel = (colour: string, at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) =>
    Math.round(channel(from, at) + (channel(to, at) - channel(from, at)) * share)
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${mixed.join("")}`;
}
