import { z } from "zod";
import {
  ASSET_STATES,
  ENTITY_KINDS,
  type Entity,
  KPI_KINDS,
  SEVERITIES,
  VERDICTS,
} from "../portfolio.ts";
import { businessFields } from "./business.ts";
import { sourced } from "./mapping.ts";
import { marketingFields } from "./marketing.ts";
import { type MoneySchemas, moneySchemas } from "./money.ts";
import { operationsFields } from "./operations.ts";
import { count, hours, id, isoDate, share, text } from "./scalars.ts";

const asset = sourced({
  name: text,
  kind: text,
  state: z.enum(ASSET_STATES),
  note: z.exactOptional(text),
});

const finding = sourced({
  id,
  title: text,
  severity: z.enum(SEVERITIES),
  since: isoDate,
  closed: z.exactOptional(isoDate),
  where: z.exactOptional(text),
  evidence: text,
}).superRefine(({ since, closed }, context) => {
  if (closed === undefined || closed >= since) return;
  const message = `is ${closed}, expected a day on or after since (${since})`;
  context.addIssue({ code: "custom", path: ["closed"], message });
});

const stackLayer = sourced({
  layer: text,
  technology: text,
  verdict: z.enum(VERDICTS),
  note: text,
});

const remedy = ({ moneyRange }: MoneySchemas) =>
  sourced({
    title: text,
    owner: text,
    due: isoDate,
    done: z.exactOptional(isoDate),
    effort_hours: hours,
    resolves: z.array(id),
    monthly_impact: z.exactOptional(moneyRange),
  });

/** The kind of a KPI decides how its value and target are written. */
function kpi({ money }: MoneySchemas) {
  const figures = (figure: typeof count) => ({
    name: text,
    value: z.exactOptional(figure),
    target: z.exactOptional(figure),
    comes_from: text,
  });
  return z.discriminatedUnion(
    "kind",
    [
      sourced({ kind: z.literal("count"), unit: z.exactOptional(text), ...figures(count) }),
      sourced({ kind: z.literal("money"), ...figures(money) }),
      sourced({ kind: z.literal("ratio"), ...figures(share) }),
    ],
    {
      error: (issue) =>
        issue.code === "invalid_union" ? `one of ${KPI_KINDS.join(", ")}` : "a mapping of fields",
    },
  );
}

function cloud({ money, moneyRange }: MoneySchemas) {
  const saving = sourced({ id, monthly: money, how: text });
  const service = sourced({
    name: text,
    monthly: moneyRange,
    saving: z.exactOptional(saving),
  }).superRefine(({ monthly, saving }, context) => {
    if (saving === undefined || saving.monthly <= monthly.low) return;
    const message = "is more than the service costs (monthly.low), expected at most that";
    context.addIssue({ code: "custom", path: ["saving", "monthly"], message });
  });
  return sourced({ provider: text, services: z.array(service) });
}

/**
 * One file under `entities/`.
 *
 * @param minorDigits Decimals of the portfolio's currency.
 */
export function entitySchema(minorDigits: number): z.ZodType<Entity> {
  const money = moneySchemas(minorDigits);
  const findings = z.array(finding).default([]);
  const remedies = z.array(remedy(money)).default([]);
  return sourced({
    as_of: isoDate,
    id,
    name: text,
    business: text,
    kind: z.enum(ENTITY_KINDS),
    closed: z.exactOptional(isoDate),
    assets: z.array(asset).default([]),
    kpis: z.array(kpi(money)).default([]),
    shortfalls: findings,
    agenda: remedies,
    stack: z.array(stackLayer).default([]),
    vulnerabilities: findings,
    ux_shortfalls: findings,
    delivery_gaps: findings,
    roadmap: remedies,
    cloud: z.exactOptional(cloud(money)),
    ...businessFields(money),
    ...marketingFields(money),
    ...operationsFields(money),
  });
}
