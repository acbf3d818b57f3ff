import type { ContentText, Size, TableCellProperties } from "pdfmake/interfaces.js";
import type { Roboto } from "../fonts/roboto.ts";
import type { PdfPage } from "./pdf-page.ts";
import type { Printable } from "./pdf-text.ts";

/** What every part of the document needs to know. */
export interface PdfContext {
  readonly page: PdfPage;
  readonly fonts: Roboto;
  readonly printable: Printable;
  /** The brand's colour for rules, `#rrggbb`. */
  readonly accent: string;
  /** The same for text, or ink where the brand's is too light to read. */
  readonly accentText: string;
}

/** A picture to be placed. */
export interface PlacedPicture {
  /** Its key in the document's images. */
  readonly key: string;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** A text as paragraph, as cell of a table, or as column beside others. */
export type PdfText = ContentText & TableCellProperties & { width?: Size };

/** Text as it is drawn. Whatever comes from data is shown through here. */
export function writeText(
  { printable }: Pick<PdfContext, "printable">,
  text: string,
  style: Omit<PdfText, "text"> = {},
): PdfText {
  return { ...style, text: printable(text) };
}
