import type { MeasureText } from "./measure.ts";
import type { ChartPlan } from "./option.ts";

/** Draws a plan as SVG: well-formed, without script, picture or address in it. */
export type DrawSvg = (plan: ChartPlan) => string;

/**
 * Loads the charting library, no more of it than is used.
 *
 * Its way of measuring text is global. Nothing else in the process uses the library.
 */
export async function loadSvgRenderer(measure: MeasureText): Promise<DrawSvg> {
  const [{ init, setPlatformAPI, use }, charts, components, { SVGRenderer }] = await Promise.all([
    import("echarts/core"),
    import("echarts/charts"),
    import("echarts/components"),
    import("echarts/renderers"),
  ]);
  const { GridComponent, GraphicComponent } = components;
  use([charts.BarChart, charts.LineChart, GridComponent, GraphicComponent, SVGRenderer]);
  setPlatformAPI({ measureText: (text) => ({ width: measure(text, "regular") }) });
  return ({ option, width, height }) => {
    const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
    try {
      chart.setOption(option);
      return withoutCounters(chart.renderToSVGString());
    } finally {
      chart.dispose();
    }
  };
}

/** The library numbers the charts of a process in the ids it gives; the second chart must read like the first. */
function withoutCounters(svg: string): string {
  return svg.replace(/\bzr\d+-/gu, "zr-");
}
