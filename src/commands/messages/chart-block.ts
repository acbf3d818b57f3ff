import type { Dispatch, PictureRef, SummaryChart } from "../../dispatch/dispatch.ts";
import { type Block, clipMarkup, escapeMarkup, LIMITS, markup, plain, SHARES } from "../text.ts";

/** The report's chart as a picture; where there is none, what it says and its values. */
export function buildChart({
  summary: { chart },
  picture,
}: Pick<Dispatch, "summary" | "picture">): Block[] {
  if (chart === undefined) return [];
  return [picture === undefined ? buildValues(chart) : buildPicture(chart, picture)];
}

function buildPicture({ message, title }: SummaryChart, picture: PictureRef): Block {
  return {
    type: "image",
    ...(picture.kind === "file" ? { slack_file: { id: picture.id } } : { image_url: picture.url }),
    alt_text: plain(message, LIMITS.altText).text,
    title: plain(title, SHARES.chartTitle),
  };
}

function buildValues({ message, title, values }: SummaryChart): Block {
  const share = (text: string) => clipMarkup(escapeMarkup(text), SHARES.chartValue);
  const fields = values
    .slice(0, LIMITS.fieldsPerSection)
    .map(({ label, value }) => markup(`${share(label)}\n*${share(value)}*`, LIMITS.field));
  const text = [plain(message, SHARES.chartMessage), plain(title, SHARES.chartTitle)]
    .map((line) => line.text)
    .join("\n");
  return { type: "section", text: plain(text), ...(fields.length > 0 && { fields }) };
}
