/** The parts of the digest that are good to know. */
import type {
  Digest,
  MovedFigure,
  OverdueItem,
  PlannedRun,
  SentReport,
} from "../../digest/digest.ts";
import { figureWords, lateWords } from "../../digest/words.ts";
import { MEANING_WORDS } from "../../reports/meaning.ts";
import { withTrend } from "../../reports/trend.ts";
import { type Block, clip, clipMarkup, escapeMarkup, markup, moment, plain } from "../text.ts";

const MOST = { sent: 6, moved: 5, overdue: 5, planned: 4 } as const;
const SHARE = { name: 110, title: 110, owner: 60, label: 40, value: 30, words: 60 } as const;

/** Data inside markup, cut first: there may be far more of it than is shown. */
export const share = (text: string, limit: number) =>
  clipMarkup(escapeMarkup(clip(text, limit)), limit);

export function buildSent({ sent, span }: Pick<Digest, "sent" | "span">): Block[] {
  return list(`Sent ${span}`, sent, sentLine, MOST.sent);
}

function sentLine({ name, recipients, figures }: SentReport): string {
  return `*${share(name, SHARE.name)}* to ${recipients}: ${figureWords(figures)}`;
}

export function buildMoved({ moved }: Pick<Digest, "moved">): Block[] {
  return list("Moved most", moved, movedLine, MOST.moved);
}

function movedLine({ report, label, value, trend, words, meaning }: MovedFigure): string {
  const verdict = MEANING_WORDS[meaning];
  const end = verdict === "" ? "" : ` · ${verdict.toLowerCase()}`;
  return `${share(label, SHARE.label)} *${share(value, SHARE.value)}* ${withTrend(trend, share(words, SHARE.words))} · ${share(report, SHARE.label)}${end}`;
}

export function buildOverdue({ overdue }: Pick<Digest, "overdue">): Block[] {
  return list("Overdue", overdue.items, overdueLine, MOST.overdue);
}

function overdueLine({ title, owner, days, keepsOpen }: OverdueItem): string {
  const end = keepsOpen === "" ? "" : ` · ${escapeMarkup(keepsOpen)}`;
  return `*${share(title, SHARE.title)}*\n     ${share(owner, SHARE.owner)} · ${lateWords(days)}${end}`;
}

export function buildPlanned({ planned }: Pick<Digest, "planned">): Block[] {
  return list("Planned for today", planned, plannedLine, MOST.planned);
}

function plannedLine({ name, at }: PlannedRun): string {
  return `${share(name, SHARE.name)} ${moment(at)}`;
}

/** A title and a line for each of the first items; how many more there are. Nothing for no items. */
export function list<Item>(
  title: string,
  items: readonly Item[],
  lineOf: (item: Item) => string,
  most: number,
): Block[] {
  if (items.length === 0) return [];
  const more = items.length - most;
  const shown = items.slice(0, most).map((item) => `• ${lineOf(item)}`);
  const rest = more > 0 ? [`and ${more} more`] : [];
  return [{ type: "section", text: markup([`*${title}*`, ...shown, ...rest].join("\n")) }];
}

/** A line about those that are cut; nothing where none is. */
export function andMore(count: number, one: string, many: string): Block[] {
  if (count <= 0) return [];
  const text = count === 1 ? `1 more ${one}` : `${count} more ${many}`;
  return [{ type: "context", elements: [plain(text)] }];
}
