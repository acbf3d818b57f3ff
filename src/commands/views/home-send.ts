import type { types } from "@slack/bolt";
import type { SendChoice } from "../../digest/home.ts";
import { statusLine } from "../messages/status.ts";
import {
  type Block,
  channelLink,
  clip,
  clipMarkup,
  escapeMarkup,
  LIMITS,
  markup,
  moment,
  plain,
  SHARES,
} from "../text.ts";

export const CHOOSE_REPORT_ACTION = "home_choose_report";
export const SEND_NOW_ACTION = "home_send_now";

const OPTION_TEXT = 75;
const RECIPIENTS = 600;

/**
 * Choose a report, see when it went out last and who gets it, and ask for it.
 *
 * @param isMain Whether this is what the tab is about now: only one button has a colour.
 */
export function buildSend(send: SendChoice | undefined, isMain: boolean): Block[] {
  if (send === undefined) return [];
  const options = send.reports.map(
    ({ id, title }): types.PlainTextOption => ({
      text: plain(title, OPTION_TEXT),
      value: id,
    }),
  );
  const initial = options.find(({ value }) => value === send.chosen);
  return [
    { type: "header", text: plain("Send a report", LIMITS.header) },
    {
      type: "section",
      // A block with another id forgets what was chosen in it before.
      block_id: `choose_${send.chosen}`,
      text: markup(describeChosen(send), SHARES.headline),
      accessory: {
        type: "static_select",
        action_id: CHOOSE_REPORT_ACTION,
        placeholder: plain("Choose a report", OPTION_TEXT),
        options,
        ...(initial && { initial_option: initial }),
      },
    },
    { type: "section", text: markup(`${describeLast(send)}\n${describeRecipients(send)}`) },
    {
      type: "actions",
      elements: [
        {
          type: "button",
          action_id: SEND_NOW_ACTION,
          text: plain("Send now", LIMITS.buttonText),
          value: send.chosen,
          ...(isMain && { style: "primary" as const }),
          accessibility_label: clip(`Send now: ${send.chosen}`, LIMITS.buttonText),
        },
      ],
    },
    {
      type: "context",
      elements: [
        markup(
          `The preview appears in ${channelLink(send.channel)}. Nothing goes out before it is approved.`,
        ),
      ],
    },
  ];
}

function describeChosen({ reports, chosen, description }: SendChoice): string {
  const { title = chosen } = reports.find(({ id }) => id === chosen) ?? {};
  const name = clipMarkup(escapeMarkup(clip(title, SHARES.title)), SHARES.title);
  return `*${name}* · ${escapeMarkup(clip(description, SHARES.figureNote))}`;
}

function describeLast({ last }: SendChoice): string {
  if (last === undefined) return "*Last sent:* not lately";
  const { dispatch, deliveries } = last;
  const at = dispatch.announcedAt ?? dispatch.approval?.at ?? dispatch.generatedAt;
  const period = clipMarkup(escapeMarkup(dispatch.summary.period), SHARES.title);
  const status = clipMarkup(statusLine(dispatch, deliveries), SHARES.status);
  return `*Last sent:* ${moment(at)} · ${period} · ${status}`;
}

function describeRecipients({ recipients }: SendChoice): string {
  if (recipients.length === 0)
    return "*Goes to:* nobody yet; name people under audiences in settings.yml";
  const names = clipMarkup(escapeMarkup(clip(recipients.join(", "), RECIPIENTS)), RECIPIENTS);
  const people = recipients.length === 1 ? "1 person" : `${recipients.length} people`;
  return `*Goes to ${people}:* ${names}`;
}
