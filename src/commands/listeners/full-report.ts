import type { WebClient } from "@slack/web-api";
import type { Dispatch, MessageRef } from "../../dispatch/dispatch.ts";
import { afterAck } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildPdfHead, buildPdfNotice } from "../messages/elsewhere.ts";
import { isDirect } from "../messages/reminder.ts";
import { plain } from "../text.ts";

/** The button *Open full report* is a link: Slack tells of the click, and wants to hear that it was heard. */
export async function onOpenReport({ ack }: Pick<ButtonArguments, "ack">): Promise<void> {
  await ack();
}

/** Slack shows about so much of a file's title. */
const MOST_TITLE = 300;

/**
 * The button *Get the PDF*: puts the file into the thread below the message with the button. What only one person sees
 * has no thread: they are told where the file is.
 */
export function onGetPdf(deps: ListenerDependencies) {
  const { dispatcher, patiently } = deps;
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, value: dispatchId } = readClick({ body, action });
    await afterAck({ userId: requester.userId, client, respond }, deps, async (answer) => {
      const { dispatch, file } = await dispatcher.getPdf(dispatchId, requester);
      const { title, period } = dispatch.summary;
      const here = threadOf(body);
      const thread = here ?? (await threadElsewhere(dispatch, requester.userId, client, deps));
      await patiently(() =>
        upload(client, thread, {
          file: Buffer.from(file.content),
          filename: file.name,
          title: plain(`${title}, ${period}`, MOST_TITLE).text,
        }),
      );
      if (here === undefined) await answer(buildPdfNotice(thread));
    });
  };
}

interface Upload {
  readonly file: Buffer;
  readonly filename: string;
  readonly title: string;
}

async function upload(client: WebClient, thread: MessageRef, file: Upload): Promise<void> {
  await client.filesUploadV2({ ...file, channel_id: thread.channel, thread_ts: thread.ts });
}

/** Below the preview, or, where that stands before one person alone, below a message to whoever pressed. */
async function threadElsewhere(
  dispatch: Dispatch,
  userId: string,
  client: WebClient,
  { patiently }: ListenerDependencies,
): Promise<MessageRef> {
  const { preview } = dispatch;
  if (preview !== undefined && !isDirect(preview)) return preview;
  const message = { channel: userId, ...buildPdfHead(dispatch) };
  const posted = await patiently(() => client.chat.postMessage(message));
  return { channel: posted.channel ?? userId, ts: posted.ts ?? "" };
}

/** Where the button was pressed; what only one person sees has no thread. */
function threadOf({ container, message }: ButtonArguments["body"]): MessageRef | undefined {
  const { channel_id: channel, message_ts: ts, is_ephemeral: isEphemeral } = container;
  if (isEphemeral === true || typeof channel !== "string" || typeof ts !== "string") {
    return undefined;
  }
  const parent: unknown = message?.["thread_ts"];
  return { channel, ts: typeof parent === "string" ? parent : ts };
}
