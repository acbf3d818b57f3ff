import type { Loaded } from "./check.ts";
import { currencyMarks } from "./csv/number-format.ts";
import { loadFileMappings } from "./file-mappings.ts";
import { loadHandoffs } from "./load-handoffs.ts";
import { loadLedger } from "./load-ledger.ts";
import { loadTable } from "./load-tables.ts";
import type { Portfolio, Settings } from "./portfolio.ts";
import { minorDigitsOf } from "./schema/money.ts";
import type { TableContext } from "./table-context.ts";
import { invoices } from "./tables/invoices.ts";
import { jobs } from "./tables/jobs.ts";
import { rentRoll } from "./tables/rent-roll.ts";
import { todayOf } from "./today.ts";

/** What grows by the day: the ledger, the tables, the notes. */
type Records = Pick<Portfolio, "ledger" | "invoices" | "lettings" | "jobs" | "handoffs">;

export interface RecordsOptions {
  /** The portfolio's folder. */
  readonly dir: string;
  /** Undefined while `settings.yml` is faulty: amounts and days cannot be read then, notes can. */
  readonly settings: Settings | undefined;
  /** Ids of all entities. */
  readonly entities: readonly string[];
  readonly now: Date;
}

/** Reads everything beside `settings.yml` and the entities. All of it may be missing. */
export async function loadRecords(options: RecordsOptions): Promise<Loaded<Records>> {
  const { dir, settings, entities, now } = options;
  const handoffs = await loadHandoffs(dir, entities);
  const notes = handoffs.value && { handoffs: handoffs.value };
  const mappings = await loadFileMappings(dir, entities);
  const faults = [...handoffs.faults, ...mappings.faults];
  if (settings === undefined || mappings.value === undefined)
    return { value: { ...notes }, faults };

  const { currency, locale } = settings;
  const money = { minorDigits: minorDigitsOf(currency), marks: currencyMarks(currency, locale) };
  const today = todayOf(settings, now);
  const books = await loadBooks({ dir, mappingOf: mappings.value, money, entities, today });
  return { value: { ...books.value, ...notes }, faults: [...faults, ...books.faults] };
}

/** One after the other, so that memory is that of the largest. */
async function loadBooks(context: TableContext): Promise<Loaded<Records>> {
  const ledger = await loadLedger(context);
  const billed = await loadTable(invoices, context);
  const rented = await loadTable(rentRoll, context);
  const hauled = await loadTable(jobs, context);
  const value = {
    ...(ledger.value && { ledger: ledger.value }),
    ...(billed.value && { invoices: billed.value }),
    ...(rented.value && { lettings: rented.value }),
    ...(hauled.value && { jobs: hauled.value }),
  };
  return { value, faults: [ledger, billed, rented, hauled].flatMap(({ faults }) => faults) };
}
