/** What a message says, and whether Slack would take it. */

import { checkBlocks, countText } from "./blocks.ts";
import { createFaults } from "./faults.ts";
import { checkSlackFiles } from "./file-rules.ts";
import { asList, asString, isObject, type JsonObject } from "./json.ts";
import { LIMITS } from "./limits.ts";
import { refusalWithMessages, SlackRefusal } from "./refusal.ts";
import type { SlackMessage } from "./types.ts";
import type { Workspace } from "./workspace.ts";

/** The parts of a message that its writer chooses. */
export type Content = Pick<SlackMessage, "text" | "blocks" | "metadata">;

/**
 * Checks what the app wants to say.
 *
 * @param maxText characters of `text`: an update takes fewer than a new message
 * @throws SlackRefusal `no_text`, `msg_too_long`, `invalid_blocks`, `msg_blocks_too_long`, …
 */
export function readContent(
  workspace: Workspace,
  args: JsonObject,
  maxText: number = LIMITS.messageText,
): Content {
  const text = asString(args["text"]);
  const { blocks, metadata } = args;
  if (text.trim() === "" && asList(blocks).length === 0) throw new SlackRefusal("no_text");
  if (text.length > maxText) throw new SlackRefusal("msg_too_long");
  if (blocks !== undefined) refuseBadBlocks(workspace, blocks);
  return {
    text,
    blocks: workspace.ids.complete(blocks),
    ...(isObject(metadata) ? { metadata } : {}),
  };
}

function refuseBadBlocks({ files }: Workspace, blocks: unknown): void {
  if (!Array.isArray(blocks)) throw new SlackRefusal("invalid_blocks_format");
  const faults = createFaults();
  checkBlocks(faults, "/blocks", blocks, "message");
  checkSlackFiles(faults, "/blocks", blocks, files);
  if (faults.messages.length > 0) throw refusalWithMessages("invalid_blocks", faults.messages);
  if (countText(blocks) > LIMITS.messageBlocksText) throw new SlackRefusal("msg_blocks_too_long");
}
