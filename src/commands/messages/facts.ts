import type {
  Dispatch,
  MailFacts,
  ScheduledRun,
  SkippedRecipient,
} from "../../dispatch/dispatch.ts";
import { shortId } from "../../dispatch/short-id.ts";
import {
  type Block,
  clip,
  clipMarkup,
  day,
  escapeMarkup,
  markup,
  mention,
  moment,
  plain,
  SHARES,
} from "../text.ts";
import { buildForecast } from "./forecast.ts";
import { describeFileSize, describeMailSize } from "./size.ts";
import { SKIP_WORDS } from "./suppressions.ts";

/** To whom it goes, what comes with it, how old the data is, who asked, and what commands call it. */
export function buildFacts(dispatch: Dispatch): Block[] {
  const { summary, requestedBy, id } = dispatch;
  const basis = clipMarkup(escapeMarkup(summary.basis), SHARES.basis);
  const origin = `${describeOrigin(dispatch.scheduled)} ${mention(requestedBy.userId)}`;
  const name = ` · id \`${shortId(id)}\``;
  const asked = `${clipMarkup(`${basis} · ${origin}`, SHARES.facts - name.length)}${name}`;
  const mail = describeMail(dispatch.mail);
  return [
    { type: "context", elements: [markup(describeRecipients(dispatch), SHARES.recipients)] },
    ...(mail === "" ? [] : [{ type: "context" as const, elements: [plain(mail, SHARES.mail)] }]),
    ...buildForecast(dispatch),
    { type: "context", elements: [markup(asked, SHARES.facts)] },
  ];
}

/** Who asked follows. */
function describeOrigin(scheduled: ScheduledRun | undefined): string {
  if (scheduled === undefined) return "asked for by";
  const { dueAt, late = false } = scheduled;
  return `${late ? "late, " : ""}scheduled for ${moment(dueAt)} by`;
}

/** `For 5 people: Owner, Chief technology officer, …; one audit copy; not for Bookkeeper, who unsubscribed` */
function describeRecipients({ recipientNames, hasAuditCopy, skipped }: Dispatch): string {
  const people = recipientNames.length === 1 ? "1 person" : `${recipientNames.length} people`;
  const audit = hasAuditCopy ? "; one audit copy" : "";
  const rest = `${audit}${describeSkipped(skipped)}`;
  // Names are what may be cut: what stands behind them must not be lost.
  const room = SHARES.recipients - rest.length - FRAME;
  const names = clipMarkup(escapeMarkup(recipientNames.join(", ")), room);
  return `For ${people}: ${names}${rest}`;
}

/** Room for `For 1000000 people: `. */
const FRAME = 30;

/** `; not for Bookkeeper, who unsubscribed; Owner (bounced Oct 30): Chief executive instead`, as markup. */
function describeSkipped(skipped: readonly SkippedRecipient[]): string {
  const isPlain = ({ reason, instead }: SkippedRecipient) =>
    reason === "unsubscribed" && instead === undefined;
  const plainly = skipped.filter(isPlain).map(({ name }) => name);
  const others = skipped.filter((it) => !isPlain(it)).map(describeOne);
  const names = clipMarkup(escapeMarkup(plainly.join(", ")), SHARES.skipped);
  const rest = clipMarkup(others.join("; "), SHARES.skipped);
  return `${names === "" ? "" : `; not for ${names}, who unsubscribed`}${rest === "" ? "" : `; ${rest}`}`;
}

function describeOne({ name, reason, since, instead }: SkippedRecipient): string {
  const why = `${escapeMarkup(name)} (${SKIP_WORDS[reason]} ${day(since)})`;
  return instead === undefined ? `not for ${why}` : `${why}: ${escapeMarkup(instead)} instead`;
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
