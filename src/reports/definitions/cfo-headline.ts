import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { breakEvenWords } from "../parts/break-even-words.ts";
import { againstPlan, burnWords } from "../parts/burn-words.ts";
import { NO_ENTITIES } from "../parts/frame.ts";
import { createMonthFormat } from "../parts/month-format.ts";
import { sentence } from "../parts/wording.ts";
import type { CfoFacts } from "./cfo-summary.ts";

const HEADLINE_LIMIT = 110;

/** `Burn was $8,140 in October, 4% over plan; 4 of the 6 charters that break even were sold.` */
export function cfoHeadline(input: ComposeInput, facts: CfoFacts, format: Formatter): string {
  const { entities, books, offers } = facts;
  if (entities.length === 0) return NO_ENTITIES;
  const { latest, span } = books;
  if (latest === undefined || span === undefined) {
    return "Burn, runway and revenue are not known: the portfolio holds no ledger for this period yet.";
  }
  const burn = burnWords(span, format);
  const plan = againstPlan(input, span, format);
  const against = plan === "" ? burn : `${burn}, ${plan}`;
  // Old books must not read like today's.
  if (latest.month !== books.month) {
    const names = createMonthFormat(input.portfolio.settings.locale);
    const ends = `the ledger ends in ${names.full(latest.month)}`;
    return firstThatFits(sentence(ends, against), sentence(ends, burn), sentence(burn));
  }
  return firstThatFits(
    sentence(against, breakEvenWords(offers[0], span, format)),
    sentence(against),
    sentence(burn),
  );
}

/** Of sentences that say less and less; the last one if none does. */
function firstThatFits(...sentences: readonly string[]): string {
  return sentences.find(({ length }) => length <= HEADLINE_LIMIT) ?? sentences.at(-1) ?? "";
}
