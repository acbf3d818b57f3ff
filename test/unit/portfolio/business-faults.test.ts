/** What the loader says of mistakes in the parts of an entity's file that describe its business. */
import { describe, expect, it } from "vitest";
import { formatFault } from "../../../src/errors.ts";
import { entity, faultsOf, load, settings, valid } from "./portfolio-files.ts";

/** Added to the valid file, whose last line is 25. */
const added = (yaml: string) => ({ ...valid, "entities/one.yml": `${entity}${yaml}` });

const stream = "id: trips, name: Trips, unit: trip, units: trips, price: 20, variable_cost: 8";
const campaign = (fields: string) =>
  `campaigns:\n  - { id: push, title: Push, contacts: 10, cost: 0, owner: A, start: 2026-11-01, ${fields} }\n`;
const value = "booking_value: { low: 1, high: 2 }";

const cases: readonly (readonly [name: string, yaml: string, fault: string])[] = [
  [
    "a negative price",
    `revenue_streams:\n  - { ${stream.replace("20", "-20")} }\n`,
    "27:64 revenue_streams[0].price: is -20, expected an amount such as 14 or 14.50, with at most 2 decimals",
  ],
  [
    "a day of closing that does not exist",
    "closed: 2026-09-31\n",
    '26:9 closed: is "2026-09-31", expected a date such as 2026-10-31',
  ],
  [
    "a recognition policy that is none",
    `revenue_streams:\n  - { ${stream}, recognition: later }\n`,
    '27:99 revenue_streams[0].recognition: is "later", expected one of point_in_time, over_time, straight_line',
  ],
  [
    "a month that does not exist",
    `revenue_streams:\n  - { ${stream}, sold: [{ month: 2026-13, units: 1 }] }\n`,
    '27:102 revenue_streams[0].sold[0].month: is "2026-13", expected a month such as 2026-10',
  ],
  [
    "half a unit sold",
    `revenue_streams:\n  - { ${stream}, sold: [{ month: 2026-10, units: 1.5 }] }\n`,
    "27:118 revenue_streams[0].sold[0].units: is 1.5, expected a whole number of 0 or more",
  ],
  [
    "units counted by hand and from a table",
    `revenue_streams:\n  - { ${stream}, sold: [{ month: 2026-10, units: 1 }], units_from: jobs }\n`,
    "27:136 revenue_streams[0].units_from: is given beside sold; units are counted by hand or from jobs, not twice",
  ],
  [
    "jobs counted for two streams",
    `revenue_streams:\n  - { ${stream}, units_from: jobs }\n  - { ${stream.replace("trips", "tours")}, units_from: jobs }\n`,
    '28:98 revenue_streams[1].units_from: gives "jobs" a second time in this list; one stream counts them',
  ],
  [
    "units of a table that is none",
    `revenue_streams:\n  - { ${stream}, units_from: calendar }\n`,
    '27:98 revenue_streams[0].units_from: is "calendar", expected one of jobs, stays, recurring_invoices',
  ],
  [
    "a month planned twice",
    "plan:\n  - { month: 2026-10, revenue: 1 }\n  - { month: 2026-10, expense: 1 }\n",
    '28:14 plan[1].month: gives "2026-10" a second time in this list; each is given once',
  ],
  [
    "a day for a month",
    "plan:\n  - { month: 2026-10-01, revenue: 1 }\n",
    '27:14 plan[0].month: is "2026-10-01", expected a month such as 2026-10',
  ],
  [
    "an id of a stream used twice",
    `revenue_streams:\n  - { ${stream} }\n  - { ${stream} }\n`,
    '28:11 revenue_streams[1].id: is "trips", which entities/one.yml:27 has already; ids are given once',
  ],
  [
    "a tier of nobody's",
    "initiatives:\n  - { id: a, title: A, tier: free, capital: 0, owner: O, reason: R }\n",
    '27:30 initiatives[0].tier: is "free", expected one of zero-cost, low-cost, revenue-producing, do-not-deploy',
  ],
  [
    "a rule with no bound",
    "rules:\n  - { title: A, measure: monthly_burn }\n",
    "27:5 rules[0]: has neither of at_least and at_most, expected exactly one of them",
  ],
  [
    "a rule with two bounds",
    "rules:\n  - { title: A, measure: monthly_burn, at_least: 1, at_most: 2 }\n",
    "27:62 rules[0].at_most: has both of at_least and at_most, expected exactly one of them",
  ],
  [
    "a rule that measures what nobody can",
    "rules:\n  - { title: A, measure: mood, at_least: 1 }\n",
    '27:26 rules[0].measure: is "mood", expected one of runway_months, monthly_burn, largest_client_share',
  ],
  [
    "a share above one",
    "rules:\n  - { title: A, measure: largest_client_share, at_most: 33 }\n",
    "27:57 rules[0].at_most: is 33, expected a share from 0 to 1, such as 0.62 for 62 %",
  ],
  [
    "a roadmap for no report",
    "roadmaps:\n  - { name: A, report: cto, milestones: [] }\n",
    '27:24 roadmaps[0].report: is "cto", expected one of cmo, accounting',
  ],
  [
    "a milestone on no day",
    "roadmaps:\n  - { name: A, report: cmo, milestones: [{ title: B, owner: C, due: 2026-11-31 }] }\n",
    '27:69 roadmaps[0].milestones[0].due: is "2026-11-31", expected a date such as 2026-10-31',
  ],
  [
    "a visibility of its own",
    "channels:\n  - { name: A, visibility: dim, note: B }\n",
    '27:28 channels[0].visibility: is "dim", expected one of strong, weak, absent',
  ],
  [
    "a channel given twice",
    "channels:\n  - { name: A, visibility: weak, note: B }\n  - { name: A, visibility: weak, note: B }\n",
    '28:13 channels[1].name: gives "A" a second time in this list; each is given once',
  ],
  [
    "a low conversion above the high one",
    campaign(`conversion: { low: 0.02, high: 0.01 }, ${value}`),
    "27:101 campaigns[0].conversion.low: is more than high, expected low to be the smaller of the two",
  ],
  [
    "a conversion in percent",
    campaign(`conversion: { low: 1, high: 2 }, ${value}`),
    "27:110 campaigns[0].conversion.high: is 2, expected a share from 0 to 1, such as 0.62 for 62 %",
  ],
  [
    "a low value above the high one",
    campaign("conversion: { low: 0, high: 1 }, booking_value: { low: 3, high: 2 }"),
    "27:137 campaigns[0].booking_value.low: is more than high, expected low to be the smaller of the two",
  ],
  [
    "a listing in no state",
    "listings:\n  - { platform: A, order: 1, state: soon }\n",
    '27:37 listings[0].state: is "soon", expected one of live, in preparation, planned, after audit',
  ],
  [
    "more hours than a day has",
    "trucks:\n  - { truck: A, hours_per_day: 25, days_per_month: 22 }\n",
    "27:32 trucks[0].hours_per_day: is 25, expected hours of a day, from 0 to 24",
  ],
  [
    "a unit that may or may not be let",
    "rental_units:\n  - { unit: A, available: maybe }\n",
    '27:27 rental_units[0].available: is "maybe", expected true or false',
  ],
  [
    "maintenance that ended before it began",
    "maintenance:\n  - { title: A, unit: B, opened: 2026-10-02, closed: 2026-10-01, cost: 1 }\n",
    "27:54 maintenance[0].closed: is 2026-10-01, expected a day on or after opened (2026-10-02)",
  ],
];

