import type { DrawChart } from "../../email/charts/chart-image.ts";
import { createChartDrawer } from "../../email/charts/draw-chart.ts";
import { createFormatter } from "../../reports/format.ts";
import type { ChartBlock } from "../../reports/report.ts";
import { bad, type Finding, good, reasonOf } from "./finding.ts";

/** As little as can be drawn. */
const CHART: ChartBlock = {
  kind: "chart",
  shape: "bars",
  title: { who: "Doctor", what: "Charts", when: "now" },
  message: "One chart was drawn.",
  categories: ["drawn"],
  series: [{ name: "Charts", scenario: "actual", values: [{ kind: "count", value: 1 }] }],
};

/** Can this machine draw? What does it is native code, loaded for the first chart and not at the start. */
export async function checkCharts(
  draw: DrawChart = createChartDrawer(),
): Promise<readonly Finding[]> {
  try {
    await draw(CHART, createFormatter({ locale: "en-US", currency: "USD" }));
    return [good("Charts", "this machine draws them")];
  } catch (error) {
    const text = `${reasonOf(error)}, so that no report with a chart can be made`;
    const mend =
      "Run `npm ci` on this very machine. What draws has native code, which npm takes for optional: leave --omit=optional out.";
    return [bad("Charts", text, mend)];
  }
}
