import { z } from "zod";
import { ATTACHMENT_KINDS, ENVELOPE_MODES, type Settings } from "../portfolio.ts";
import { approval, pause } from "./approval.ts";
import { digest } from "./digest.ts";
import { brandColor, logoFile, subjectTemplate } from "./mail.ts";
import { mapping } from "./mapping.ts";
import { retention } from "./retention.ts";
import {
  currency,
  email,
  id,
  isoDate,
  locale,
  monthOfYear,
  slackChannel,
  slackPeople,
  slackUser,
  text,
  timeZone,
} from "./scalars.ts";
import { schedules } from "./schedules.ts";

const users = z.array(slackPeople).default([]);

const roles = mapping({ admin: users, approver: users, requester: users, viewer: users });

const people = z
  .record(
    id,
    mapping({
      name: text,
      email,
      alternate: z.exactOptional(id),
      slack: z.exactOptional(slackUser),
    }),
  )
  .transform((records) =>
    Object.fromEntries(Object.entries(records).map(([id, person]) => [id, { id, ...person }])),
  );

/** What is recorded of one report has to fit into an item of the database (400 KB). */
const MOST_PEOPLE = 1_000;

const audience = mapping({
  to: z.array(id).max(MOST_PEOPLE, `expected ${MOST_PEOPLE} people at most`),
  envelope: z.exactOptional(z.enum(ENVELOPE_MODES)),
  attachments: z.exactOptional(z.array(z.enum(ATTACHMENT_KINDS))),
  reply_to: z.exactOptional(id),
  subject: z.exactOptional(subjectTemplate),
  approval: z.exactOptional(approval),
});

const look = {
  name: z.exactOptional(text),
  color: z.exactOptional(brandColor),
  logo: z.exactOptional(logoFile),
};

const brand = mapping({ ...look, entities: z.exactOptional(z.record(id, mapping(look))) });

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
  brand: z.exactOptional(brand),
  approval: z.exactOptional(approval),
  audiences: z.record(id, audience),
  retention: z.exactOptional(retention),
  digest: z.exactOptional(digest),
  schedules: z.exactOptional(schedules),
  holidays: z.exactOptional(z.array(isoDate)),
  catch_up_within: z.exactOptional(pause),
});
