import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { type FetchText, snsUrl } from "./sns/fetch-text.ts";
import { parseSnsMessage, type SnsMessage } from "./sns/message.ts";
import { createVerifySns, type VerifySns } from "./sns/verify.ts";

export interface SesEventsOptions {
  /** ARN of the only topic whose messages count. */
  readonly topicArn: string;
  /**
   * What to do with a message. Called again for a message that is told again.
   *
   * @param id The same whenever the message is told again.
   * @param text As it was published.
   */
  readonly take: (id: string, text: string) => Promise<void>;
  /** How certificates are fetched and subscriptions confirmed. */
  readonly fetchText: FetchText;
  readonly clock: Clock;
  readonly log: Log;
}

/** SNS takes messages up to 256 KB; as text in JSON they may double. In bytes. */
const MOST_BODY = 600_000;

/**
 * SNS repeats a message over HTTP for an hour at most, with the time of the first attempt; clocks may differ by five
 * minutes.
 */
const OLDEST_MS = 65 * 60_000;
const NEWEST_MS = 5 * 60_000;

/**
 * `POST /ses/events`: what SES tells about mails, through a topic of Amazon SNS. SNS repeats what is answered with
 * 5xx, and nothing else: a message that will never be right gets 4xx, whatever is a matter of time 503.
 */
export function createSesEvents(options: SesEventsOptions): RequestListener {
  const verifySns = createVerifySns(options.fetchText);
  return (request, response) => {
    answer(request, options, verifySns).then(
      (status) => write(response, status),
      (err: unknown) => {
        options.log.error({ err }, "an event of the mail service could not be taken now");
        write(response, 503);
      },
    );
  };
}

type Status = 200 | 400 | 403 | 413;

async function answer(
  request: IncomingMessage,
  options: SesEventsOptions,
  verifySns: VerifySns,
): Promise<Status> {
  const body = await bodyOf(request);
  if (body === undefined) return 413;
  const message = parseSnsMessage(body);
  if (message === undefined) return 400;
  const fault = await faultOf(message, options, verifySns);
  if (fault !== undefined) {
    options.log.warn({ sns: message.MessageId, fault }, "a message for /ses/events was refused");
    return 403;
  }
  await act(message, options);
  return 200;
}

/** Why a message does not count. The signature comes last: nothing is fetched for what is wrong already. */
async function faultOf(
  message: SnsMessage,
  { topicArn, clock }: SesEventsOptions,
  verifySns: VerifySns,
): Promise<string | undefined> {
  if (message.TopicArn !== topicArn) return "another topic";
  const age = clock.now().getTime() - new Date(message.Timestamp).getTime();
  if (age > OLDEST_MS) return "too old";
  if (age < -NEWEST_MS) return "from the future";
  if (message.Type === "SubscriptionConfirmation" && snsUrl(message.SubscribeURL) === undefined) {
    return "a subscription elsewhere than at Amazon SNS";
  }
  return (await verifySns(message)) ? undefined : "not signed by Amazon SNS";
}

async function act(message: SnsMessage, options: SesEventsOptions): Promise<void> {
  const { log, take } = options;
  switch (message.Type) {
    case "Notification":
      return await take(message.MessageId, message.Message);
    case "SubscriptionConfirmation":
      return await confirm(message.SubscribeURL, options);
    case "UnsubscribeConfirmation":
      log.warn(
        { topic: message.TopicArn },
        "the topic of SES's events sends nothing here any more; subscribe again if that was a mistake",
      );
  }
}

async function confirm(subscribeUrl: string, options: SesEventsOptions): Promise<void> {
  const { fetchText, topicArn, log } = options;
  await fetchText(new URL(subscribeUrl));
  log.info({ topic: topicArn }, "subscribed to the events of the mail service");
}

function write(response: ServerResponse, status: number): void {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
    // What is left of a body that was too long is not read.
    ...(status === 413 && { connection: "close" }),
  });
  response.end(status === 200 ? "Taken.\n" : "Not taken.\n");
}

/** SNS says that it sends plain text; the type is not looked at. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > MOST_BODY) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}
