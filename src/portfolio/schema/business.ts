import { z } from "zod";
import { CAPITAL_TIERS, RECOGNITION_POLICIES, RULE_MEASURES, UNIT_SOURCES } from "../business.ts";
import { unique } from "./lists.ts";
import { sourced } from "./mapping.ts";
import type { MoneySchemas } from "./money.ts";
import { count, id, isoDate, isoMonth, share, text, whole } from "./scalars.ts";

const unitsSold = sourced({ month: isoMonth, units: whole });

const revenueStream = ({ money }: MoneySchemas) =>
  sourced({
    id,
    name: text,
    unit: text,
    units: text,
    price: money,
    variable_cost: money,
    recognition: z.exactOptional(z.enum(RECOGNITION_POLICIES)),
    sold: unique(unitsSold, "month", ({ month }) => month),
    units_from: z.exactOptional(z.enum(UNIT_SOURCES)),
  }).superRefine(({ sold, unitsFrom }, context) => {
    if (unitsFrom === undefined || sold.length === 0) return;
    const message = `is given beside sold; units are counted by hand or from ${unitsFrom}, not twice`;
    context.addIssue({ code: "custom", path: ["units_from"], message });
  });

/** A job or a night is a unit of one stream: two streams that count the same rows would sell them twice. */
const revenueStreams = (money: MoneySchemas) =>
  z
    .array(revenueStream(money))
    .superRefine((streams, context) => {
      const tables = streams.map(({ unitsFrom }) => unitsFrom);
      for (const [index, table] of tables.entries()) {
        if (table === undefined || tables.indexOf(table) === index) continue;
        const message = `gives "${table}" a second time in this list; one stream counts them`;
        context.addIssue({ code: "custom", path: [index, "units_from"], message });
      }
    })
    .default([]);

const planMonth = ({ money }: MoneySchemas) =>
  sourced({ month: isoMonth, revenue: z.exactOptional(money), expense: z.exactOptional(money) });

const initiative = ({ money, moneyRange }: MoneySchemas) =>
  sourced({
    id,
    title: text,
    tier: z.enum(CAPITAL_TIERS),
    capital: money,
    monthly_return: z.exactOptional(moneyRange),
    owner: text,
    due: z.exactOptional(isoDate),
    reason: text,
  });

/** What a rule measures decides how its bound is written. */
function rule({ money }: MoneySchemas) {
  const bounded = <Measure extends (typeof RULE_MEASURES)[number]>(
    measure: Measure,
    bound: typeof count,
  ) =>
    sourced({
      title: text,
      owner: text.default("Owner"),
      measure: z.literal(measure),
      at_least: z.exactOptional(bound),
      at_most: z.exactOptional(bound),
    });
  const measures = [
    bounded("runway_months", count),
    bounded("monthly_burn", money),
    bounded("largest_client_share", share),
  ] as const;
  return z
    .discriminatedUnion("measure", measures, {
      error: (issue) =>
        issue.code === "invalid_union"
          ? `one of ${RULE_MEASURES.join(", ")}`
          : "a mapping of fields",
    })
    .superRefine(({ atLeast, atMost }, context) => {
      if ((atLeast === undefined) !== (atMost === undefined)) return;
      const [path, problem] = atLeast === undefined ? [[], "neither"] : [["at_most"], "both"];
      const message = `has ${problem} of at_least and at_most, expected exactly one of them`;
      context.addIssue({ code: "custom", path, message });
    });
}

const milestone = sourced({
  title: text,
  owner: text,
  due: isoDate,
  done: z.exactOptional(isoDate),
});

const roadmap = sourced({
  name: text,
  report: z.enum(["cmo", "accounting"]),
  milestones: z.array(milestone),
});

const risk = ({ moneyRange }: MoneySchemas) =>
  sourced({
    title: text,
    likelihood: z.enum(["low", "medium", "high"]),
    impact: moneyRange,
    owner: text,
    mitigation: text,
  });

/** What an entity sells, plans, holds and means to do: fields of its file. */
export function businessFields(money: MoneySchemas) {
  return {
    revenue_streams: revenueStreams(money),
    plan: unique(planMonth(money), "month", ({ month }) => month),
    initiatives: z.array(initiative(money)).default([]),
    rules: z.array(rule(money)).default([]),
    cash: z.exactOptional(sourced({ balance: money.money })),
    roadmaps: unique(roadmap, "name", ({ name }) => name),
    risks: z.array(risk(money)).default([]),
  };
}
