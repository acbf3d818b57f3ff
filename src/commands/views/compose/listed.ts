import type { ViewOutput } from "@slack/bolt";
import { z } from "zod";
import type { Option } from "../../../dispatch/form/period-options.ts";
import { unescapeEntities } from "../../text.ts";
import { blockOf, type Question } from "./ids.ts";

const option = z
  .object({ text: z.object({ text: z.string() }), value: z.string() })
  // Slack hands texts back escaped (github.com/slackapi/bolt-python/issues/513).
  .transform(({ text, value }): Option => ({ value, label: unescapeEntities(text.text) }));
const options = z.array(option).default([]);
const asked = z.object({
  element: z.object({ options, option_groups: z.array(z.object({ options })).default([]) }),
});

/**
 * What a question offers in a form that Slack hands back. This was seen; what would be drawn now need not be
 * the same.
 *
 * @returns Undefined where the form does not ask it.
 */
export function listedIn(
  blocks: ViewOutput["blocks"],
  question: Question,
  report: string,
): readonly Option[] | undefined {
  const id = blockOf(question, report);
  const { data } = asked.safeParse(blocks.find(({ block_id }) => block_id === id));
  if (data === undefined) return undefined;
  const { element } = data;
  return [element, ...element.option_groups].flatMap((it) => it.options);
}
