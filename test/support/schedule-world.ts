import { ulid } from "ulid";
import { createDispatcher } from "../../src/dispatch/dispatcher.ts";
import type { Told } from "../../src/dispatch/people.ts";
import type { AppError } from "../../src/errors.ts";
import { createLog } from "../../src/log.ts";
import type { DeclaredSchedule, Settings } from "../../src/portfolio/portfolio.ts";
import { parseRecurrence } from "../../src/portfolio/recurrence/parse-recurrence.ts";
import type { ReportDefinition } from "../../src/reports/definition.ts";
import { createScheduler, type Scheduler } from "../../src/schedule/scheduler.ts";
import { createDispatchRecords } from "../../src/store/dispatch-records.ts";
import { createDispatchStore } from "../../src/store/dispatch-store.ts";
import { createMailEvents } from "../../src/store/mail-events.ts";
import { createMissedMessages } from "../../src/store/missed.ts";
import { createOccurrences } from "../../src/store/occurrences.ts";
import { createRoleRecord } from "../../src/store/role-record.ts";
import { createSchedules } from "../../src/store/schedules.ts";
import { createSealer } from "../../src/store/sealer.ts";
import { createSuppressions } from "../../src/store/suppressions.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { createUnshown } from "../../src/store/unshown.ts";
import { createMortalTable, type MortalTable } from "./mortal-table.ts";
import { silentAnnouncer } from "./silent-announcer.ts";
import type { TestTable } from "./store.ts";
import { createTestClock, type TestClock } from "./test-clock.ts";

const TEAM = "T1";
const OWNER = "UOWNER";

/** One process that makes what is due, and can die. */
export interface ScheduleProcess extends MortalTable {
  readonly scheduler: Scheduler;
  /** Looks once at what is due; ends with the process, too. */
  tick(): Promise<void>;
  /** Goes on with what is approved and not sent. */
  settle(): Promise<void>;
}

/** Schedules on a real table, and processes that come and go. Slack and SES are where the world ends. */
export interface ScheduleWorld {
  readonly clock: TestClock;
  settings: Settings;
  /** Changes what `settings.yml` declares. */
  declare(schedules: Declared): void;
  /** Why the data cannot be read now. */
  dataFault: AppError | undefined;
  /** What Slack says of the members of any user group. */
  members: Told<readonly string[]>;
  /** Dispatches whose preview was posted, by id, each time. */
  readonly previews: readonly string[];
  /** What owners were told. */
  readonly told: readonly string[];
  /** Tags of the mails that the mail service took. */
  readonly mails: readonly string[];
  /** What Slack does with the next posts. */
  slack: "up" | "down";
  /** @param files Where it has a `settings.yml` of its own: what that declares, whatever {@link declare} says. */
  start(files?: { schedules: Declared }): ScheduleProcess;
}

const definition: ReportDefinition = {
  id: "cto",
  title: "CTO report",
  description: "For the test",
  compose: ({ portfolio, reportingDate, period }) => ({
    type: "cto",
    title: "CTO report",
    portfolio: portfolio.settings.name,
    headline: "All is well.",
    period,
    reportingDate,
    format: { locale: "en-US", currency: "USD" },
    metrics: [],
    sections: [],
    actions: [],
    missing: [],
    sources: [],
  }),
};

/** As `settings.yml` declares them, by id; all of one report and one owner. */
type Declared = Readonly<Record<string, Partial<DeclaredSchedule> & { readonly every: string }>>;

