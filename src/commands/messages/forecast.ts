import type { Dispatch, Forecast } from "../../dispatch/dispatch.ts";
import { type Block, plain, SHARES } from "../text.ts";

/** What sending will take and what is worth knowing about it, while somebody still has to decide. */
export function buildForecast({ state, forecast }: Dispatch): Block[] {
  if (state !== "awaiting_approval" || forecast === undefined) return [];
  return [
    { type: "context", elements: [plain(describeForecast(forecast), SHARES.forecast)] },
    ...(forecast.problem === undefined
      ? []
      : [{ type: "section" as const, text: plain(forecast.problem, SHARES.forecastProblem) }]),
  ];
}

/** `About 1 s to send, and 6 of the 50,000 left of today's quota · Mails are not signed …` */
function describeForecast({ recipients, leftToday, seconds, notes }: Forecast): string {
  const left = leftToday === undefined ? "" : ` of the ${count(leftToday)} left of today's quota`;
  const quota = left === "" ? "" : `, and ${count(recipients)}${left}`;
  return [`About ${describeDuration(seconds)} to send${quota}`, ...notes].join(" · ");
}

function describeDuration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
