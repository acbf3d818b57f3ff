import { type CellFormats, createCellFormats } from "./csv/cell-formats.ts";
import type { AmountFormat } from "./csv/number-format.ts";
import type { MappingOf } from "./file-mappings.ts";
import type { IsoDate } from "./portfolio.ts";
import type { FileMapping } from "./schema/file-mapping.ts";

/** What is needed to read any CSV file of a portfolio. */
export interface TableContext {
  /** The portfolio's folder. */
  readonly dir: string;
  readonly mappingOf: MappingOf;
  readonly money: Omit<AmountFormat, "numbers">;
  /** Ids of all entities. */
  readonly entities: readonly string[];
  /** Nothing later can have been known. */
  readonly today: IsoDate;
}

/** How the values of a file are read. */
export function formatsOf({ dates, numbers }: FileMapping, { money }: TableContext): CellFormats {
  return createCellFormats(dates, { ...money, numbers });
}
