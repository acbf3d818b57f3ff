import type { FilesCompleteUploadExternalResponse, WebClient } from "@slack/web-api";
import type { Clock } from "../../clock.ts";
import type { InlineImage } from "../../dispatch/artifact.ts";
import type { PictureRef } from "../../dispatch/dispatch.ts";
import { PictureNotReadyError } from "../../errors.ts";
import type { Patiently } from "../call-slack.ts";
import { plain } from "../text.ts";

export interface UploadDependencies {
  readonly client: WebClient;
  readonly clock: Clock;
  readonly stopping: AbortSignal;
  readonly patiently: Patiently;
}

type Chart = Pick<InlineImage, "name" | "content" | "alt"> & { readonly title: string };

/** Slack takes descriptions of files up to this (docs.slack.dev/reference/methods/files.getUploadURLExternal). */
const MOST_ALT = 1000;

/** Slack's own for a title is not documented; this is what a message shows of one. */
const MOST_TITLE = 300;

/** Pauses between looks at an uploaded file, in milliseconds: about ten seconds together. */
const WAITS_MS = [250, 500, 1_000, 2_000, 2_000, 2_000, 2_000] as const;

/**
 * Uploads a chart, private to the bot: that is enough for a message of the bot's to show it to whoever sees the
 * message. Resolves once Slack has processed it; until then a message with it would be refused with `invalid_blocks`.
 *
 * An upload is repeated as a whole: a file that was not completed belongs to nobody, and Slack forgets it.
 *
 * @throws SlackError; PictureNotReadyError if Slack is not through with it after ten seconds.
 */
export async function uploadChart(
  { name, content, alt, title }: Chart,
  { client, clock, stopping, patiently }: UploadDependencies,
): Promise<PictureRef> {
  const { files } = await patiently(() =>
    client.filesUploadV2({
      file: Buffer.from(content),
      filename: name,
      title: plain(title, MOST_TITLE).text,
      alt_text: plain(alt, MOST_ALT).text,
    }),
  );
  const id = idOf(files);
  for (const waitMs of [...WAITS_MS, undefined]) {
    const { file } = await patiently(() => client.files.info({ file: id }));
    // A file has no type before it was processed.
    if (file?.mimetype) return { kind: "file", id };
    if (waitMs !== undefined) await clock.wait(waitMs, stopping);
  }
  throw new PictureNotReadyError(`Slack had not processed ${id} in time.`);
}

function idOf(completed: readonly FilesCompleteUploadExternalResponse[]): string {
  const id = completed[0]?.files?.[0]?.id;
  if (id === undefined) throw new PictureNotReadyError("Slack did not say which file it made.");
  return id;
}
