import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Envelope, RenderedMail } from "../dispatch/artifact.ts";
import { composeMime } from "../email/compose-mime.ts";
import { clearOwnFiles } from "./own-folder.ts";

export interface WriteMailOptions {
  readonly mail: RenderedMail;
  readonly envelope: Envelope;
  /** The `Date` header. */
  readonly date: Date;
  /** Folder; made if it is missing. */
  readonly out: string;
  /** What the files are called, e.g. `cfo`. */
  readonly name: string;
}

/**
 * Writes a mail as files: `cfo.html`, which opens in a browser, `cfo.txt`, `cfo.eml`, which opens in a mail client,
 * and in the folder `cfo-files` its pictures and attachments. Of what is there it replaces these, and takes away what it
 * wrote to that folder before; nothing else is touched.
 *
 * @returns The paths of all files, in that order.
 */
export async function writeMail(options: WriteMailOptions): Promise<readonly string[]> {
  const { mail, envelope, date, out, name } = options;
  const { from, recipients: to } = envelope;
  const tags = { dispatch: name, delivery: name };
  const unsubscribe = { what: mail.subject };
  const folder = `${name}-files`;
  const parts = [...mail.images, ...mail.attachments];
  const files = [
    [`${name}.html`, withPicturesBeside(mail, folder)],
    [`${name}.txt`, mail.text],
    [`${name}.eml`, await composeMime({ from, to, mail, unsubscribe, tags }, date)],
    ...parts.map((file) => [join(folder, file.name), file.content] as const),
  ] as const;
  await clearOwnFiles(
    join(out, folder),
    parts.map((file) => file.name),
  );
  for (const [file, content] of files) await writeFile(join(out, file), content);
  return files.map(([file]) => join(out, file));
}

/** A browser knows no `cid:`. */
export function withPicturesBeside({ html, images }: RenderedMail, folder: string): string {
  return images.reduce(
    (shown, { cid, name }) => shown.replaceAll(`cid:${cid}`, `${folder}/${name}`),
    html,
  );
}
