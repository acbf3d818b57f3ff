import type { SocketModeReceiver } from "@slack/bolt";
import { WebAPIPlatformError, WebAPIRateLimitedError } from "@slack/web-api";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";

export interface SocketLineOptions {
  /** Its own way to open another line must be switched off. */
  readonly client: SocketModeReceiver["client"];
  readonly clock: Clock;
  readonly log: Log;
}

/** The line of Socket Mode, down which Slack tells what people do. */
export interface SocketLine {
  /**
   * Opens it, and another whenever it is lost.
   *
   * @throws WebAPIPlatformError if Slack does not let this app have one. What may pass is tried again.
   */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds before each try after the first; the last one for all that follow. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000];

/** A line that was lost sooner counts as one more that failed. */
const LASTING_MS = 10_000;

/** How long a stop waits for Slack to agree that the line is closed. A dead one would take half a minute. */
const CLOSING_MS = 2_000;

/** What Slack answers when it is Slack that is unwell: https://docs.slack.dev/reference/methods/apps.connections.open */
const PASSING = ["internal_error", "fatal_error", "service_unavailable", "request_timeout"];

/**
 * Keeps a line open. Slack takes each one away after some hours; until there is another, whoever presses a button is
 * told that the app does not answer. Slack's own client waits five seconds before it opens another, and ends the
 * process if Slack answers that with an HTTP error: this one opens the first at once, and goes on trying.
 */
export function createSocketLine({ client, clock, log }: SocketLineOptions): SocketLine {
  const closing = new AbortController();
  const { signal } = closing;
  let failures = 0;

  /** Resolves once there is a line. */
  async function connect(isFinal: (error: unknown) => boolean): Promise<void> {
    for (;;) {
      try {
        // Rejects with nothing where the line is closed before Slack has said hello.
        await client.start();
        return;
      } catch (error) {
        if (signal.aborted || isFinal(error)) throw error;
        log.warn({ err: error }, "Slack opened no line; trying again");
        await pause(error);
      }
    }
  }

  async function pause(error?: unknown): Promise<void> {
    const asked = error instanceof WebAPIRateLimitedError ? error.retryAfter * 1_000 : 0;
    const own = PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] ?? 0;
    failures += 1;
    await clock.wait(Math.max(asked, own), signal);
  }

  async function keepOpen(): Promise<void> {
    for (;;) {
      const since = clock.now().getTime();
      await new Promise<void>((resolve) => client.once("disconnected", () => resolve()));
      if (signal.aborted) return;
      log.warn("the line to Slack is gone; opening another");
      const hasLasted = clock.now().getTime() - since >= LASTING_MS;
      if (hasLasted) failures = 0;
      else await pause();
      await connect(() => false);
    }
  }

  return {
    async open() {
      await connect(isRefusal);
      failures = 0;
      // Ends when the line is closed, and in no other way.
      void keepOpen().catch(() => undefined);
    },
    async close() {
      closing.abort();
      const ended = new AbortController();
      const enough = clock.wait(CLOSING_MS, ended.signal).catch(() => undefined);
      await Promise.race([client.disconnect(), enough]);
      ended.abort();
    },
  };
}

/** What another try would not change. */
function isRefusal(error: unknown): boolean {
  return error instanceof WebAPIPlatformError && !PASSING.includes(error.data.error);
}
