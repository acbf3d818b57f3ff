import type { types } from "@slack/bolt";
import type { DispatchWithDeliveries } from "../../dispatch/dispatcher.ts";
import { isTooLarge } from "../../dispatch/mail-size.ts";
import type { ReportDefinition } from "../../reports/definition.ts";
import { statusLine } from "../messages/status.ts";
import { COMMAND } from "../parse-command.ts";
import { type Block, clipMarkup, escapeMarkup, LIMITS, markup, plain, SHARES } from "../text.ts";

/** The tab for somebody who may see reports. */
export function buildHome(
  registry: readonly ReportDefinition[],
  latest: readonly DispatchWithDeliveries[],
): types.HomeView {
  return {
    type: "home",
    blocks: [
      { type: "header", text: plain("Reports", LIMITS.header) },
      {
        type: "section",
        text: markup(
          registry
            .map(({ id, description }) => `\`${COMMAND} ${id}\`  ${escapeMarkup(description)}`)
            .join("\n"),
        ),
      },
      { type: "header", text: plain("Latest", LIMITS.header) },
      ...buildHistory(latest),
    ],
  };
}

/** The tab for everybody else. */
export function buildClosedHome(reason: string): types.HomeView {
  return { type: "home", blocks: [{ type: "section", text: plain(reason) }] };
}

function buildHistory(latest: readonly DispatchWithDeliveries[]): Block[] {
  if (latest.length === 0) {
    const text = `Reports that were asked for stand here. Type ${COMMAND} in a channel to begin.`;
    return [{ type: "section", text: plain(text) }];
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
