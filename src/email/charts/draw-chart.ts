import type { DrawChart } from "./chart-image.ts";
import { loadFonts } from "./fonts.ts";
import { buildChartOption } from "./option.ts";
import { loadSvgRenderer } from "./svg.ts";
import { CHART_WIDTH, FONT_FAMILY } from "./theme.ts";

/** Dense screens show two pixels where CSS counts one. */
const ZOOM = 2;

/**
 * Makes what draws charts. The libraries and fonts are loaded for the first one; if that fails, the next one
 * tries again.
 *
 * Roboto has Latin, Greek and Cyrillic letters. What it lacks, such as Chinese characters and most emoji, is drawn
 * as an empty box; the mail's text has the names as they are.
 *
 * @example
 * const draw = createChartDrawer();
 * const { png, width, height } = await draw(chart, createFormatter(report.format));
 */
export function createChartDrawer(): DrawChart {
  let loading: Promise<DrawChart> | undefined;
  const load = () => {
    loading = loadRenderer();
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };
  return async (chart, format) => (await (loading ?? load()))(chart, format);
}

async function loadRenderer(): Promise<DrawChart> {
  const [{ renderAsync }, { files, measure }] = await Promise.all([
    import("@resvg/resvg-js"),
    loadFonts(),
  ]);
  const drawSvg = await loadSvgRenderer(measure);
  const font = { loadSystemFonts: false, fontFiles: [...files], defaultFontFamily: FONT_FAMILY };
  return async (chart, format) => {
    const plan = buildChartOption(chart, format, CHART_WIDTH, measure);
    // On another thread: the bot answers while it draws.
    const picture = await renderAsync(drawSvg(plan), {
      fitTo: { mode: "zoom", value: ZOOM },
      font,
    });
    return { png: picture.asPng(), width: plan.width, height: plan.height };
  };
}
