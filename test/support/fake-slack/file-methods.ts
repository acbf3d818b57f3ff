/** The `files.*` methods that make an upload, and the address that takes the bytes. */

import type { Method } from "./chat-methods.ts";
import type { SlackFile } from "./files.ts";
import { asObjects, asOptionalString, asString, type JsonObject } from "./json.ts";
import { LIMITS } from "./limits.ts";
import { SlackRefusal } from "./refusal.ts";
import type { Workspace } from "./workspace.ts";

/** An address to upload to. Slack calls the description `alt_txt`, its own client for Node `alt_text`. */
export const getUploadUrlExternal: Method = (workspace, args) => {
  const name = asString(args["filename"]);
  const length = Number(args["length"]);
  const altText = asString(args["alt_txt"]) || asString(args["alt_text"]);
  if (name === "" || !(length > 0)) throw new SlackRefusal("missing_argument");
  if (altText.length > LIMITS.fileAltText) throw new SlackRefusal("alt_txt_too_large");
  const { id } = workspace.files.announce({ name, length, altText });
  return { ok: true, file_id: id, upload_url: `${workspace.origin}/upload/${id}` };
};

/** Makes files of what was uploaded; private to the bot unless a channel is named. */
export const completeUploadExternal: Method = (workspace, args) => {
  const channel = asOptionalString(args["channel_id"]);
  const wanted = asObjects(args["files"]);
  if (wanted.length === 0) throw new SlackRefusal("invalid_arguments");
  const files = wanted.map((one) => {
    const file = workspace.files.find(asString(one["id"]));
    if (file?.content === undefined) throw new SlackRefusal("file_not_found");
    const title = asString(one["title"]);
    return workspace.files.complete(file.id, { title, ...(channel !== undefined && { channel }) });
  });
  return { ok: true, files: files.map(fileJson) };
};

/** How a file is doing: without a type as long as it is not processed. */
export const filesInfo: Method = (workspace, args) => {
  const file = workspace.files.find(asString(args["file"]));
  if (file?.isCompleted !== true) throw new SlackRefusal("file_not_found");
  return { ok: true, file: fileJson(workspace.files.look(file.id)) };
};

/**
 * Takes the bytes, as they are or as a form. The address is the permission, so no token is asked for.
 *
 * @returns Whether a file with this id is waited for, and it is as long as was announced.
 */
export async function receiveUpload(
  { files }: Workspace,
  id: string,
  body: Buffer,
  contentType: string,
): Promise<boolean> {
  const file = files.find(id);
  if (file === undefined || file.isCompleted) return false;
  const content = contentType.startsWith("multipart/form-data")
    ? await firstFileOf(body, contentType)
    : body;
  if (content?.length !== file.length) return false;
  files.receive(id, content);
  return true;
}

async function firstFileOf(body: Buffer, contentType: string): Promise<Buffer | undefined> {
  const headers = { "content-type": contentType };
  const form = await new Response(new Uint8Array(body), { headers }).formData();
  const file = [...form.values()].find((value) => typeof value !== "string");
  return file === undefined ? undefined : Buffer.from(await file.arrayBuffer());
}

function fileJson({ id, name, title, length, mimetype, altText, channel }: SlackFile): JsonObject {
  return {
    id,
    name,
    title,
    mimetype,
    filetype: mimetype.split("/")[1] ?? "",
    size: length,
    is_public: false,
    channels: channel === undefined ? [] : [channel],
    ...(altText !== "" && { alt_txt: altText }),
  };
}
