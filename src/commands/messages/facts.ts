import type { Dispatch, MailFacts, SkippedRecipient } from "../../dispatch/dispatch.ts";
import {
  type Block,
  clip,
  clipMarkup,
  escapeMarkup,
  markup,
  mention,
  plain,
  SHARES,
} from "../text.ts";
import { buildForecast } from "./forecast.ts";
import { describeFileSize, describeMailSize } from "./size.ts";

/** To whom it goes, what comes with it, how old the data is, who asked. */
export function buildFacts(dispatch: Dispatch): Block[] {
  const { summary, requestedBy } = dispatch;
  const basis = clipMarkup(escapeMarkup(summary.basis), SHARES.basis);
  const asked = `${basis} · asked for by ${mention(requestedBy.userId)}`;
  const mail = describeMail(dispatch.mail);
  return [
    { type: "context", elements: [plain(describeRecipients(dispatch), SHARES.recipients)] },
    ...(mail === "" ? [] : [{ type: "context" as const, elements: [plain(mail, SHARES.mail)] }]),
    ...buildForecast(dispatch),
    { type: "context", elements: [markup(asked, SHARES.facts)] },
  ];
}

/** `For 5 people: Owner, Chief technology officer, …; one audit copy; not for Bookkeeper, who unsubscribed` */
function describeRecipients({ recipientNames, hasAuditCopy, skipped }: Dispatch): string {
  const people = recipientNames.length === 1 ? "1 person" : `${recipientNames.length} people`;
  const audit = hasAuditCopy ? "; one audit copy" : "";
  const rest = `${audit}${describeSkipped(skipped)}`;
  // Names are what may be cut: what stands behind them must not be lost.
  const names = clip(recipientNames.join(", "), SHARES.recipients - rest.length - FRAME);
  return `For ${people}: ${names}${rest}`;
}

/** Room for `For 1000000 people: `. */
const FRAME = 30;

function describeSkipped(skipped: readonly SkippedRecipient[]): string {
  if (skipped.length === 0) return "";
  const names = clip(skipped.map(({ name }) => name).join(", "), SHARES.skipped);
  return `; not for ${names}, who unsubscribed`;
}

/** More files than this are counted, not listed. */
const MOST_FILES = 5;

/** `3 attachments: cfo-2026-10.pdf 214 KB, …; mail 0.4 MB`; empty where there is nothing to say. */
function describeMail({ bytes, attachments, leftOut, envelope }: MailFacts): string {
  const files = attachments.map(
    ({ name, bytes }) => `${fileName(name)} ${describeFileSize(bytes)}`,
  );
  const count = files.length === 1 ? "1 attachment" : `${files.length} attachments`;
  const parts = [
    ...(envelope === "shared" ? ["One mail to all, who see each other's addresses"] : []),
    ...(files.length > 0 ? [`${count}: ${list(files)}; mail ${describeMailSize(bytes)}`] : []),
    ...(leftOut.length > 0 ? [`Left out: ${list(leftOut.map(fileName))}`] : []),
  ];
  return parts.join(" · ");
}

function list(files: readonly string[]): string {
  const more = files.length - MOST_FILES;
  return more > 0 ? `${files.slice(0, MOST_FILES).join(", ")} and ${more} more` : files.join(", ");
}

function fileName(name: string): string {
  return clip(name, SHARES.fileName);
}
