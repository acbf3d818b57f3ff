import type { Parking } from "../../dispatch/dispatch.ts";
import { moment } from "../text.ts";

/** `waits for today's quota until about 14:00`, as markup. */
export function describeWait({ because, until }: Parking): string {
  const about = until === undefined ? "" : ` until about ${moment(until)}`;
  return `${WAITS_FOR[because]}${about}`;
}

const WAITS_FOR: Readonly<Record<Parking["because"], string>> = {
  quota: "waits for today's quota",
  paused: "waits: the mail account is paused",
  sender: "waits: the sender is not verified",
};
