import type { ViewOutput } from "@slack/bolt";
import { z } from "zod";
import { blockOf, type Question } from "./ids.ts";

const options = z.array(z.object({ value: z.string() })).default([]);
const asked = z.object({
  element: z.object({ options, option_groups: z.array(z.object({ options })).default([]) }),
});

/**
 * What a question offers in a form that Slack hands back, by value. This was seen; what would be drawn now need not be
 * the same.
 *
 * @returns Undefined where the form does not ask it.
 */
export function listedIn(
  blocks: ViewOutput["blocks"],
  question: Question,
  report: string,
): readonly string[] | undefined {
  const id = blockOf(question, report);
  const { data } = asked.safeParse(blocks.find(({ block_id }) => block_id === id));
  if (data === undefined) return undefined;
  const { element } = data;
  return [element, ...element.option_groups].flatMap((it) => it.options.map(({ value }) => value));
}
