import { RETRY_ACTION } from "../../../src/commands/messages/afterwards.ts";
import { APPROVE_ACTION } from "../../../src/commands/messages/decision.ts";
import { SAVE_SCHEDULE_ACTION } from "../../../src/commands/messages/planned-schedule.ts";
import { DEED_ACTION, MAILS_ACTION } from "../../../src/commands/views/uncertain-modal.ts";
import { textsOf } from "../fake-slack/dump.ts";
import type { SlackMessage, SlackView } from "../fake-slack/fake-slack.ts";
import { elementsOf } from "../fake-slack/find-element.ts";
import { asObject, parseJson } from "../fake-slack/json.ts";
import type { FormValues } from "../fake-slack/view-state.ts";
import type { Source } from "./acts.ts";
import type { Stage } from "./stage.ts";

/** What a button of a message refers to. */
export function referenceIn(source: Source | undefined, action: string): string {
  const all = elementsOf(source?.blocks ?? []);
  const found = all.find(({ element }) => element["action_id"] === action);
  return String(found?.element["value"]);
}

/** Each of the previews that wait is used up by one deed. */
export const waiting =
  (n: number) =>
  ({ bot, waiting: all }: Stage): SlackMessage => {
    const message = all[n];
    if (message === undefined) throw new Error(`There is no preview ${n}.`);
    return bot.current(message) ?? message;
  };
/** Those that nothing but decisions uses up, and that nobody has decided on so far. */
const undecided = (stage: Stage): readonly SlackMessage[] =>
  [3, 4, 5].map((n) => waiting(n)(stage)).filter((it) => textsOf(it.blocks).includes("Approve"));
/** One of them that this source shows, too. */
export const undecidedOn = (on: (stage: Stage) => Source) => (stage: Stage) => {
  const shown = JSON.stringify(on(stage).blocks);
  const ids = undecided(stage).map((it) => referenceIn(it, APPROVE_ACTION));
  const found = ids.find((id) => shown.includes(`"${id}"`));
  if (found === undefined) throw new Error("Nothing there waits any more.");
  return found;
};
export const aPreview = (stage: Stage): SlackMessage => {
  const [first] = undecided(stage);
  if (first === undefined) throw new Error("No preview waits any more.");
  return first;
};
export const idOf = (n: number) => (stage: Stage) => referenceIn(stage.waiting[n], APPROVE_ACTION);
/** As it stands by now. */
export const unfinished = ({ bot, unfinished: message }: Stage) => bot.current(message) ?? message;
/** Refers to how it stands by now. */
export const itsMails = (stage: Stage) => referenceIn(unfinished(stage), RETRY_ACTION);

/** The first of the uncertain mails. */
export const someMail = (view: SlackView): FormValues => {
  const field = elementsOf(view.blocks).find(
    ({ element }) => element["action_id"] === MAILS_ACTION,
  );
  const [option] = [field?.element["options"]].flat();
  return { [MAILS_ACTION]: [String(asObject(option)["value"])], [DEED_ACTION]: "mark" };
};

/** The schedule that is not saved yet, as if it had been shown as one that sends without approval. */
export const unseenSchedule = ({ proposal }: Stage): string => {
  const shown = asObject(parseJson(referenceIn(proposal, SAVE_SCHEDULE_ACTION)));
  const id = String(shown["id"]).replace(/.$/u, (last) => (last === "0" ? "1" : "0"));
  return JSON.stringify({ ...shown, id, approval: "not_needed" });
};