describe("a fault in what an entity does", () => {
  it.each(cases)("%s", async (_, yaml, fault) => {
    const faults = await faultsOf(added(yaml));

    expect(faults.map(formatFault)).toEqual([`entities/one.yml:${fault}`]);
  });

  it("in several places is reported at once", async () => {
    const yaml = `cash: { balance: x }\n${campaign(`conversion: { low: 1, high: 0 }, ${value}`)}`;

    const faults = await faultsOf(added(yaml));

    expect(faults.map(({ path }) => path)).toEqual(["cash.balance", "campaigns[0].conversion.low"]);
  });

  it("is also an id that another entity has", async () => {
    const list = `revenue_streams:\n  - { ${stream} }\n`;
    const other = `as_of: 2026-10-20\nid: two\nname: Two\nbusiness: B\nkind: auxiliary\n${list}`;

    const faults = await faultsOf({ ...added(list), "entities/two.yml": other });

    expect(faults.map(formatFault)).toEqual([
      'entities/two.yml:7:11 revenue_streams[0].id: is "trips", which entities/one.yml:27 has already; ids are given once',
    ]);
  });
});

describe("what an entity does", () => {
  it("is read into records that know their line and date", async () => {
    const yaml = `cash: { as_of: 2026-10-31, balance: 12.50 }\nrules:\n  - { title: A, measure: monthly_burn, at_most: 9 }\n`;

    const [one] = (await load(added(yaml))).entities;

    const file = "entities/one.yml";
    expect(one?.cash).toEqual({ balance: 1250, source: { file, line: 26, asOf: "2026-10-31" } });
    expect(one?.rules).toEqual([
      {
        title: "A",
        owner: "Owner",
        measure: "monthly_burn",
        atMost: 900,
        source: { file, line: 28, asOf: "2026-10-20" },
      },
    ]);
  });

  it("may be left out altogether", async () => {
    const [one] = (await load({ ...valid, "settings.yml": settings })).entities;

    expect(one).toMatchObject({ revenueStreams: [], plan: [], campaigns: [], rentalUnits: [] });
    expect(one).not.toHaveProperty("cash");
  });
});
