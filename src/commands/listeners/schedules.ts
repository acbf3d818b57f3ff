import type { Requester } from "../../dispatch/dispatch.ts";
import { type Answer, afterAck, replaceOriginal } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildNotice } from "../messages/notice.ts";
import { readScheduleReference, type ScheduleReference } from "../messages/schedule-buttons.ts";
import { buildSchedules } from "../messages/schedules.ts";

type Listener = (click: ButtonArguments) => Promise<void>;

/** What a button of the list does. Returns what has been done, as a sentence. */
type Deed = (reference: ScheduleReference, by: Requester) => Promise<string>;

export function onPauseSchedule(paused: boolean, deps: ListenerDependencies): Listener {
  const [done, before] = paused
    ? ["Paused.", "It was paused before."]
    : ["Resumed.", "It was resumed before."];
  return onDeed(deps, async ({ scheduleId }, by) =>
    (await deps.scheduler.setPaused(scheduleId, paused, by)) ? done : before,
  );
}

export function onDeleteSchedule(deps: ListenerDependencies): Listener {
  return onDeed(deps, async ({ scheduleId }, by) =>
    (await deps.scheduler.remove(scheduleId, by)) ? "Deleted." : "It was deleted before.",
  );
}

/** A list runs a schedule once, however often its button is pressed; the list that follows can run it again. */
export function onRunSchedule(deps: ListenerDependencies): Listener {
  return onDeed(deps, async ({ scheduleId, shownAt }, by) => {
    const onceKey = `run-now#${by.userId}#${scheduleId}#${shownAt}`;
    const made = await deps.scheduler.runNow(scheduleId, by, onceKey);
    return made === undefined ? "It has been run already." : "Made: its preview is posted.";
  });
}

/** The buttons *Earlier* and *Later*. */
export function onPageOfSchedules(deps: ListenerDependencies): Listener {
  return onDeed(deps, async () => "");
}

/** Does it, and shows the list as it is then, in its place; also where it failed, which is said besides. */
function onDeed(deps: ListenerDependencies, deed: Deed): Listener {
  return async ({ ack, body, action, respond, client }) => {
    await ack();
    const { requester, value } = readClick({ body, action });
    const reference = readScheduleReference(value);
    await afterAck({ userId: requester.userId, client, respond }, deps, async (answer) => {
      const show = async (said: string, anew: Answer) => {
        const listed = await deps.scheduler.list(requester);
        const list = buildSchedules(listed, reference.page, deps.clock.now(), said);
        await replaceOriginal(list, respond, anew);
      };
      const said = await deed(reference, requester).catch(async (error: unknown) => {
        // What failed matters more than a list that cannot be shown.
        await show("", async () => undefined).catch(() => undefined);
        throw error;
      });
      await show(said, answer).catch(async (error: unknown) => {
        if (said !== "") await answer(buildNotice(said));
        throw error;
      });
    });
  };
}
