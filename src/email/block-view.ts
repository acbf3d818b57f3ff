import type { Formatter } from "../reports/format.ts";
import { CALLOUT_WORDS, MEANING_SIGNS, MEANING_WORDS } from "../reports/meaning.ts";
import type { Block, ListBlock, ListItem } from "../reports/report.ts";
import { buildChart } from "./chart-view.ts";
import type { BlockSetting } from "./mail-setting.ts";
import type { BlockView, ListView } from "./mail-view.ts";
import { cleanLine, TEXT_LIMIT, toParagraphs } from "./plain.ts";
import { shorten } from "./shorten.ts";
import { buildTable } from "./table-view.ts";

const EMPTY_BLOCK: BlockView = {
  paragraphs: null,
  callout: null,
  list: null,
  table: null,
  chart: null,
};

/** One block of a section. */
export function buildBlock(block: Block, format: Formatter, setting: BlockSetting): BlockView {
  switch (block.kind) {
    case "text":
      return { ...EMPTY_BLOCK, paragraphs: toParagraphs(block.text) };
    case "callout":
      return {
        ...EMPTY_BLOCK,
        callout: {
          meaning: block.meaning,
          word: CALLOUT_WORDS[block.meaning],
          message: cleanLine(block.text, TEXT_LIMIT),
        },
      };
    case "list":
      return { ...EMPTY_BLOCK, list: buildList(block, setting.limit) };
    case "table":
      return {
        ...EMPTY_BLOCK,
        table: buildTable(block, format, { limit: setting.limit, rest: setting.restOf(block) }),
      };
    case "chart":
      return { ...EMPTY_BLOCK, chart: buildChart(block, format, setting) };
  }
}

function buildList({ ranked, items }: ListBlock, limit: number): ListView {
  const { shown, more } = shorten(items, limit, "item");
  return {
    more,
    items: shown.map((item, index) => buildItem(item, ranked ? index + 1 : undefined)),
  };
}

function buildItem(item: ListItem, rank: number | undefined): ListView["items"][number] {
  const { title, detail = "", tags = [], meaning = "neutral" } = item;
  // A rank takes the place of the sign, so the meaning has to be said in a word unless a tag says more.
  const word = rank === undefined ? "" : MEANING_WORDS[meaning];
  const labels = tags.length > 0 ? tags : [word];
  return {
    mark: rank === undefined ? MEANING_SIGNS[meaning] || "•" : `${rank}`,
    meaning,
    title: cleanLine(title),
    tags: labels.map((label) => cleanLine(label, 60)).join(" · "),
    detail: cleanLine(detail, TEXT_LIMIT),
  };
}
