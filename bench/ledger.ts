/**
 * Reads a ledger of a million rows as the bot does, and reports on it. Run with `npm run bench`.
 *
 * Prints how long reading took and how long it kept the process from doing anything else, how long composing all
 * reports took, the peak of its memory, and how long the second call took, which finds that nothing has changed.
 */
import { createWriteStream } from "node:fs";
import { cp, mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createPortfolioSource } from "../src/portfolio/source.ts";
import { composeReport } from "../src/reports/compose.ts";
import { REPORT_TYPES, REPORTS } from "../src/reports/registry.ts";

const ROWS = 1_000_000;
const ENTITIES = ["jada", "qos", "qdn", "dc"];
const ACCOUNTS = ["4100", "4200", "5100", "5200", "6100", "6110", "6300", "6400"];

/** Thirteen months, all entities, amounts of both signs, a memo with a comma. */
function* rows(): Generator<string> {
  yield "date,entity,account,amount,counterparty,memo\n";
  for (let row = 0; row < ROWS; row++) {
    const month = String((row % 12) + 1).padStart(2, "0");
    const day = String((row % 28) + 1).padStart(2, "0");
    const amount = ((row * 7919) % 200_000) - 100_000;
    const sign = amount < 0 ? "-" : "";
    const digits = String(Math.abs(amount)).padStart(3, "0");
    const money = `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
    const entity = ENTITIES[row % ENTITIES.length];
    const account = ACCOUNTS[(row >> 2) % ACCOUNTS.length];
    const year = row % 13 === 0 ? 2025 : 2026;
    yield `${year}-${month}-${day},${entity},${account},${money},Counterparty ${row % 500},"Order ${row}, paid"\n`;
  }
}

const dir = await mkdtemp(join(tmpdir(), "bench-"));
try {
  await cp("portfolio", dir, { recursive: true });
  await rm(join(dir, "ledger"), { recursive: true, force: true });
  await mkdir(join(dir, "ledger"));
  const file = join(dir, "ledger", "all.csv");
  await pipeline(Readable.from(rows()), createWriteStream(file));
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  const before = process.memoryUsage().rss;

  const source = createPortfolioSource(dir, { reportTypes: REPORT_TYPES });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const started = performance.now();
  const portfolio = await source.load();
  const { ledger } = portfolio;
  const loaded = performance.now();
  delay.disable();
  for (const definition of REPORTS) composeReport(definition, portfolio, new Date());
  const composed = performance.now();
  await source.load();
  const again = performance.now();

  // maxRSS is in kilobytes.
  const peak = process.resourceUsage().maxRSS * 1024;
  const lines = [
    // The sample pins a day, and the last of these postings are later.
    `rows        ${(ledger?.postings ?? 0) + (ledger?.later ?? 0)} in ${megabytes((await stat(file)).size)}, ${ledger?.cells.length} sums`,
    `first load  ${Math.round(loaded - started)} ms`,
    // Slack wants its answers within three seconds, also while a ledger is read.
    `pauses      ${Math.round(delay.percentile(99) / 1e6)} ms (99 %), ${Math.round(delay.max / 1e6)} ms at most`,
    `reports     ${Math.round(composed - loaded)} ms for all ${REPORTS.length}`,
    `again       ${(again - composed).toFixed(1)} ms, nothing changed`,
    `memory      ${megabytes(peak)} at the peak, ${megabytes(before)} before`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
} finally {
  await rm(dir, { recursive: true });
}
