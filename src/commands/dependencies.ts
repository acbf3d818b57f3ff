import type { AlarmClock } from "../clock.ts";
import type { Digests } from "../digest/digests.ts";
import type { Dispatcher } from "../dispatch/dispatcher.ts";
import type { Log } from "../log.ts";
import type { ReportDefinition } from "../reports/definition.ts";
import type { Scheduler } from "../schedule/scheduler.ts";
import type { Patiently } from "./call-slack.ts";
import type { HomeTab } from "./home-tab.ts";
import type { OpenForms } from "./open-forms.ts";

/** What listeners work with. */
export interface ListenerDependencies {
  readonly dispatcher: Dispatcher;
  readonly scheduler: Scheduler;
  readonly digests: Pick<Digests, "show">;
  readonly home: HomeTab;
  readonly registry: readonly ReportDefinition[];
  readonly patiently: Patiently;
  readonly openForms: OpenForms;
  readonly clock: AlarmClock;
  /** Where a whole report can be read for a while; absent where nobody outside can reach the bot. */
  readonly reportLink?: (dispatchId: string) => string;
  readonly log: Log;
  /** Work that goes on after the acknowledgement; stopping the bot waits for it. */
  readonly track: (work: Promise<void>) => Promise<void>;
}
