import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import { isObject } from "./fake-slack/json.ts";

/** Requests of this process that are under way, whoever makes them and with whichever client. */
export interface Traffic {
  isUnderWay(): boolean;
}

/** Node tells of its own requests, and undici of those that `fetch` makes: each when it begins and when it ends. */
export function watchTraffic(): Traffic {
  const underWay = new Set<unknown>();
  const requestOf = (message: unknown) => (isObject(message) ? message["request"] : undefined);
  const begins = (message: unknown) => underWay.add(requestOf(message));
  const ends = (message: unknown) => underWay.delete(requestOf(message));
  subscribe("http.client.request.start", (message) => {
    begins(message);
    (requestOf(message) as ClientRequest).once("close", () => ends(message));
  });
  subscribe("undici:request:create", begins);
  subscribe("undici:request:trailers", ends);
  subscribe("undici:request:error", ends);
  return { isUnderWay: () => underWay.size > 0 };
}
