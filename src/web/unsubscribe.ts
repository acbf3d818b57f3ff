import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Subscription } from "../dispatch/dispatch.ts";
import type { Unsubscriptions } from "../dispatch/ports.ts";
import type { Log } from "../log.ts";
import { type Page, writePage } from "./page.ts";

export interface UnsubscribeOptions {
  /** What a link says; undefined if it is not one of ours. */
  readonly read: (token: string) => Subscription | undefined;
  readonly unsubscriptions: Unsubscriptions;
  /** What a report type is called, e.g. `CFO report`. */
  readonly titleOf: (reportType: string) => string;
  readonly log: Log;
}

/** More than any form of ours has; in bytes. */
const MOST_BODY = 10_000;

/**
 * `GET` and `POST /unsubscribe/<token>`. Only a POST changes anything: scanners follow every link of a mail. A mail
 * client posts `List-Unsubscribe=One-Click` (RFC 8058); a person reads the page and presses its button.
 */
export function createUnsubscribe(options: UnsubscribeOptions): RequestListener {
  return (request, response) => {
    answer(request, response, options).catch((err: unknown) => {
      options.log.error({ err }, "a subscription could not be changed");
      writePage(response, 503, {
        title: "That did not work",
        text: "Nothing was changed, because the database did not answer. Try again in a minute.",
      });
    });
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { read, unsubscriptions, titleOf }: UnsubscribeOptions,
): Promise<void> {
  const token = tokenOf(request);
  const subscription = token === undefined ? undefined : read(token);
  if (subscription === undefined) {
    writePage(response, 404, {
      title: "This link does not work",
      text: "It is not complete, or it was made by another installation. Answer the mail instead.",
    });
    return;
  }
  const title = titleOf(subscription.reportType);
  if (request.method !== "POST") {
    writePage(response, 200, pageBefore(title));
    return;
  }
  if ((await bodyOf(request)).get("resume") === "yes") {
    await unsubscriptions.resume(subscription);
    writePage(response, 200, {
      title: `You get the ${title} again`,
      text: "From the next one on.",
    });
    return;
  }
  await unsubscriptions.end(subscription);
  writePage(response, 200, pageAfter(title));
}

/** What follows the path; undefined if it is no text. */
function tokenOf({ url = "" }: IncomingMessage): string | undefined {
  try {
    return decodeURIComponent(url.replace(/\?.*$/, "").replace(/^\/[^/]*\//, ""));
  } catch {
    return undefined;
  }
}

function pageBefore(title: string): Page {
  return {
    title: `Stop getting the ${title}?`,
    text: "Other reports keep coming.",
    form: { field: "List-Unsubscribe", value: "One-Click", button: "Unsubscribe" },
  };
}

function pageAfter(title: string): Page {
  return {
    title: `You will not get the ${title} any more`,
    text: "Whoever approves the next one sees that you are left out.",
    form: { field: "resume", value: "yes", button: "Get it again" },
  };
}

/** A form; what is longer than any of ours is cut off, and says nothing. */
async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let body = "";
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > MOST_BODY) return new URLSearchParams();
  }
  return new URLSearchParams(body);
}
