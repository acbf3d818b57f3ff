/** What becomes of each mail, told to the bot as SES tells it: through a configuration set and a topic of SNS. */

import type { Clock } from "../src/clock.ts";
import type { SesCall } from "./ses-calls.ts";
import { type SesEventType, sesEvent } from "./ses-event.ts";
import type { SesEndpoint } from "./ses-front.ts";
import { bareAddress } from "./ses-rules.ts";
import type { LocalSns } from "./sns.ts";

export interface SesPublisherOptions {
  readonly ses: Pick<SesEndpoint, "taken" | "changes">;
  readonly sns: Pick<LocalSns, "message">;
  /** The bot's `/ses/events`. */
  readonly eventsUrl: string;
  readonly clock: Clock;
}

export interface SesPublisher {
  /** Tells nothing new and resolves when what is being told has arrived. */
  stop(): Promise<void>;
}

/** SNS tries again, with pauses, what was answered with 5xx or not at all. */
const PAUSES_MS = [1_000, 5_000, 20_000] as const;

/** Tells of every mail that is taken from now on and names a configuration set. */
export function startSesPublisher({
  ses,
  sns,
  eventsUrl,
  clock,
}: SesPublisherOptions): SesPublisher {
  const stopping = new AbortController();
  const told = new Set(ses.taken);
  const underWay = new Set<Promise<void>>();

  async function tell(call: SesCall): Promise<void> {
    for (const type of eventsOf(call)) {
      const body = JSON.stringify(sns.message(sesEvent(type, call, clock.now())));
      for (const pause of [...PAUSES_MS, undefined]) {
        if (await post(eventsUrl, body)) break;
        if (pause !== undefined) await clock.wait(pause, stopping.signal);
      }
    }
  }

  const look = () => {
    for (const call of ses.taken) {
      if (told.has(call) || call.configurationSet === undefined) continue;
      told.add(call);
      // Stopped while it waited: nobody is left to be told.
      const work = tell(call).catch(() => undefined);
      underWay.add(work);
      void work.then(() => underWay.delete(work));
    }
  };
  ses.changes.on("change", look);
  return {
    async stop() {
      stopping.abort();
      ses.changes.off("change", look);
      await Promise.all(underWay);
    },
  };
}

/**
 * Addresses of the mailbox simulator do what they do at Amazon: `bounce@simulator.amazonses.com` does not exist,
 * `complaint@…` takes its mail for spam; labels (`bounce+cto@…`) tell them apart. Every other address takes its mail.
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator
 */
function eventsOf({ destinations }: SesCall): readonly SesEventType[] {
  const ways = destinations.map(
    (to) => /^(bounce|complaint)(?:\+.*)?@simulator\.amazonses\.com$/i.exec(bareAddress(to))?.[1],
  );
  if (ways.includes("bounce")) return ["Send", "Bounce"];
  return ways.includes("complaint") ? ["Send", "Delivery", "Complaint"] : ["Send", "Delivery"];
}

/** @returns Whether it need not be told again. */
async function post(url: string, body: string): Promise<boolean> {
  const headers = { "content-type": "text/plain; charset=UTF-8" };
  const answer = await fetch(url, { method: "POST", headers, body }).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer !== undefined && answer.status < 500;
}
