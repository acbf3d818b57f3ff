import type { Parking } from "../../dispatch/dispatch.ts";

/** `waits for today's quota until about 14:00`, as markup. */
export function describeWait({ because, until }: Parking): string {
  const about = until === undefined ? "" : ` until about ${clockTime(until)}`;
  return `${WAITS_FOR[because]}${about}`;
}

const WAITS_FOR: Readonly<Record<Parking["because"], string>> = {
  quota: "waits for today's quota",
  paused: "waits: the mail account is paused",
  sender: "waits: the sender is not verified",
};

/** In the reader's own time zone; where that cannot be, in UTC (docs.slack.dev/messaging/formatting-message-text#date-formatting). */
function clockTime(iso: string): string {
  const at = new Date(iso);
  const fallback = `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}|${fallback}>`;
}
