import type { SESClient } from "@aws-sdk/client-ses";
import type { Clock } from "../clock.ts";
import type { AccountStanding, MailAccount } from "../dispatch/mail-ports.ts";
import type { Log } from "../log.ts";
import { readSesAccount } from "./ses-account.ts";

export interface AccountReaderOptions {
  readonly client: SESClient;
  /** RFC 5322 mailbox of the sender. */
  readonly from: string;
  /** The client's region. */
  readonly region: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** How old an answer may be where nobody asks for a newer one, in milliseconds. */
const AGE_MS = 300_000;
/** SES answers each of these questions once a second. */
const LEAST_AGE_MS = 1_000;
/** After SES did not answer, how long it is not asked again. */
const SILENCE_MS = 30_000;

/** What SES says of the account, remembered for minutes and asked once a second at most. */
export function createAccountReader(options: AccountReaderOptions): MailAccount {
  const { client, from, region, clock, log } = options;
  let last: AccountStanding | undefined;
  let silentSince: number | undefined;
  let reading: Promise<AccountStanding | undefined> | undefined;

  async function ask(): Promise<AccountStanding | undefined> {
    try {
      last = await readSesAccount({ client, from, region, now: clock.now() });
      silentSince = undefined;
      return last;
    } catch (err) {
      silentSince = clock.now().getTime();
      log.warn({ err }, "SES did not say how the account stands; see `npm run doctor`");
      return undefined;
    }
  }

  return {
    async read(maxAgeMs = AGE_MS) {
      const now = clock.now().getTime();
      const age = Math.max(LEAST_AGE_MS, maxAgeMs);
      if (last !== undefined && now - last.readAt.getTime() < age) return last;
      if (silentSince !== undefined && now - silentSince < SILENCE_MS) return undefined;
      reading ??= ask().finally(() => {
        reading = undefined;
      });
      return await reading;
    },
  };
}
