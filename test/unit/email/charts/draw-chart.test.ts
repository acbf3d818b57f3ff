import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import { createChartDrawer } from "../../../../src/email/charts/draw-chart.ts";
import type { ChartBlock } from "../../../../src/reports/report.ts";
import { runs } from "../../../support/runs.ts";
import { charts, compose } from "../../reports/sample.ts";
import {
  anyChart,
  chartOf,
  chartOfAmounts,
  format,
  hostileText,
  missing,
  money,
  months,
  series,
} from "./chart-samples.ts";
import { readPng } from "./read-png.ts";

const draw = createChartDrawer();
const run = promisify(execFile);
const Coverage = z.object({ result: z.array(z.object({ url: z.string() })) });
const root = join(import.meta.dirname, "../../../..");
const module = join(root, "src/email/charts/draw-chart.ts");

const revenue = chartOf(
  "columns",
  months(4),
  [
    series("Actual", "actual", money(28_965), money(25_471), money(22_754), missing),
    series("Target", "plan", money(33_600), money(33_600), money(32_600), money(44_200)),
  ],
  { better: "higher" },
);

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Runs a module in a new process, from the source. */
async function runModule(
  code: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const args = ["--import", "tsx", "--input-type=module", "--eval", code];
  const { stdout } = await run(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
  });
  return stdout.trim();
}

/** The addresses of all modules that V8 saw, by process. */
async function loadedFrom(coverage: string): Promise<readonly string[]> {
  const files = await readdir(coverage);
  const reports = await Promise.all(files.map((file) => readFile(join(coverage, file), "utf8")));
  return reports
    .flatMap((report) => Coverage.parse(JSON.parse(report)).result)
    .map(({ url }) => url);
}

it("is twice as large as it says, on white", async () => {
  const { png, width, height } = await draw(revenue, format);
  const pixels = readPng(png);
  expect([pixels.width, pixels.height]).toEqual([width * 2, height * 2]);
  expect(width).toBe(536);
  expect(pixels.at(pixels.width - 1, 0)).toEqual([255, 255, 255]);
});

it("draws the same bytes again, with another drawer, and in another process", {
  timeout: 60_000,
}, async () => {
  const first = await draw(revenue, format);
  // A chart between two others must not show in their names or numbers.
  await draw(chartOfAmounts("bars", 3, 2, 1), format);
  const hashes = [first, await draw(revenue, format), await createChartDrawer()(revenue, format)];
  const elsewhere = await runModule(`
    import { createHash } from "node:crypto";
    import { createChartDrawer } from ${JSON.stringify(module)};
    import { createFormatter } from ${JSON.stringify(join(root, "src/reports/format.ts"))};
    const format = createFormatter({ locale: "en-US", currency: "USD" });
    const { png } = await createChartDrawer()(${JSON.stringify(revenue)}, format);
    console.log(createHash("sha256").update(png).digest("hex"));
  `);
  expect(new Set([...hashes.map(({ png }) => sha256(png)), elsewhere])).toHaveLength(1);
});

it("loads the charting library and the renderer with the first chart only", {
  timeout: 60_000,
}, async () => {
  const coverage = await mkdtemp(join(tmpdir(), "charts-"));
  try {
    await runModule(`await import(${JSON.stringify(module)});`, { NODE_V8_COVERAGE: coverage });
    const urls = await loadedFrom(coverage);
    expect(urls.filter((url) => url.endsWith("charts/draw-chart.ts"))).toHaveLength(1);
    expect(urls.filter((url) => /node_modules\/(echarts|zrender|@resvg)\//u.test(url))).toEqual([]);
  } finally {
    await rm(coverage, { recursive: true });
  }
});

it.each(["bars", "columns", "line"] as const)("shows every value: %s", async (shape) => {
  const values = [4_120, 3_980, 2_050, 1_130];
  const pictures = [values, ...values.map((value, at) => values.with(at, value + 400))];
  const hashes = await Promise.all(
    pictures.map(async (units) =>
      sha256((await draw(chartOfAmounts(shape, ...units), format)).png),
    ),
  );
  expect(new Set(hashes)).toHaveLength(pictures.length);
});

/** Dark pixels on a line down through the middle of a column. */
async function heightOfColumn(chart: ChartBlock, at: number): Promise<number> {
  const { png, width, height } = await draw(chart, format);
  const { at: pixel } = readPng(png);
  const x = Math.round(((at + 0.5) / chart.categories.length) * width * 2);
  const isDark = (y: number) => (pixel(x, y)[0] ?? 255) < 0x30;
  let bottom = height * 2 - 1;
  while (bottom > 0 && !(isDark(bottom) && isDark(bottom - 4))) bottom -= 1;
  let top = bottom;
  while (top > 0 && isDark(top)) top -= 1;
  return bottom - top;
}

it("draws a larger value taller, in proportion, and twice everything the same", async () => {
  const chart = chartOfAmounts("columns", 1_000, 2_000, 4_000);
  const [small = 0, middle = 0, large = 0] = await Promise.all(
    [0, 1, 2].map((at) => heightOfColumn(chart, at)),
  );
  // Bars end on whole pixels of CSS, which are two of the file, and so does the line they stand on.
  expect(large).toBeGreaterThan(280);
  expect(Math.abs(middle - 2 * small)).toBeLessThanOrEqual(6);
  expect(Math.abs(large - 4 * small)).toBeLessThanOrEqual(12);
  const doubled = chartOfAmounts("columns", 2_000, 4_000, 8_000);
  expect(await heightOfColumn(doubled, 1)).toBe(middle);
});

it("draws any chart", { timeout: 60_000 }, async () => {
  const anyOne = anyChart(hostileText);
  await fc.assert(
    fc.asyncProperty(anyOne, async (chart) => {
      const { png, width, height } = await draw(chart, format);
      const header = Buffer.from(png);
      expect([header.readUInt32BE(16), header.readUInt32BE(20)]).toEqual([width * 2, height * 2]);
    }),
    runs(15, 1_000),
  );
});

it.each(["ceo", "cto", "cfo", "cmo", "rental", "logistics", "billing"])(
  "draws the charts of the sample's %s report",
  async (type) => {
    const found = charts(compose(type));
    expect(found.length).toBeGreaterThan(0);
    for (const chart of found) {
      const { height } = await draw(chart, format);
      expect(height).toBeGreaterThan(40);
    }
  },
);
