import type { ChartBlock, Report, TableBlock } from "../reports/report.ts";
import { isCut } from "./shorten.ts";

/** Tables and charts of a report that a mail with this many rows does not show in full. */
export function cutBlocks(report: Report, limit: number): readonly (TableBlock | ChartBlock)[] {
  return report.sections
    .flatMap(({ blocks }) => blocks)
    .filter((block): block is TableBlock | ChartBlock => {
      if (block.kind === "table") return isCut(block.rows, limit);
      return block.kind === "chart" && isCut(block.categories, limit);
    });
}
