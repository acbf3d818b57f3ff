import type { Portfolio } from "../../portfolio/portfolio.ts";
import { composeReport } from "../../reports/compose.ts";
import type { ReportDefinition } from "../../reports/definition.ts";
import { createFormatter } from "../../reports/format.ts";
import type { Report, Value } from "../../reports/report.ts";
import type { MovedFigure } from "../digest.ts";

/** A reader remembers about as many. */
const MOST_MOVED = 5;

/**
 * The figures that moved most, over all reports, each against what its report compares it with: the month before, and
 * in a month in progress the same days of it, as most figures only grow over a month. A change is measured against the
 * mean of both values, so that it is between 0 and 200 % also where one of them is zero, and rises and falls count alike.
 *
 * A figure counts if its report compares it by itself: what it does not compare cannot be compared. One of books that end
 * long ago does not: it would stand there day after day.
 */
export function movedFigures(
  registry: readonly ReportDefinition[],
  portfolio: Portfolio,
  now: Date,
): readonly MovedFigure[] {
  const moves = registry.flatMap((definition) =>
    movesOf(composeReport(definition, portfolio, now)),
  );
  return withoutRepeats(moves.toSorted((one, other) => other.size - one.size))
    .slice(0, MOST_MOVED)
    .map(({ figure }) => figure);
}

interface Move {
  readonly figure: MovedFigure;
  readonly size: number;
}

function movesOf(report: Report): readonly Move[] {
  const format = createFormatter(report.format);
  return report.metrics.flatMap(({ label, value, meaning, change }) => {
    // What reads as unchanged has not moved, though the values may differ by less than is shown.
    if (change === undefined || change.isOld || change.trend === "same") return [];
    const { before, trend, words } = change;
    const size = changeBetween(value, before);
    if (size === 0) return [];
    const figure = {
      ...{ report: report.title, label, meaning, trend, words },
      ...{ value: format.figure(value), before: format.figure(before) },
    };
    return [{ figure, size }];
  });
}

/** @returns From 0 for none to 2. */
function changeBetween(now: Value, before: Value): number {
  const [one, other] = [numberOf(now), numberOf(before)];
  if (one === undefined || other === undefined || one === other) return 0;
  return Math.abs(one - other) / ((Math.abs(one) + Math.abs(other)) / 2);
}

function numberOf(value: Value): number | undefined {
  switch (value.kind) {
    case "money":
      return value.minor;
    case "money-range":
      return (value.low + value.high) / 2;
    case "count":
    case "ratio":
      return value.value;
    default:
      return undefined;
  }
}

/** Several reports show the same figure; the first of them stands for all. */
function withoutRepeats(moves: readonly Move[]): readonly Move[] {
  const key = ({ figure: { label, value, before } }: Move) =>
    JSON.stringify([label, value, before]);
  return moves.filter((move, index) => moves.findIndex((it) => key(it) === key(move)) === index);
}
