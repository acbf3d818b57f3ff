import { EventEmitter, once } from "node:events";
import { rm } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { type SesEndpoint, startSes } from "../../demo/ses-front.ts";
import type { FakeSlack } from "../support/fake-slack/fake-slack.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { type BotProcess, startProcess } from "./bot-process.ts";
import { type Front, type Mischief, startFront } from "./front.ts";
import { NO_MISCHIEF } from "./mischief.ts";
import { createSlack, environment, writePortfolio } from "./surroundings.ts";

/** All bots together look for unfinished dispatches this often, in milliseconds. */
const SWEEP_MS = 400;

/** Pauses between attempts are this much shorter than asked for, where nothing depends on their length. */
const HASTE = 50;

/** At least this long between two looks at the table, in milliseconds. */
const LOOK_MS = 150;

/** Slack, SES and DynamoDB, a front before each, and bots as processes between them. */
export interface World {
  readonly slack: FakeSlack;
  readonly ses: SesEndpoint;
  readonly table: TestTable;
  readonly processes: readonly BotProcess[];
  /** Decides on each call of any bot. */
  set mischief(mischief: Mischief);
  /** Kills one process. */
  kill(which: number): Promise<void>;
  /** Resolves when everything that a killed process had sent has arrived. */
  settle(which: number): Promise<void>;
  /** Starts whatever was killed. */
  restart(): Promise<void>;
  /** Moves the clocks of all bots forward, and of those that are started later. */
  advance(milliseconds: number): void;
  /**
   * Resolves with what the condition gives once it is not undefined. Tried after every call of a bot.
   *
   * @throws Error after `seconds`
   */
  until<T>(what: string, condition: () => Promise<T | undefined>, seconds?: number): Promise<T>;
  stop(): Promise<void>;
}

/**
 * @param entry Path of the compiled `child.ts`.
 * @param count Bots on the one table.
 * @param isPaced The account has the rate that a new one has, and pauses are as long as they are asked for.
 */
export async function createWorld(entry: string, count: number, isPaced: boolean): Promise<World> {
  const changes = new EventEmitter();
  let mischief = NO_MISCHIEF;
  const [slack, ses, table, portfolioDir] = await Promise.all([
    createSlack(),
    startSes({ port: 0 }),
    startTestTable(),
    writePortfolio(),
  ]);
  await ses.clear();
  if (!isPaced) ses.account.maxSendRate = 10_000;
  ses.account.max24HourSend = -1;
  const ruled: Mischief = {
    treat: (call) => mischief.treat(call),
    broken: (call) => mischief.broken(call),
    abandoned: (call) => mischief.abandoned(call),
  };
  const fronts = await Promise.all(
    Array.from({ length: count }, () =>
      Promise.all([
        startFront("database", table.endpoint, ruled, changes),
        startFront("mail", ses.url, ruled, changes),
        startFront("slack", new URL(slack.apiUrl).origin, ruled, changes),
      ]),
    ),
  );
  const env = environment({
    DYNAMODB_TABLE: table.name,
    PORTFOLIO_DIR: portfolioDir,
    CHAOS_SWEEP_MS: String(SWEEP_MS * count),
    CHAOS_HASTE: String(isPaced ? 1 : HASTE),
  });
  let offsetMs = 0;
  const start = ([database, mail, front]: readonly [Front, Front, Front]) =>
    startProcess(entry, {
      ...env,
      AWS_ENDPOINT_URL_DYNAMODB: database.url,
      AWS_ENDPOINT_URL_SES: mail.url,
      SLACK_API_URL: `${front.url}/api/`,
      CHAOS_OFFSET_MS: String(offsetMs),
    });
  const processes: (BotProcess | undefined)[] = await Promise.all(fronts.map(start));
  const kill = async (at: number) => {
    await processes[at]?.kill();
    processes[at] = undefined;
  };
  /** What a dead process had sent still arrives; only then is it known what it has done. */
  const settle = async (at: number) => {
    while (fronts[at]?.some((it) => !it.isIdle)) await once(changes, "change");
  };

  const world: World = {
    slack,
    ses,
    table,
    get processes() {
      return processes.filter((it) => it !== undefined);
    },
    set mischief(next: Mischief) {
      mischief = next;
    },
    kill,
    settle,
    async restart() {
      await Promise.all(
        processes.map(async (it, at) => {
          const front = fronts[at];
          if (front !== undefined) processes[at] = it ?? (await start(front));
        }),
      );
    },
    advance(milliseconds) {
      offsetMs += milliseconds;
      for (const it of world.processes) it.moveClock(offsetMs);
    },
    async until(what, condition, seconds = 600) {
      const signal = AbortSignal.timeout(seconds * 1000);
      for (;;) {
        const value = await condition();
        if (value !== undefined) return value;
        await once(changes, "change", { signal }).catch((cause: unknown) => {
          throw new Error(`waited in vain for ${what}`, { cause });
        });
        // Looking at the table costs more than a call of a bot: once for several of them.
        await delay(LOOK_MS);
      }
    },
    async stop() {
      await Promise.all(processes.map((_, at) => kill(at)));
      // The engine does not bear being closed over a call.
      await Promise.all(fronts.map((_, at) => settle(at)));
      await Promise.all(fronts.flat().map((it) => it.stop()));
      await Promise.all([slack.close(), ses.stop()]);
      await table.stop();
      await rm(portfolioDir, { recursive: true, force: true });
    },
  };
  return world;
}
