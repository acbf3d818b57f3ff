import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { LRUCache } from "lru-cache";
import type { RenderedMail } from "../dispatch/artifact.ts";
import type { RenderMail } from "../dispatch/mail-ports.ts";

/** Room for a handful of the largest mails that SES takes, and for dozens of ordinary ones; in bytes. */
const ROOM = 32 * 1024 * 1024;

type Input = Parameters<RenderMail>;

interface Entry {
  readonly input: Input;
  readonly mail: RenderedMail;
}

/**
 * A renderer that keeps what it has rendered last. An approval works the whole report out once more to see whether
 * something has changed; rendering is pure, so that the same report need not be set and printed again for it.
 *
 * Whoever gets a mail must not change it: the next one gets the same object.
 *
 * @example const renderMail = rememberMails(createMailRenderer(options));
 */
export function rememberMails(render: RenderMail): RenderMail {
  const entries = new LRUCache<string, Entry>({
    maxSize: ROOM,
    sizeCalculation: ({ mail }, key) => sizeOf(mail) + key.length,
  });
  return async (...input) => {
    const key = keyOf(input);
    const known = entries.get(key);
    // The key leaves out the logo and what JSON cannot say; only the same input in every part gives the same mail.
    if (known !== undefined && isDeepStrictEqual(known.input, input)) return known.mail;
    const mail = await render(...input);
    entries.set(key, { input, mail });
    return mail;
  };
}

function keyOf([report, { brand, ...rest }]: Input): string {
  // The logo's bytes would be the longest part of it.
  const text = JSON.stringify([report, { ...rest, name: brand.name, color: brand.color }]);
  return createHash("sha256").update(text).digest("hex");
}

/** In bytes, about. */
function sizeOf({ html, text, images, attachments }: RenderedMail): number {
  const files = [...images, ...attachments].map(({ content }) => content.byteLength);
  return files.reduce((sum, size) => sum + size, 2 * (html.length + text.length));
}
