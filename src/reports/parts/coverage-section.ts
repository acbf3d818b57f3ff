import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import type { LedgerCoverage, UnknownAccount } from "../formulas/ledger-coverage.ts";
import type { Action, Block, MissingFact, Section } from "../report.ts";
import { countWords } from "./count-words.ts";
import { count, money, text } from "./values.ts";
import { heading, listing, plural, sentence } from "./wording.ts";

/** `the chart of accounts covers 96% of the ledger`; what is not all of it never reads 100%. */
export function coverageWords(coverage: LedgerCoverage | undefined, format: Formatter): string {
  if (coverage?.byAmount === undefined) return "no ledger is on record";
  if (coverage.unknown.length === 0) return "the chart of accounts covers all of the ledger";
  return `the chart of accounts covers ${format.ratio(Math.min(coverage.byAmount, 0.99))} of the ledger`;
}

/** What the ledger uses and the chart does not know. */
export function coverageSection(
  { portfolio }: ComposeInput,
  coverage: LedgerCoverage | undefined,
  span: string,
  format: Formatter,
): Section {
  const finding = heading(coverageWords(coverage, format));
  if (coverage?.byAmount === undefined) {
    const hint =
      "Put a ledger export under ledger/ and the chart of accounts in ledger/accounts.yml.";
    return { heading: finding, blocks: [{ kind: "text", text: hint }] };
  }
  const { unknown, unused } = coverage;
  const { name, currency } = portfolio.settings;
  const blocks: Block[] = [];
  if (unknown.length > 0) {
    blocks.push({
      kind: "table",
      title: { who: name, what: "Accounts that the chart does not know", when: span },
      columns: [
        { label: "Account", align: "start" },
        { label: "Postings", align: "end" },
        { label: "Amount", unit: currency, align: "end" },
      ],
      rows: unknown.map((each) => ({
        cells: [text(accountName(each)), count(each.postings), money(each.amount)],
      })),
      total: [text("Total"), count(sum(unknown, "postings")), money(sum(unknown, "amount"))],
    });
  }
  const idle = unused.map((account) => `${account.name} (${account.id})`);
  blocks.push({
    kind: "text",
    text: sentence(
      unknown.length === 0
        ? "every posting is in an account of the chart"
        : "what stands in them is in no total of any report",
      idle.length === 0 ? "" : `no posting uses ${listing(idle)}`,
    ),
  });
  return { heading: finding, blocks };
}

export function coverageAction(
  coverage: LedgerCoverage | undefined,
  format: Formatter,
): readonly Action[] {
  const unknown = coverage?.unknown ?? [];
  if (unknown.length === 0) return [];
  const postings = countWords(sum(unknown, "postings"), format, "posting");
  const title = `Sort ${postings} in ${plural(unknown.length, "unknown account")} into the chart`;
  return [{ title, owner: "Bookkeeper", effect: "every total covers all of the ledger" }];
}

export function missingAccounts(coverage: LedgerCoverage | undefined): readonly MissingFact[] {
  return (coverage?.unknown ?? []).map((each) => {
    const { file, line } = each.cells[0]?.source ?? { file: "ledger/", line: 1 };
    return {
      what: `What account ${accountName(each)} is`,
      from: "the chart of accounts",
      where: `ledger/accounts.yml: accounts; first used at ${file} line ${line}`,
    };
  });
}

function accountName({ account }: UnknownAccount): string {
  return account.trim() === "" ? "(none given)" : account;
}

function sum(unknown: readonly UnknownAccount[], figure: "postings" | "amount"): number {
  return unknown.reduce((total, each) => total + each[figure], 0);
}
