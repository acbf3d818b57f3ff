/** What Slack checks about a file that an image in a message shows. */

import type { Faults } from "./faults.ts";
import type { Files } from "./files.ts";
import { isObject } from "./json.ts";

/** The kinds of file that blocks can show. */
const SHOWN = ["image/png", "image/jpeg", "image/gif"];

/** Finds every `slack_file` in some blocks: it must be there, processed by now, and a picture. */
export function checkSlackFiles(faults: Faults, at: string, value: unknown, files: Files): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      checkSlackFiles(faults, `${at}/${index}`, item, files);
    }
  }
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name !== "slack_file") checkSlackFiles(faults, `${at}/${name}`, inner, files);
    else if (isObject(inner) && !isShown(files, inner["id"])) {
      faults.add(`${at}/slack_file`, "invalid slack file");
    }
  }
}

function isShown(files: Files, id: unknown): boolean {
  // By `url` is not how this product does it; the fake knows no addresses of files.
  return typeof id === "string" && SHOWN.includes(files.find(id)?.mimetype ?? "");
}
