import type { Metric } from "../report.ts";

/** Metrics of which those without a value mean nothing: what is not known is neither good nor bad. */
export function settleMeanings(metrics: readonly Metric[]): readonly Metric[] {
  return metrics.map((metric) =>
    metric.value.kind === "missing" ? { ...metric, meaning: "neutral" } : metric,
  );
}
