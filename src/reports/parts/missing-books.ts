import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import type { MissingFact } from "../report.ts";
import type { Books } from "./books.ts";
import type { MonthFormat } from "./month-format.ts";
import { monthRuns, rangeOf } from "./month-words.ts";
import { whereFrom } from "./sources.ts";

/** What the ledger does not hold and the report would need. */
export function missingBooks(books: Books, format: MonthFormat): readonly MissingFact[] {
  if (books.latest === undefined) {
    return [
      {
        what: "Revenue and expense by month",
        from: "the bank's or the bookkeeper's export, one row per posting",
        where: "ledger/*.csv (date, entity, account, amount) and ledger/accounts.yml",
      },
    ];
  }
  return [...missingMonths(books, format), ...missingEntities(books, format)];
}

function missingMonths({ gaps }: Books, format: MonthFormat): readonly MissingFact[] {
  return monthRuns(gaps).map((run) => ({
    what: `Postings of ${rangeOf(...endsOf(run), format)}`,
    from: run.length === 1 ? "the month's ledger export" : "the ledger exports of these months",
    where: filesOf(run),
  }));
}

/** Whose postings are not there in months that others posted in. */
function missingEntities({ partial }: Books, format: MonthFormat): readonly MissingFact[] {
  const lacking = new Set(partial.flatMap((each) => each.lacking));
  return [...lacking].flatMap((entity) => {
    const months = partial.filter((each) => each.lacking.includes(entity));
    return monthRuns(months.map(({ month }) => month)).map((run) =>
      missingRun(entity, run, format),
    );
  });
}

/** @param run Months that follow each other. */
function missingRun(entity: Entity, run: readonly IsoMonth[], format: MonthFormat): MissingFact {
  const what = `Postings of ${entity.name} in ${rangeOf(...endsOf(run), format)}`;
  const from = "its ledger export; where nothing was posted, a posting of 0";
  return { what, from, where: `${filesOf(run)}; or ${whereFrom(entity, "closed")}` };
}

/** `ledger/2026-08.csv`, `ledger/2026-03.csv to ledger/2026-04.csv` */
function filesOf(run: readonly IsoMonth[]): string {
  return [...new Set(endsOf(run))].map((month) => `ledger/${month}.csv`).join(" to ");
}

function endsOf(run: readonly IsoMonth[]): readonly [IsoMonth, IsoMonth] {
  return [run[0] ?? "", run.at(-1) ?? ""];
}
