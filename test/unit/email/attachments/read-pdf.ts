/** Reads a PDF back with an independent reader. */
import { getDocument, OPS } from "pdfjs-dist/legacy/build/pdf.mjs";

export interface ReadPage {
  /** Without white space: lines break where the page wants it. */
  readonly text: string;
  /** Points. */
  readonly width: number;
  readonly height: number;
  /** Right and lower ends of what is written, in points from the upper left corner. */
  readonly right: number;
  readonly bottom: number;
  /** Pictures on the page. */
  readonly pictures: number;
}

export interface ReadPdf {
  readonly pages: readonly ReadPage[];
  /** All pages, without white space. */
  readonly text: string;
  readonly title: unknown;
  readonly author: unknown;
  readonly language: unknown;
  readonly created: unknown;
  readonly showsTitle: boolean;
  readonly outline: readonly string[];
}

export function squash(text: string): string {
  return text.replace(/\s+/gu, "");
}

export async function readPdf(content: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: Uint8Array.from(content), verbosity: 0 });
  const document = await task.promise;
  const pages: ReadPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    pages.push(await readPage(await document.getPage(number)));
  }
  const { info } = await document.getMetadata();
  const facts = new Map(Object.entries(info));
  const preferences = new Map(Object.entries((await document.getViewerPreferences()) ?? {}));
  const outline = (await document.getOutline()) ?? [];
  await task.destroy();
  return {
    pages,
    text: pages.map(({ text }) => text).join(""),
    title: facts.get("Title"),
    author: facts.get("Author"),
    language: facts.get("Language"),
    created: facts.get("CreationDate"),
    showsTitle: preferences.get("DisplayDocTitle") === true,
    outline: outline.map(({ title }) => title),
  };
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>["promise"]>["getPage"]>>;

async function readPage(page: Page): Promise<ReadPage> {
  const { width, height } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const texts = items.flatMap((item) => ("str" in item && item.str.trim() !== "" ? [item] : []));
  const { fnArray } = await page.getOperatorList();
  return {
    text: squash(texts.map(({ str }) => str).join("")),
    width,
    height,
    right: Math.max(0, ...texts.map((item) => Number(item.transform[4]) + item.width)),
    bottom: Math.max(0, ...texts.map((item) => height - Number(item.transform[5]))),
    pictures: fnArray.filter((operation) => operation === OPS.paintImageXObject).length,
  };
}
