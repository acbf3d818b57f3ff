import { buildSchedules } from "../messages/schedules.ts";
import type { SubCommand } from "./sub-command.ts";

export const schedules: SubCommand = {
  name: "schedules",
  description: "Reports that are made again and again: what, when, and what came of it last.",
  async run({ requester, answer }, { scheduler, clock }) {
    await answer(buildSchedules(await scheduler.list(requester), 0, clock.now()));
  },
};
