import type { Dispatch } from "../../dispatch/dispatch.ts";
import { type Block, plain, SHARES } from "../text.ts";

/** The sender's note as it stands in the mail: whoever approves, approves it too. */
export function buildNote({ choices: { note } }: Dispatch): Block[] {
  if (note === undefined) return [];
  return [
    { type: "context", elements: [plain("Note from the sender, at the top of the mail")] },
    { type: "section", text: plain(note, SHARES.note) },
  ];
}
