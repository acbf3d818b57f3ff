import { z } from "zod";
import { mapping } from "./mapping.ts";
import { id, isoDate, scalar, text } from "./scalars.ts";

const title = scalar(
  "a heading after the front matter, such as # Handover",
  (input) => text.safeParse(input).data,
);

/** The front matter of a file under `handoffs/`, and the heading below it. */
export const handoffSchema = mapping({
  title,
  entity: id,
  date: isoDate,
  owner: text,
  decisions: z.array(text).default([]),
  open_items: z.array(text).default([]),
});
