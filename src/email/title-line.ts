import type { BlockTitle } from "../reports/report.ts";
import { cleanLine } from "./plain.ts";

/** The three-part title of a chart or table: who · what in which unit · when. */
export function titleLine({ who, what, when }: BlockTitle): string {
  return [who, what, when]
    .map((part) => cleanLine(part, 120))
    .filter((part) => part !== "")
    .join(" · ");
}
