import type { PortfolioFault } from "../errors.ts";
import { check, type Loaded } from "./check.ts";
import { copyFault, findCopies } from "./copies.ts";
import { readCell } from "./csv/cell-formats.ts";
import { columnName, hasColumn } from "./csv/header.ts";
import { readTable } from "./csv/table-reader.ts";
import { exists, listOptional, readYaml } from "./files.ts";
import { notKnown } from "./known.ts";
import type { Account, Ledger } from "./ledger.ts";
import { createLedgerSums, type LedgerSums } from "./ledger-sums.ts";
import { accountsSchema, isAccountId } from "./schema/accounts.ts";
import type { FileMapping } from "./schema/file-mapping.ts";
import { withSources } from "./sources.ts";
import { readSplitAmount } from "./split-amount.ts";
import { formatsOf, type TableContext } from "./table-context.ts";
import { parseYaml } from "./yaml-document.ts";

const FOLDER = "ledger";
const ACCOUNTS = `${FOLDER}/accounts.yml`;

/**
 * Reads `ledger/accounts.yml` and streams `ledger/*.csv` into sums by month, entity, account and file. One file after
 * the other, so that memory does not grow with their number.
 *
 * Columns: `date`, `entity`, `account`, and `amount` or `debit` and `credit` (money in is credit − debit); others are
 * passed over. An account may be empty or missing from the chart; how many are is for the reports to say.
 *
 * A file that is the same as another one is a fault: every figure would count its postings twice, and look plausible.
 *
 * Postings after today are checked like the others and left out of the sums: they have not happened yet.
 *
 * @returns No value without a single posting up to today.
 */
export async function loadLedger(context: TableContext): Promise<Loaded<Ledger>> {
  const chart = await loadAccounts(context.dir);
  const listing = await listOptional(context.dir, FOLDER, /\.csv$/i);
  const sums = createLedgerSums(context.today);
  const faults = [...chart.faults, ...listing.faults];
  const entityOf = (file: string) => context.mappingOf(file).entity ?? "";
  const copies = await findCopies(context.dir, listing.files, entityOf);
  for (const file of listing.files) {
    const original = copies.get(file);
    const read =
      original === undefined ? addFile(file, context, sums) : refuseCopy(file, original, context);
    faults.push(...(await read));
  }
  const total = sums.total();
  if (total === undefined || chart.value === undefined) return { faults };
  return { value: { accounts: chart.value, ...total }, faults };
}

/** Without the file no account is known, which is a state to report on and no fault. */
async function loadAccounts(dir: string): Promise<Loaded<readonly Account[]>> {
  if (!(await exists(dir, ACCOUNTS))) return { value: [], faults: [] };
  const { document, faults: found } = await readYaml(dir, ACCOUNTS, (file, text) =>
    parseYaml(file, text, isAccountId),
  );
  const faults: PortfolioFault[] = [...found];
  const chart = document && check(document, withSources(document), accountsSchema, faults);
  return chart === undefined ? { faults } : { value: chart.accounts, faults };
}

/** That a file is a copy is its only fault: the others are told of the original. Without a posting it does no harm. */
async function refuseCopy(
  file: string,
  original: string,
  context: TableContext,
): Promise<readonly PortfolioFault[]> {
  let postings = 0;
  const add = () => {
    postings += 1;
    return true;
  };
  const faults = await addFile(file, context, { add });
  return postings === 0 ? faults : [copyFault(file, original, "each posting would count twice")];
}

function addFile(
  file: string,
  context: TableContext,
  sums: Pick<LedgerSums, "add">,
): Promise<readonly PortfolioFault[]> {
  const { dir, entities } = context;
  const mapping = context.mappingOf(file);
  const { day, amount } = formatsOf(mapping, context);
  let isSplit = false;
  const keys = (names: readonly string[]) => {
    isSplit = isSplitIn(names, mapping);
    const money = isSplit ? ["debit", "credit"] : ["amount"];
    return ["date", ...(mapping.entity === undefined ? ["entity"] : []), "account", ...money];
  };
  return readTable({ dir, file, mapping, keys }, (row) => {
    const date = readCell(row, "date", day);
    const entity = mapping.entity ?? row.text("entity");
    const isKnown = entities.includes(entity);
    if (!isKnown) row.refuse("entity", notKnown(entity, "entity", entities));
    const minor = isSplit
      ? readSplitAmount(row, amount, mapping.amount?.negative)
      : readCell(row, "amount", amount);
    if (date === undefined || minor === undefined || !isKnown) return;
    const posting = { date, entity, account: row.text("account"), minor, file, line: row.line };
    if (!sums.add(posting))
      row.refuse(isSplit ? "credit" : "amount", "makes a sum beyond exactness");
  });
}

/** As mapped; else two columns if the file has those and no other. */
function isSplitIn(names: readonly string[], mapping: FileMapping): boolean {
  if (mapping.amount !== undefined) return mapping.amount.column === undefined;
  const has = (key: string) => hasColumn(names, columnName(key, mapping) ?? key);
  return !has("amount") && has("debit") && has("credit");
}
