import type { Rule } from "../../portfolio/business.ts";
import type { Entity, Sourced } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import { operatingBurn } from "../formulas/burn.ts";
import { concentration } from "../formulas/concentration.ts";
import { isWithin } from "../formulas/open-on.ts";
import type { Runway } from "../formulas/runway.ts";
import type { MissingFact, Value } from "../report.ts";
import { sumByClient, YEAR_DAYS } from "./billing.ts";
import { daysUpTo } from "./billing-standing.ts";
import { type Books, recordsOf } from "./books.ts";
import { collect, type Owned } from "./entities.ts";
import { createMonthFormat } from "./month-format.ts";
import { whereFrom } from "./sources.ts";
import { toldApart } from "./told-apart.ts";
import { missing, money, text } from "./values.ts";

/** A rule and whether it is kept. Rules hold for the portfolio as a whole, whichever file they stand in. */
export interface JudgedRule extends Owned<Rule> {
  /** What the measure is now. */
  readonly now: Value;
  readonly bound: Value;
  /** `unknown` where the measure cannot be worked out: that is neither kept nor broken. */
  readonly state: "kept" | "broken" | "unknown";
  /** Why it is unknown although there is a ledger. */
  readonly reason?: string;
  /** What the measure was worked out from. */
  readonly records: readonly Sourced[];
}

/** What rules are measured by. */
export interface RuleFacts {
  readonly books: Books;
  readonly runway: Runway;
  /** Records of cash. */
  readonly cash: readonly Sourced[];
}

interface Measured {
  readonly now: Value;
  /** In the unit of the rule's bound; undefined if not known. */
  readonly value: number | undefined;
  readonly records: readonly Sourced[];
  readonly reason?: string;
}

/** Rules of all entities, the broken ones first, then those nobody can tell. */
export function judgeRules(
  input: ComposeInput,
  entities: readonly Entity[],
  facts: RuleFacts,
): readonly JudgedRule[] {
  const order = ["broken", "unknown", "kept"];
  return collect(entities, ({ rules }) => rules)
    .map(({ entity, item }): JudgedRule => {
      const { value, ...measured } = measure(item, input, facts);
      const [now, bound] = toldApart(measured.now, boundOf(item));
      return { entity, item, ...measured, now, bound, state: judge(item, value) };
    })
    .toSorted(
      (one, other) =>
        order.indexOf(one.state) - order.indexOf(other.state) ||
        (one.item.title < other.item.title ? -1 : 1),
    );
}

/** What would be needed to judge every rule. */
export function missingMeasures(rules: readonly JudgedRule[]): readonly MissingFact[] {
  return rules
    .filter(({ state, item }) => state === "unknown" && item.measure === "largest_client_share")
    .map(({ item }) => ({
      what: `Whether "${item.title}" is kept`,
      from: "invoices by client",
      where: `invoices.csv; the rule is at ${whereFrom(item, "measure")}`,
    }));
}

function measure(rule: Rule, input: ComposeInput, facts: RuleFacts): Measured {
  if (rule.measure === "largest_client_share") return clientMeasure(input);
  if (facts.books.isStale) return staleMeasure(input, facts);
  return rule.measure === "monthly_burn" ? burnMeasure(facts) : runwayMeasure(facts);
}

/** What was so months ago neither keeps nor breaks a rule now. */
function staleMeasure({ portfolio }: ComposeInput, { books }: RuleFacts): Measured {
  const { full } = createMonthFormat(portfolio.settings.locale);
  const last = books.lastFull ?? books.latest;
  const reason = `the last month on record is ${full(last?.month ?? books.month)}`;
  return { now: missing, value: undefined, records: [], reason };
}

function burnMeasure({ books: { lastFull } }: RuleFacts): Measured {
  if (lastFull === undefined) return { now: missing, value: undefined, records: [] };
  const value = operatingBurn(lastFull);
  return { now: money(value), value, records: recordsOf([lastFull]) };
}

function runwayMeasure({ runway, books, cash }: RuleFacts): Measured {
  const records = [...cash, ...recordsOf(books.burning)];
  if (runway.kind === "unknown") return { now: missing, value: undefined, records };
  if (runway.kind === "not-burning") {
    return { now: text("not burning cash"), value: Number.MAX_SAFE_INTEGER, records };
  }
  const now: Value = { kind: "count", value: runway.months, unit: "months" };
  return { now, value: runway.months, records };
}

/** The largest client's share of what was invoiced within a year, as in the billing report. */
function clientMeasure({ portfolio, reportingDate }: ComposeInput): Measured {
  const year = daysUpTo(reportingDate, YEAR_DAYS);
  const invoices = (portfolio.invoices ?? []).filter(
    ({ issued }) => issued !== undefined && isWithin(issued, year),
  );
  const top = concentration(sumByClient(invoices))?.top;
  if (top === undefined) return { now: missing, value: undefined, records: [] };
  return { now: { kind: "ratio", value: top.share }, value: top.share, records: invoices };
}

function judge({ atLeast, atMost }: Rule, value: number | undefined): JudgedRule["state"] {
  if (value === undefined) return "unknown";
  const isKept =
    (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
  return isKept ? "kept" : "broken";
}

function boundOf({ measure, atLeast, atMost }: Rule): Value {
  const bound = atLeast ?? atMost;
  if (bound === undefined) return missing;
  if (measure === "monthly_burn") return money(bound);
  if (measure === "largest_client_share") return { kind: "ratio", value: bound };
  return { kind: "count", value: bound, unit: "months" };
}
