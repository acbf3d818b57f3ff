import type { Trend } from "./report.ts";

/** The trend as a sign before its words. Plain text characters: no client draws them as emoji. */
export const TREND_ARROWS: Readonly<Record<Trend, string>> = { up: "▲", down: "▼", same: "" };

/** `▲ 6% above September`; what stays the same needs no sign. */
export function withTrend(trend: Trend, words: string): string {
  return `${TREND_ARROWS[trend]} ${words}`.trim();
}

/** Which way a figure moved. Take both as they are shown, so that the arrow agrees with the words. */
export function trendOf(now: number, before: number): Trend {
  if (now === before) return "same";
  return now > before ? "up" : "down";
}
