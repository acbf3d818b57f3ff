import type { Value } from "../../reports/report.ts";
import type { ChartModel } from "./model.ts";

/** The sum of all series, by category. What is missing is left out; a sum of nothing is missing too. */
export function totalsOf({ categories, series }: ChartModel): readonly Value[] {
  return categories.map((_category, at) =>
    series
      .map(({ values }): Value => values[at] ?? { kind: "missing" })
      .reduce(add, { kind: "missing" }),
  );
}

function add(sum: Value, value: Value): Value {
  if (sum.kind === "missing") return value;
  if (sum.kind === "money" && value.kind === "money") {
    return { kind: "money", minor: sum.minor + value.minor };
  }
  if (sum.kind === "money-range" && value.kind === "money-range") {
    return { kind: "money-range", low: sum.low + value.low, high: sum.high + value.high };
  }
  if (sum.kind === "count" && value.kind === "count") {
    return { ...sum, value: sum.value + value.value };
  }
  if (sum.kind === "ratio" && value.kind === "ratio") {
    return { kind: "ratio", value: sum.value + value.value };
  }
  return sum;
}
