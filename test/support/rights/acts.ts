import { COMMAND } from "../../../src/commands/parse-command.ts";
import { COMPOSE_VIEW } from "../../../src/commands/views/compose/ids.ts";
import { REJECT_VIEW } from "../../../src/commands/views/reject-modal.ts";
import { UNCERTAIN_VIEW } from "../../../src/commands/views/uncertain-modal.ts";
import type { Role } from "../../../src/portfolio/portfolio.ts";
import type { SlackMessage, SlackView } from "../fake-slack/fake-slack.ts";
import { elementsOf } from "../fake-slack/find-element.ts";
import type { JsonObject } from "../fake-slack/json.ts";
import { isView } from "../fake-slack/payloads.ts";
import type { FormValues } from "../fake-slack/view-state.ts";
import type { Stage } from "./stage.ts";

/** One thing that somebody can ask of the bot. */
export interface Attempt {
  readonly what: string;
  /** What Slack calls it: the id of a button or a form; the command. */
  readonly id: string;
  /** Whoever has less may not; `member` may without any role. */
  readonly least: Role | "member";
  /** Resolves once the bot has acknowledged it. */
  readonly by: (user: string, stage: Stage) => Promise<unknown>;
  /** What whoever may do it sees then, in an answer, a form, the Home tab or the channel. */
  readonly seen: string | RegExp;
}

export type Source = SlackMessage | SlackView;
type Least = Attempt["least"];

export const command = (text: string, least: Least, seen: Attempt["seen"]): Attempt => ({
  what: `/exec-report ${text}`,
  id: COMMAND,
  least,
  by: (user, { bot }) => bot.slack.as(user).command(COMMAND, text, { channel: "reports" }),
  seen,
});

/** A button where it stands; of several that are called the same the first, or the one with this value. */
export const press = (
  what: string,
  action: string,
  on: (stage: Stage) => Source,
  least: Least,
  seen: Attempt["seen"],
  value?: (stage: Stage) => string,
): Attempt => ({
  what,
  id: action,
  least,
  by: (user, stage) => {
    const { slack } = stage.bot;
    const button = findButton(on(stage), action, value?.(stage));
    // What only somebody else sees is pressed in a copy: what takes its place is seen by whoever pressed.
    const source = isEphemeral(button) ? slack.showEphemeral(user, button) : button;
    return slack.as(user).click(source, { action });
  },
  seen,
});

/** A button that nothing shows now: what a client sends need not be what was shown to it. */
export const forge = (
  what: string,
  action: string,
  value: (stage: Stage) => string,
  least: Least,
  seen: Attempt["seen"],
): Attempt => {
  const on = (stage: Stage) => {
    const button = { type: "button", action_id: action, value: value(stage) };
    return { ...stage.schedules, blocks: [{ type: "actions", elements: [button] }] };
  };
  return press(what, action, on, least, seen);
};

const VIEWS: Readonly<Record<keyof Stage["forms"], string>> = {
  compose: COMPOSE_VIEW,
  edit: COMPOSE_VIEW,
  reject: REJECT_VIEW,
  uncertain: UNCERTAIN_VIEW,
};

/** A form that was opened before, sent. */
export const send = (
  what: string,
  form: keyof Stage["forms"],
  values: (view: SlackView) => FormValues,
  least: Least,
  seen: Attempt["seen"],
): Attempt => ({
  what,
  id: VIEWS[form],
  least,
  by: (user, { bot: { slack }, forms }) => {
    const view = slack.showModal(user, forms[form]);
    return slack.as(user).submit(values(view));
  },
  seen,
});

function findButton<T extends Source>(source: T, action: string, value?: string): T {
  const isMeant = (block: JsonObject) =>
    elementsOf([block]).some(
      ({ element }) =>
        element["action_id"] === action && (value === undefined || element["value"] === value),
    );
  return { ...source, blocks: source.blocks.filter(isMeant).slice(0, 1) };
}

function isEphemeral(source: Source): source is SlackMessage {
  return !isView(source) && source.ephemeralTo !== undefined;
}
