/** The files of a workspace: asked for, received, completed, and some time later processed. */

import type { SlackIds } from "./ids.ts";

/** A file as it stands at one moment. */
export interface SlackFile {
  readonly id: string;
  readonly name: string;
  /** In bytes, as it was announced. */
  readonly length: number;
  readonly altText: string;
  readonly title: string;
  /** Empty until the file was processed, and then what its first bytes say. */
  readonly mimetype: string;
  readonly content?: Uint8Array;
  /** `files.completeUploadExternal` was called for it; before that it is nowhere. */
  readonly isCompleted: boolean;
  /** Where it was shared; without it only the bot has access to it. */
  readonly channel?: string;
}

/** All files, oldest first. */
export interface Files {
  /**
   * A file is processed by this call of `files.info` for it; the calls before show it without its type. Infinity
   * for never. Default 2.
   */
  readyAfter: number;
  /** A file that is going to be uploaded. */
  announce(file: Pick<SlackFile, "name" | "length" | "altText">): SlackFile;
  find(id: string): SlackFile | undefined;
  receive(id: string, content: Uint8Array): void;
  complete(id: string, where: Pick<SlackFile, "title" | "channel">): SlackFile;
  /** Somebody asks how a completed file is doing. */
  look(id: string): SlackFile;
  /** Processes everything that was completed, now. */
  process(): void;
  all(): readonly SlackFile[];
}

/** No files yet; `changed` is called after every change. */
export function createFiles(ids: SlackIds, changed: () => void): Files {
  const files = new Map<string, SlackFile>();
  const looks = new Map<string, number>();
  const set = (file: SlackFile) => {
    files.set(file.id, file);
    changed();
    return file;
  };
  const change = (id: string, more: Partial<SlackFile>) => {
    const file = files.get(id);
    if (file === undefined) throw new Error(`There is no file ${id}.`);
    return set({ ...file, ...more });
  };
  const process = (file: SlackFile) => set({ ...file, mimetype: typeOf(file.content) });
  return {
    readyAfter: 2,
    announce: (file) =>
      set({ ...file, id: ids.next("F"), title: "", mimetype: "", isCompleted: false }),
    find: (id) => files.get(id),
    receive: (id, content) => void change(id, { content }),
    complete: (id, where) => change(id, { ...where, isCompleted: true }),
    look(id) {
      const count = (looks.get(id) ?? 0) + 1;
      looks.set(id, count);
      const file = change(id, {});
      return count >= this.readyAfter ? process(file) : file;
    },
    process: () => [...files.values()].filter(({ isCompleted }) => isCompleted).forEach(process),
    all: () => [...files.values()],
  };
}

const SIGNATURES: readonly (readonly [string, string])[] = [
  ["image/png", "\u0089PNG\r\n\u001a\n"],
  ["image/jpeg", "\u00ff\u00d8\u00ff"],
  ["image/gif", "GIF8"],
];

function typeOf(content: Uint8Array = new Uint8Array()): string {
  const start = Buffer.from(content).toString("latin1", 0, 8);
  const known = SIGNATURES.find(([, signature]) => start.startsWith(signature));
  return known?.[0] ?? "application/octet-stream";
}
