import { ACTIONS } from "../../src/commands/views/compose/ids.ts";
import type { TestBot } from "./bot.ts";
import { textsOf } from "./fake-slack/dump.ts";
import type { SlackView } from "./fake-slack/fake-slack.ts";
import { elementsOf } from "./fake-slack/find-element.ts";
import { asList, asObject, asObjects } from "./fake-slack/json.ts";

/** The form as a test sees it. */
export interface ComposeForm {
  /** Types the bare command in #reports and waits until everything that can be asked is there. */
  open(user?: string): Promise<SlackView>;
  /** The form as it stands. @throws Error if there is none */
  view(user?: string): SlackView;
  /** Resolves once the form says, or asks, this. */
  waitFor(text: string | RegExp, user?: string): Promise<SlackView>;
  /** Makes a choice that others depend on. */
  choose(question: keyof typeof ACTIONS, value: string, user?: string): Promise<unknown>;
  /** The questions that are asked, by their place in {@link ACTIONS}. */
  questions(user?: string): readonly string[];
  /** Labels to choose from, and those that are chosen when the form is drawn. */
  options(question: keyof typeof ACTIONS, user?: string): readonly string[];
  chosen(question: keyof typeof ACTIONS, user?: string): readonly string[];
  /** What Slack shows below a question. */
  errors(user?: string): Readonly<Record<string, unknown>>;
}

export function composeForm({ slack }: TestBot): ComposeForm {
  const view = (user = "U02MEMBER") => {
    const modal = slack.modal(user);
    if (modal === undefined) throw new Error(`${user} has no form open.`);
    return modal;
  };
  const element = (question: keyof typeof ACTIONS, user?: string) =>
    elementsOf(view(user).blocks).find((it) => it.element["action_id"] === ACTIONS[question])
      ?.element ?? {};
  const labels = (options: unknown) =>
    asObjects(options).map((option) => String(asObject(option["text"])["text"]));
  const form: ComposeForm = {
    async open(user = "U02MEMBER") {
      await slack.as(user).command("/exec-report", "", { channel: "reports" });
      return await form.waitFor("Entities", user);
    },
    view,
    waitFor: (text, user) =>
      slack.waitFor(() => {
        const said = textsOf(view(user).blocks).join("\n");
        return (typeof text === "string" ? said.includes(text) : text.test(said)) && view(user);
      }, `the form that says "${text}"`),
    choose: (question, value, user = "U02MEMBER") =>
      slack.as(user).choose(view(user), ACTIONS[question], value),
    questions: (user) => {
      const asked = elementsOf(view(user).blocks).map((it) => it.element["action_id"]);
      return Object.entries(ACTIONS).flatMap(([name, id]) => (asked.includes(id) ? [name] : []));
    },
    options: (question, user) => labels(element(question, user)["options"]),
    chosen: (question, user) => {
      const {
        initial_option: one,
        initial_options: many,
        initial_users: users,
      } = element(question, user);
      return [...labels(one === undefined ? many : [one]), ...asList(users).map(String)];
    },
    errors: (user = "U02MEMBER") => slack.modalErrors(user),
  };
  return form;
}
