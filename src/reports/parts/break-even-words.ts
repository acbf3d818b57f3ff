import type { Formatter } from "../format.ts";
import type { BookSpan } from "./book-span.ts";
import { type Offer, unitWords } from "./offers.ts";

/**
 * How sales stand against break-even: `4 of the 6 charters that break even were sold`. Never says that a break-even
 * exists where none does, nor that nothing was sold where nobody counted, nor of a month in progress that no more will be.
 *
 * @param when Of what is sold: ` in Q3 2026`; empty where the sentence says so already.
 */
export function breakEvenWords(
  lead: Offer | undefined,
  span: Pick<BookSpan, "isFull"> | undefined,
  format: Formatter,
  when = "",
): string {
  if (lead === undefined) return "break-even is not known without prices and variable costs";
  const { margin, breakEven, needed, sold, item } = lead;
  if (margin <= 0) {
    const loses = margin === 0 ? "leaves nothing" : `loses ${format.money(-margin)}`;
    return `no number of ${item.units} breaks even, because each ${loses}`;
  }
  if (breakEven === undefined || needed === undefined) {
    return "break-even is not known without fixed costs";
  }
  if (breakEven === 0) return "there are no fixed costs that sales would have to cover";
  if (sold === undefined) return `break-even needs ${unitWords(lead, breakEven, format)} a month`;
  return soldWords({ lead, sold, needed, when }, span?.isFull !== false, format);
}

interface Sales {
  readonly lead: Offer;
  readonly sold: number;
  readonly needed: number;
  readonly when: string;
}

function soldWords(
  { lead, sold, needed, when }: Sales,
  isFull: boolean,
  format: Formatter,
): string {
  if (sold >= needed) {
    const does = needed === 1 ? "breaks" : "break";
    return `${unitWords(lead, sold, format)} ${wereSold(sold, isFull, when)}, ${format.count(needed)} ${does} even`;
  }
  if (needed === 1) {
    const was = isFull ? "was not sold" : "has not been sold so far";
    return `the one ${lead.item.unit} that breaks even${when} ${was}`;
  }
  const some = sold === 0 ? "none" : format.count(sold);
  return `${some} of the ${unitWords(lead, needed, format)} that break even${when} ${wereSold(sold, isFull)}`;
}

/** `were sold in Q3 2026`, `has been sold so far`: while days are to come, more may be. */
function wereSold(sold: number, isFull: boolean, when = ""): string {
  if (isFull) return `${sold === 1 ? "was" : "were"} sold${when}`;
  return `${sold === 1 ? "has" : "have"} been sold${when} so far`;
}
