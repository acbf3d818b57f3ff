import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { systemClock } from "../src/clock.ts";
import { type Bot, startBot } from "../src/composition/bot.ts";
import { parseConfig } from "../src/config.ts";
import { PortTakenError } from "../src/errors.ts";
import { createLog } from "../src/log.ts";
import { createTable } from "../src/store/create-table.ts";
import type { FetchText } from "../src/web/sns/fetch-text.ts";
import { startDynamoDb } from "./dynamodb.ts";
import { listenOn, stopServer } from "./listen.ts";
import { type SesEndpoint, startSes } from "./ses-front.ts";
import { startSesPublisher } from "./ses-publisher.ts";
import { botEnvironment, type DemoSettings, PORT_VARIABLES } from "./settings.ts";
import { startLocalSlack } from "./slack.ts";
import { startSlackFront } from "./slack-front.ts";
import { createLocalSns } from "./sns.ts";

export interface Demo {
  readonly urls: {
    readonly slack: string;
    readonly inbox: string;
    readonly dynamoDb: string;
    readonly bot: string;
  };
  /** The local SES, which can be told to fail. */
  readonly ses: SesEndpoint;
  stop(): Promise<void>;
}

/**
 * Starts the real bot around local engines. The AWS SDK must find their addresses in the environment; see
 * `awsEnvironment`.
 *
 * @throws PortTakenError naming every port that is taken, before anything is started.
 */
export async function startDemo(settings: DemoSettings): Promise<Demo> {
  await assertPortsFree(settings);
  const running: { stop(): Promise<void> }[] = [];
  // The bot goes first, while there is still something for it to finish with.
  const stop = async () => {
    for (const part of running.toReversed()) await part.stop();
  };
  const keep = <T extends { stop(): Promise<void> }>(part: T): T => {
    running.push(part);
    return part;
  };
  try {
    const path = join(settings.dataDir, "dynamodb");
    const [dynamoDb, ses, slack] = await Promise.all([
      startDynamoDb({ port: settings.dynamoDbPort, path }).then(keep),
      startSes({ port: settings.sesPort }).then(keep),
      // People find it behind its front.
      startLocalSlack(settings, await findFreePort()).then(keep),
    ]);
    const front = keep(await startSlackFront(slack.url, settings));
    const sns = createLocalSns(systemClock);
    const bot = keep(await startDemoBot(settings, front.apiUrl, sns.fetchText));
    const eventsUrl = `http://127.0.0.1:${bot.port}/ses/events`;
    keep(startSesPublisher({ ses, sns, eventsUrl, clock: systemClock }));
    return {
      urls: {
        slack: front.url,
        inbox: `http://localhost:${settings.sesPort}`,
        dynamoDb: dynamoDb.url,
        bot: `http://localhost:${bot.port}`,
      },
      ses,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function findFreePort(): Promise<number> {
  const probe = createHttpServer();
  const url = await listenOn(probe, 0);
  await stopServer(probe);
  return Number(new URL(url).port);
}

/** @param fetchText Serves the certificate of the local SNS, under the name that Amazon's would have. */
async function startDemoBot(
  settings: DemoSettings,
  apiUrl: string,
  fetchText: FetchText,
): Promise<Bot> {
  const config = parseConfig({ ...botEnvironment(settings), SLACK_API_URL: apiUrl });
  const client = new DynamoDBClient({});
  await createTable(client, config.aws.table);
  client.destroy();
  // Its secrets are no secrets: nobody but this machine may reach it.
  const log = createLog(config.logLevel);
  return await startBot({ config, log, host: "127.0.0.1", fetchText });
}

async function assertPortsFree(settings: DemoSettings): Promise<void> {
  const wanted = Object.entries(PORT_VARIABLES).map(([part, variable]) => ({
    variable,
    port: settings[part as keyof typeof PORT_VARIABLES],
  }));
  const taken = [];
  for (const { port, variable } of wanted) {
    if (!(await isFree(port))) taken.push(`port ${port} (${variable})`);
  }
  if (taken.length === 0) return;
  throw new PortTakenError(`The demo cannot start: ${taken.join(", ")} is taken.`, {
    hint: "Stop what listens there, or set the variable to another port.",
  });
}

/** Tries the address that the strictest of the parts needs: all interfaces. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}