export function createScheduleWorld(
  table: TestTable,
  start: string,
  schedules: Declared = {},
): ScheduleWorld {
  const clock = createTestClock(start);
  const previews: string[] = [];
  const told: string[] = [];
  const mails: string[] = [];
  const settings: Settings = {
    name: "Test",
    currency: "USD",
    locale: "en-US",
    timeZone: "UTC",
    roles: { admin: [], approver: ["UONE"], requester: [OWNER], viewer: [] },
    channels: { reports: "C1" },
    people: { owner: { id: "owner", name: "Owner", email: "owner@example.com" } },
    // Nothing expires here: what becomes of a preview is not what schedules are about.
    approval: { schedulesMaySend: true, expiresAfter: 400 * 86_400_000, remindAfter: 0 },
    audiences: { cto: { to: ["owner"] } },
  };
  const post = async (done: () => void) => {
    if (world.slack === "down") throw new Error("Slack did not answer");
    done();
  };
  const world: ScheduleWorld = {
    clock,
    settings,
    declare(declared) {
      world.settings = { ...world.settings, schedules: toSchedules(declared) };
    },
    dataFault: undefined,
    members: { value: [] },
    previews,
    told,
    mails,
    slack: "up",
    start(files) {
      const settingsNow = () =>
        files === undefined
          ? world.settings
          : { ...world.settings, schedules: toSchedules(files.schedules) };
      const mortal = createMortalTable(createTableClient(table.client, table.name));
      const parts = {
        registry: [definition],
        loadSettings: async () => settingsNow(),
        loadPortfolio: async () => {
          if (world.dataFault !== undefined) throw world.dataFault;
          return { portfolio: { settings: settingsNow(), entities: [] } };
        },
        renderMail: async ({ headline }: { readonly headline: string }) => ({
          subject: headline,
          html: headline,
          text: headline,
          images: [],
          attachments: [],
        }),
        measureMail: async () => 1,
        store: createDispatchStore({
          table: mortal.table,
          sealer: createSealer(Buffer.alloc(32, 9)),
          clock,
        }),
        announcer: {
          ...silentAnnouncer,
          postPreview: async (channel: string, { id }: { readonly id: string }) => {
            await post(() => previews.push(id));
            return { channel, ts: "1" };
          },
          tell: async (user: string, text: string) =>
            await post(() => told.push(`${user}: ${text}`)),
          explain: () => "Try again.",
        },
        readRecord: createDispatchRecords({
          table: mortal.table,
          sealer: createSealer(Buffer.alloc(32, 9)),
          clock,
        }).read,
        missed: createMissedMessages({ table: mortal.table, clock }),
        unshown: createUnshown({ table: mortal.table, clock }),
        reminder: { remind: async () => undefined },
        mailer: {
          send: async ({ tags }: { readonly tags: { readonly dispatch: string } }) => {
            mails.push(tags.dispatch);
            return `m-${mails.length}`;
          },
        },
        suppressions: createSuppressions({ table: mortal.table, clock }),
        roleRecord: createRoleRecord({ table: mortal.table }),
        mailEvents: createMailEvents({ table: mortal.table, clock }),
        unsubscriptions: {
          endedAt: async (all: readonly unknown[]) => all.map(() => undefined),
          end: async () => undefined,
          resume: async () => undefined,
        },
        hashAddress: (email: string) => `hash-of-${email.split("@")[0]}`,
        addresses: { from: "from@example.com" },
        homeTeam: TEAM,
        people: {
          standingOf: async () => ({ value: "member" as const }),
          membersOf: async () => world.members,
        },
        clock,
        ids: { next: (at: Date) => ulid(at.getTime()) },
        random: () => 0.5,
        log: createLog("silent"),
      };
      const dispatcher = createDispatcher(parts);
      const scheduler = createScheduler({
        ...parts,
        schedules: createSchedules({ table: mortal.table, clock }),
        occurrences: createOccurrences({ table: mortal.table, clock }),
        send: dispatcher.send,
      });
      const mortally = (work: () => Promise<void>) => () => Promise.race([work(), mortal.died]);
      return {
        ...mortal,
        scheduler,
        tick: mortally(scheduler.runDue),
        settle: mortally(dispatcher.recover),
      };
    },
  };
  world.declare(schedules);
  return world;
}

function toSchedules(declared: Declared): NonNullable<Settings["schedules"]> {
  return Object.fromEntries(
    Object.entries(declared).map(([id, { every, ...more }]) => [
      id,
      { report: "cto", owner: OWNER, when: parseRecurrence(every), ...more },
    ]),
  );
}
