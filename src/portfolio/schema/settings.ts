import { z } from "zod";
import type { Settings } from "../portfolio.ts";
import { mapping } from "./mapping.ts";
import {
  currency,
  email,
  id,
  isoDate,
  locale,
  monthOfYear,
  slackChannel,
  slackUser,
  text,
  timeZone,
} from "./scalars.ts";

const users = z.array(slackUser).default([]);

const roles = mapping({ admin: users, approver: users, requester: users, viewer: users });

const people = z
  .record(id, mapping({ name: text, email }))
  .transform((records) =>
    Object.fromEntries(Object.entries(records).map(([id, person]) => [id, { id, ...person }])),
  );

const audience = mapping({ to: z.array(id) });

/** `settings.yml` */
export const settingsSchema: z.ZodType<Settings> = mapping({
  name: text,
  currency,
  locale,
  time_zone: timeZone,
  reporting_date: z.exactOptional(isoDate),
  fiscal_year_start: z.exactOptional(monthOfYear),
  roles: roles.prefault({}),
  channels: mapping({ reports: slackChannel }),
  people,
  audiences: z.record(id, audience),
});
