import { digest } from "./digest.ts";
import { createHelp } from "./help.ts";
import { history } from "./history.ts";
import { recall } from "./recall.ts";
import { retry } from "./retry.ts";
import { roles } from "./roles.ts";
import { schedule } from "./schedule.ts";
import { schedules } from "./schedules.ts";
import { status } from "./status.ts";
import type { SubCommand } from "./sub-command.ts";
import { suppressions } from "./suppressions.ts";

/** In the order of the help. A new one is one file and one line here. */
const LISTED: readonly SubCommand[] = [
  history,
  status,
  retry,
  recall,
  digest,
  schedule,
  schedules,
  suppressions,
  roles,
];

/** Everything that can stand after the command besides a report. */
export const SUB_COMMANDS: readonly SubCommand[] = [...LISTED, createHelp(LISTED)];
