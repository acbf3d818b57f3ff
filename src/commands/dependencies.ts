import type { Clock } from "../clock.ts";
import type { Dispatcher } from "../dispatch/dispatcher.ts";
import type { Announcer } from "../dispatch/ports.ts";
import type { Log } from "../log.ts";
import type { ReportDefinition } from "../reports/definition.ts";

/** What listeners work with. */
export interface ListenerDependencies {
  readonly dispatcher: Dispatcher;
  readonly announcer: Announcer;
  readonly registry: readonly ReportDefinition[];
  readonly clock: Clock;
  readonly log: Log;
  /** Work that goes on after the acknowledgement; stopping the bot waits for it. */
  readonly track: (work: Promise<void>) => Promise<void>;
}
