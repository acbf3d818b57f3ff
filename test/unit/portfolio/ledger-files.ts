import { formatFault } from "../../../src/errors.ts";
import type { Ledger } from "../../../src/portfolio/ledger.ts";
import { faultsOf, load, valid } from "./portfolio-files.ts";

/** The names of the columns, as a ledger has them without a mapping. */
export const HEADER = "date,entity,account,amount,counterparty,memo\n";

export const accounts = `as_of: 2026-10-01
accounts:
  - { id: 4100, name: Sales, type: revenue }
  - { id: "6100", name: Rent, type: operating_expense, category: Premises }
`;

/** A mapping of all the ledger's files. */
export const mapping = (fields: string) => ({
  "ledger/mapping.yml": `files:\n  - file: ledger/*.csv\n${fields.replace(/^/gm, "    ")}\n`,
});

/** The ledger of an otherwise valid portfolio. */
export async function ledgerOf(
  files: Readonly<Record<string, string>>,
): Promise<Ledger | undefined> {
  return (await load({ ...valid, ...files })).ledger;
}

/** `month entity account minor count` of every cell. */
export async function sumsOf(files: Readonly<Record<string, string>>) {
  const ledger = await ledgerOf(files);
  return ledger?.cells.map(({ month, entity, account, minor, count }) =>
    [month, entity, account, minor, count].join(" "),
  );
}

/** The faults of an otherwise valid portfolio, as people read them. */
export async function problemsOf(files: Readonly<Record<string, string | Uint8Array>>) {
  return (await faultsOf({ ...valid, ...files })).map(formatFault);
}
