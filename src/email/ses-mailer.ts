import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { type Clock, systemClock } from "../clock.ts";
import type { Mailer, OutgoingMail } from "../dispatch/mail-ports.ts";
import { MailRefusedError } from "../errors.ts";
import { AddressError, composeMime, createMailbox, parseMailbox } from "./compose-mime.ts";
import { toRefusal } from "./refusal.ts";

export interface SesClientOptions {
  /** e.g. `us-west-2`. */
  readonly region: string;
  /** Milliseconds until a connection must stand. Default {@link SES_TIMEOUTS}. */
  readonly connectionTimeout?: number;
  /** Milliseconds until an answer must be there; longer than SES takes in practice. Default {@link SES_TIMEOUTS}. */
  readonly requestTimeout?: number;
}

/**
 * A client for SES that never sends twice by itself: SES has no idempotency key, so a retry inside the SDK
 * after a lost answer would be a second mail. Credentials and the endpoint (`AWS_ENDPOINT_URL_SES`) are
 * found by the SDK itself.
 *
 * Each call has a connection of its own. One that was kept open may be closed by SES at the very moment it is used
 * again; the call then ends as reset, and nobody can know whether SES took the mail
 * (docs/decisions/0022-a-connection-for-each-mail.md).
 */
export function createSesClient(options: SesClientOptions): SESClient {
  const { region, connectionTimeout, requestTimeout } = { ...SES_TIMEOUTS, ...options };
  return new SESClient({
    region,
    maxAttempts: 1,
    // Without throwOnRequestTimeout the SDK only warns and waits on.
    requestHandler: {
      connectionTimeout,
      requestTimeout,
      throwOnRequestTimeout: true,
      httpAgent: ONE_CALL,
      httpsAgent: ONE_CALL,
    },
  });
}

/** In milliseconds; a claim's lease outlasts both. */
export const SES_TIMEOUTS = { connectionTimeout: 5_000, requestTimeout: 30_000 } as const;

const ONE_CALL = { keepAlive: false, maxSockets: 50 } as const;

export interface SesMailerOptions {
  /** From `createSesClient`: a client that retries by itself may send twice. */
  readonly client: SESClient;
  /** Name of the configuration set whose events come back with the tags. */
  readonly configurationSet?: string;
  /** Gives the `Date` header. */
  readonly clock?: Pick<Clock, "now">;
}

/** Hands mails to Amazon SES, one call each, never retrying. */
export function createSesMailer(options: SesMailerOptions): Mailer {
  const { client, clock = systemClock } = options;
  return {
    async send(mail) {
      const command = await buildCommand(mail, options.configurationSet, clock.now());
      const { MessageId } = await client.send(command).catch((error: unknown) => {
        throw toRefusal(error);
      });
      if (MessageId !== undefined && MessageId !== "") return MessageId;
      throw new MailRefusedError("unknown", "SES answered without a message id.");
    },
  };
}

async function buildCommand(
  mail: OutgoingMail,
  configurationSet: string | undefined,
  date: Date,
): Promise<SendRawEmailCommand> {
  try {
    return new SendRawEmailCommand({
      Source: parseMailbox(mail.from).address,
      Destinations: mail.to.map(({ name, email }) => createMailbox(name, email).address),
      RawMessage: { Data: await composeMime(mail, date) },
      Tags: Object.entries(mail.tags).map(([Name, value]) => ({ Name, Value: toTagValue(value) })),
      ...(configurationSet === undefined ? {} : { ConfigurationSetName: configurationSet }),
    });
  } catch (error) {
    // Nothing was called: without this a fault in composing would look like a lost answer.
    if (!(error instanceof AddressError)) {
      throw new MailRefusedError("permanent", "The mail could not be composed.", { cause: error });
    }
    throw new MailRefusedError("permanent", "The mail was not sent: an address is malformed.", {
      cause: error,
      hint: "Correct it under people or as the sender in the settings.",
    });
  }
}

/** SES allows `[A-Za-z0-9_-]`, up to 256 characters, and refuses the mail otherwise. */
function toTagValue(value: string): string {
  return value.replace(/[^A-Za-z0-9_-]/gu, "_").slice(0, 256) || "_";
}
