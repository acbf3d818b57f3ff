import type { Sourced } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { arrearsRate } from "../formulas/arrears.ts";
import {
  moneyAgainst,
  moneyOf,
  moreIsGood,
  note,
  pointsAgainst,
  ratioOf,
} from "../parts/change.ts";
import { counted } from "../parts/counted.ts";
import { settleMeanings } from "../parts/metrics.ts";
import { nothingOnRecord } from "../parts/nothing-on-record.ts";
import { afterTheEnd, outOfReach } from "../parts/reach.ts";
import { EXPIRY_DAYS, type RentalFacts } from "../parts/rental.ts";
import { sourcesOf } from "../parts/sources.ts";
import { nameOf } from "../parts/span-words.ts";
import { badIfAny, countIf } from "../parts/values.ts";
import { sentence } from "../parts/wording.ts";
import type { Metric, MissingFact } from "../report.ts";

/** `Occupancy was 80% in October, 8 points under September; $1,456.50 of rent is in arrears.` */
export function rentalHeadline(input: ComposeInput, facts: RentalFacts, format: Formatter): string {
  const { lettings, onRecord, reach, now, before, arrears } = facts;
  if (lettings.length === 0)
    return nothingOnRecord(input.portfolio, input.portfolio.lettings, "letting", "rent-roll.csv");
  if (onRecord.length > 0 && now.rent === undefined)
    return sentence(...outOfReach(input, "letting", "rent-roll.csv", reach, format));
  const change = pointsAgainst(now.occupancy, before.occupancy, before.span.label, format);
  const was =
    now.occupancy === undefined
      ? `occupancy of ${nameOf(input.period)} is not on record`
      : `occupancy was ${format.ratio(now.occupancy)} ${now.span.when}`;
  return sentence(
    change === undefined ? was : `${was}, ${change.words}`,
    owedWords(input, arrears, format),
  );
}

function owedWords(
  { reportingDate }: ComposeInput,
  arrears: number | undefined,
  format: Formatter,
): string {
  if (arrears === undefined) return `arrears of ${format.date(reportingDate)} are not on record`;
  return arrears === 0 ? "no rent is in arrears" : `${format.money(arrears)} of rent is in arrears`;
}

export function rentalMetrics(facts: RentalFacts, format: Formatter): readonly Metric[] {
  return settleMeanings([
    occupancyMetric(facts, format),
    ...rateMetrics(facts, format),
    arrearsMetric(facts, format),
    expiryMetric(facts, format),
  ]);
}

function occupancyMetric(facts: RentalFacts, format: Formatter): Metric {
  const { now, before } = facts;
  const change = pointsAgainst(now.occupancy, before.occupancy, before.span.label, format);
  const nights = now.nights === undefined ? NO_DATA : `${counted(format, now.nights, "night")} let`;
  return {
    id: "occupancy",
    label: "Occupancy",
    value: ratioOf(now.occupancy),
    meaning: moreIsGood(now.occupancy, before.occupancy),
    ...(change && { change }),
    note: nights,
    sources: sourcesOf(recordsOf(facts)),
  };
}

function rateMetrics(facts: RentalFacts, format: Formatter): readonly Metric[] {
  const metric = (key: "adr" | "revpar", label: string, what: string): Metric => {
    const [now, before] = [facts.now[key], facts.before[key]];
    const change = moneyAgainst(now, before, facts.before.span.label, format);
    return {
      id: key,
      label,
      value: moneyOf(now),
      meaning: moreIsGood(now, before),
      ...(change && { change }),
      note: now === undefined ? NO_DATA : what,
      sources: sourcesOf(recordsOf(facts)),
    };
  };
  return [
    metric("adr", "ADR", "average per night let"),
    metric("revpar", "RevPAR", "per available night"),
  ];
}

/** The file holds what is owed today and not what was; so it is measured by the rent of the last whole month. */
function arrearsMetric(facts: RentalFacts, format: Formatter): Metric {
  const { arrears, debtors, lettings } = facts;
  const unknown = lettings.length === 0 ? NO_DATA : "the rent roll is of a later day";
  const owing = counted(format, debtors.length, "debtor");
  return {
    id: "arrears",
    label: "Arrears",
    value: moneyOf(arrears),
    meaning: arrears === 0 ? "good" : "bad",
    note: arrears === undefined ? unknown : note(owing, arrearsShare(facts, format)),
    sources: sourcesOf(lettings),
  };
}

/** `27% of October's rent`, `3.5 times October's rent`; empty without a whole month to measure by. */
function arrearsShare({ arrears, lastMonth }: RentalFacts, format: Formatter): string {
  if (arrears === undefined || arrears === 0 || lastMonth?.rent === undefined) return "";
  const rate = arrearsRate(arrears, lastMonth.rent);
  if (rate === undefined) return "";
  const words = rate > 1 ? `${format.count(rate)} times` : `${format.ratio(rate)} of`;
  return `${words} ${lastMonth.span.label}'s rent`;
}

function expiryMetric({ expiring, leases }: RentalFacts, format: Formatter): Metric {
  const rent = expiring.reduce((sum, each) => sum + each.rent, 0);
  const soon = `within ${EXPIRY_DAYS} days`;
  return {
    id: "expiring-leases",
    label: "Leases that end soon",
    value: countIf(leases.length > 0, expiring.length),
    meaning: badIfAny(expiring.length),
    note: expiring.length === 0 ? soon : `${soon}; ${format.money(rent)} a month`,
    sources: sourcesOf(leases),
  };
}

/** What the figures of nights rest on. */
function recordsOf({ lettings, units }: RentalFacts): readonly Sourced[] {
  return [...lettings, ...units.map(({ item }) => item)];
}

export function missingRental(
  { reportingDate }: ComposeInput,
  { lettings, units, now, arrears }: RentalFacts,
  format: Formatter,
): readonly MissingFact[] {
  const known = new Set(units.map(({ entity, item }) => JSON.stringify([entity.id, item.unit])));
  const strangers = lettings.filter(
    ({ entity, unit }) => !known.has(JSON.stringify([entity, unit])),
  );
  const names = [...new Set(strangers.map(({ unit }) => unit))];
  return [
    ...(lettings.length > 0 ? [] : [NO_ROLL]),
    ...(lettings.length === 0 || arrears !== undefined
      ? []
      : [noArrears(format.date(reportingDate))]),
    ...afterTheEnd(now.span, "Lettings", "rent-roll.csv", format),
    ...(units.length > 0 ? [] : [NO_UNITS]),
    ...(units.length === 0 ? [] : names).map((unit) => ({
      what: `Whether ${unit} can be let`,
      from: "the list of units",
      where: "entities/<id>.yml: rental_units",
    })),
  ];
}

const NO_DATA = "nothing is on record";
const NO_ROLL = {
  what: "Leases, stays and arrears",
  from: "the rent roll",
  where: "rent-roll.csv: entity, unit, kind, occupant, from, to, rent, arrears",
};
const noArrears = (on: string): MissingFact => ({
  what: `Arrears of ${on}`,
  from: "a rent roll of that day; this one is newer",
  where: "rent-roll.csv: arrears",
});
const NO_UNITS = {
  what: "Nights that could be let",
  from: "the list of units",
  where: "entities/<id>.yml: rental_units",
};
