import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { operatingBurn } from "../formulas/burn.ts";
import { breakEvenWords } from "../parts/break-even-section.ts";
import { againstPlan } from "../parts/burn-section.ts";
import { NO_ENTITIES } from "../parts/frame.ts";
import { createMonthFormat } from "../parts/month-format.ts";
import { sentence } from "../parts/wording.ts";
import type { CfoFacts } from "./cfo-summary.ts";

const HEADLINE_LIMIT = 110;

/** `Burn was $8,140 in October, 4% over plan; 4 of the 6 charters that break even were sold.` */
export function cfoHeadline(input: ComposeInput, facts: CfoFacts, format: Formatter): string {
  const { entities, books, offers } = facts;
  if (entities.length === 0) return NO_ENTITIES;
  const { latest } = books;
  if (latest === undefined) {
    return "Burn, runway and revenue are not known: the portfolio holds no ledger for this period yet.";
  }
  const names = createMonthFormat(input.portfolio.settings.locale);
  const month = names.name(latest.month);
  const amount = format.money(format.roundMoney(operatingBurn(latest)));
  const plan = againstPlan(input, latest, format);
  const burn = latest.isFull
    ? `burn was ${amount} in ${month}${plan === "" ? "" : `, ${plan}`}`
    : `burn is ${amount} in ${month} so far`;
  // Old books must not read like today's.
  if (latest.month !== books.month) {
    return sentence(`the ledger ends in ${names.full(latest.month)}`, burn);
  }
  const full = sentence(burn, breakEvenWords(offers[0], format));
  return full.length <= HEADLINE_LIMIT ? full : sentence(burn);
}
