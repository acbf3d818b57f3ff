import type { types } from "@slack/bolt";
import type { Home } from "../../digest/home.ts";
import type { DispatchWithDeliveries } from "../../dispatch/history.ts";
import { isTooLarge } from "../../dispatch/mail-size.ts";
import { statusLine } from "../messages/status.ts";
import { COMMAND } from "../parse-command.ts";
import { type Block, clipMarkup, escapeMarkup, LIMITS, markup, plain, SHARES } from "../text.ts";
import { buildHealth } from "./home-health.ts";
import { buildHomeSchedules } from "./home-schedules.ts";
import { buildSend } from "./home-send.ts";
import { buildHomeWaiting } from "./home-waiting.ts";

/** The tab for somebody who may see reports: what waits for them, then what they can do, then how things stand. */
export function buildHome(home: Home): types.HomeView {
  return {
    type: "home",
    blocks: [
      ...buildHomeWaiting(home),
      ...buildSend(home.send, home.toDecide.length === 0),
      title("Latest"),
      ...buildHistory(home),
      title("Schedules"),
      ...buildHomeSchedules(home.schedules, home.send !== undefined),
      title("Health"),
      ...buildHealth(home.health),
    ],
  };
}

/** The tab for everybody else. */
export function buildClosedHome(reason: string): types.HomeView {
  return { type: "home", blocks: [{ type: "section", text: plain(reason) }] };
}

function title(text: string): Block {
  return { type: "header", text: plain(text, LIMITS.header) };
}

function buildHistory({ latest, send }: Home): Block[] {
  if (latest.length === 0) {
    const how =
      send === undefined ? "" : ` Type ${COMMAND} in a channel, or press Send now, to begin.`;
    return [{ type: "section", text: plain(`Reports that were asked for stand here.${how}`) }];
  }
  return latest.map((entry) => ({ type: "section", text: markup(describe(entry)) }));
}

function describe({ dispatch, deliveries }: DispatchWithDeliveries): string {
  const { title, period, headline } = dispatch.summary;
  const waits = isTooLarge(dispatch) ? "Too large to be sent" : "Waits for approval";
  const status = statusLine(dispatch, deliveries) || waits;
  const share = (text: string, limit: number) => clipMarkup(escapeMarkup(text), limit);
  const name = `*${share(title, SHARES.title)}* · ${share(period, SHARES.title)}`;
  return `${name}\n${share(headline, SHARES.headline)}\n${clipMarkup(status, SHARES.status)}`;
}
