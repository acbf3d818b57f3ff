import { App, LogLevel, type SlashCommand } from "@slack/bolt";
import { describe, expect, it, onTestFinished } from "vitest";
import type { FakeSlack, FakeSlackOptions } from "../../support/fake-slack/fake-slack.ts";
import {
  call,
  clientOf,
  EXEC,
  OWNER,
  SECRET,
  STRANGER,
  startSlack,
  TOKEN,
} from "./fake-slack-support.ts";

const plain = (text: string) => ({ type: "plain_text" as const, text });
const QUESTION = [
  { type: "section" as const, text: { type: "mrkdwn" as const, text: "Send it?" } },
  {
    type: "actions" as const,
    elements: [
      { type: "button" as const, text: plain("Approve"), action_id: "approve", value: "01J" },
      { type: "button" as const, text: plain("Later"), action_id: "later" },
    ],
  },
];
const MODAL = {
  type: "modal" as const,
  callback_id: "compose",
  private_metadata: "",
  title: plain("Send a report"),
  submit: plain("Preview"),
  blocks: [
    {
      type: "input" as const,
      block_id: "type",
      label: plain("Report"),
      element: {
        type: "static_select" as const,
        action_id: "type",
        options: ["ceo", "cto"].map((value) => ({ text: plain(value.toUpperCase()), value })),
      },
    },
    {
      type: "input" as const,
      block_id: "note",
      optional: true,
      label: plain("Note"),
      element: { type: "plain_text_input" as const, action_id: "note", initial_value: "none" },
    },
  ],
};

/** A real Bolt app in front of the fake. */
async function startBot(more: Partial<FakeSlackOptions> = {}) {
  const slack = await startSlack(more);
  const app = new App({
    token: TOKEN,
    signingSecret: SECRET,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    // Left to itself it asks who it is with nobody to hear that Slack has gone.
    deferInitialization: true,
  });
  await app.init();
  app.error(async () => undefined);
  const server = await app.start({ port: 0, host: "127.0.0.1" });
  onTestFinished(async () => {
    await app.stop();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The bot has no port.");
  slack.requestUrl = `http://127.0.0.1:${address.port}/slack/events`;
  return { slack, app, owner: slack.as(OWNER) };
}

async function ask(slack: FakeSlack) {
  await clientOf(slack).chat.postMessage({ channel: EXEC, text: "Send it?", blocks: QUESTION });
  return slack.waitFor(() => slack.messages(EXEC)[0], "the question");
}

describe("a command", () => {
  it("reaches a Bolt app with everything Slack sends", async () => {
    const { slack, app, owner } = await startBot();
    const seen: SlashCommand[] = [];
    app.command("/exec-report", async ({ ack, command }) => {
      seen.push(command);
      await ack();
    });

    const answer = await owner.command("/exec-report", "cto", { channel: "exec" });

    expect(answer).toMatchObject({ status: 200, body: "" });
    expect(seen).toMatchObject([
      {
        command: "/exec-report",
        text: "cto",
        user_id: OWNER,
        team_id: "T0HOME",
        channel_id: EXEC,
        channel_name: "exec",
        is_enterprise_install: "false",
      },
    ]);
    expect(slack.ephemerals(OWNER)).toEqual([]);
  });

  it("shows an answer to the person alone, unless it is meant for the channel", async () => {
    const { slack, app, owner } = await startBot();
    app.command("/exec-report", async ({ ack, command }) => {
      if (command.text === "all") await ack({ text: "For all", response_type: "in_channel" });
      else await ack("For you");
    });

    await owner.command("/exec-report", "", { channel: EXEC });
    await owner.command("/exec-report", "all", { channel: EXEC });

    expect(slack.ephemerals(OWNER).map(({ text }) => text)).toEqual(["For you"]);
    expect(slack.messages(EXEC).map(({ text }) => text)).toEqual(["For all"]);
  });

  it("fails loudly when Slack would not show the answer", async () => {
    const { app, owner } = await startBot();
    app.command("/exec-report", async ({ ack }) => ack({ blocks: [{ type: "chart" }] as never }));

    await expect(owner.command("/exec-report", "")).rejects.toThrow("invalid_blocks");
  });

  it("fails when it is not acknowledged in time", async () => {
    const { app, owner } = await startBot({ ackTimeoutMs: 20 });
    app.command("/exec-report", async () => undefined);

    await expect(owner.command("/exec-report", "")).rejects.toThrow("operation_timeout");
  });

  it.each([{ forged: true }, { stale: true }])("%o is turned away by Bolt", async (how) => {
    const { app, owner } = await startBot();
    let reached = false;
    app.command("/exec-report", async ({ ack }) => {
      reached = true;
      await ack();
    });

    expect(await owner.command("/exec-report", "", how)).toMatchObject({ status: 401 });
    expect(reached).toBe(false);
  });

  it("comes again with the same trigger, which is good once", async () => {
    const { slack, app, owner } = await startBot();
    const seen: unknown[] = [];
    app.command("/exec-report", async ({ ack, body, client, context }) => {
      seen.push([body.trigger_id, context.retryNum]);
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: MODAL });
    });

    const first = await owner.command("/exec-report", "");
    await slack.waitFor(() => slack.modal(OWNER), "the modal");
    await slack.redeliver(first);
    const second = await slack.waitFor(
      () => slack.calls.filter(({ method }) => method === "views.open")[1],
      "the second views.open",
    );
    await slack.waitFor(() => second.outcome !== "pending", "its outcome");

    expect(second.outcome).toBe("exchanged_trigger_id");
    expect(seen).toEqual([
      [expect.any(String), undefined],
      [(seen[0] as unknown[])[0], 1],
    ]);
  });
});

describe("triggers", () => {
  it("are unknown, or live three seconds by the workspace's clock", async () => {
    let now = new Date("2026-11-21T08:00:00.000Z");
    const { slack, app, owner } = await startBot({ clock: { now: () => now } });
    const triggers: string[] = [];
    app.command("/exec-report", async ({ ack, body }) => {
      triggers.push(body.trigger_id);
      await ack();
    });
    await owner.command("/exec-report", "one");
    await owner.command("/exec-report", "two");
    const open = (trigger_id?: string) => call(slack, "views.open", { trigger_id, view: MODAL });

    now = new Date("2026-11-21T08:00:03.000Z");
    expect(await open(triggers[0])).toMatchObject({ ok: true });
    now = new Date("2026-11-21T08:00:03.001Z");
    expect(await open(triggers[1])).toEqual({ ok: false, error: "expired_trigger_id" });
    expect(await open("nonsense")).toEqual({ ok: false, error: "invalid_trigger_id" });
  });
});

describe("a click", () => {
  it("sends the button as it stands in the message", async () => {
    const { slack, app, owner } = await startBot();
    const seen: unknown[] = [];
    app.action("approve", async ({ ack, body, action }) => {
      seen.push({ body, action });
      await ack();
    });
    const message = await ask(slack);

    await owner.click(message, "Approve");
    await slack.as(STRANGER).click(message, { action: "approve", value: "01J" });

    const team = { id: "T0HOME" };
    const action = { type: "button", action_id: "approve", value: "01J" };
    const container = { type: "message", message_ts: message.ts, channel_id: EXEC };
    expect(seen).toMatchObject([
      { action, body: { user: { id: OWNER, team_id: "T0HOME" }, team, container } },
      { action, body: { user: { id: STRANGER, team_id: "T0OTHER" }, team, container } },
    ]);
  });

  it("needs a button that is there, and only one", async () => {
    const { slack, owner } = await startBot();
    const message = await ask(slack);
    const twice = { ...message, blocks: [...message.blocks, ...message.blocks] };

    expect(() => owner.click(message, "Reject")).toThrow(/Approve \(approve\), Later \(later\)/);
    expect(() => owner.click(twice, "Approve")).toThrow("2 elements to click on");
  });

  it("can be a choice of an option", async () => {
    const { slack, app, owner } = await startBot();
    const seen: unknown[] = [];
    app.action("period", async ({ ack, action }) => {
      seen.push(action);
      await ack();
    });
    const options = ["month", "quarter"].map((value) => ({ text: plain(value), value }));
    const menu = { type: "overflow" as const, action_id: "period", options };
    const blocks = [{ type: "actions" as const, elements: [menu] }];
    await clientOf(slack).chat.postMessage({ channel: OWNER, text: "Which period?", blocks });
    const message = await slack.waitFor(() => slack.dms(OWNER)[0], "the menu");

    await owner.choose(message, "period", "quarter");

    expect(seen).toMatchObject([{ type: "overflow", selected_option: options[1] }]);
    expect(() => owner.choose(message, "period", "year")).toThrow("no option year: month, quarter");
  });

  it("can be answered in place of the message, beside it, or by taking it away", async () => {
    const { slack, app, owner } = await startBot();
    app.action("approve", async ({ ack, respond }) => {
      await ack();
      await respond({ replace_original: true, text: "Approved" });
      await respond({ replace_original: false, text: "Well done" });
      await respond({ replace_original: false, response_type: "in_channel", text: "All" });
    });
    app.action("later", async ({ ack, respond }) => {
      await ack();
      await respond({ delete_original: true });
    });
    const message = await ask(slack);

    await owner.click(message, "Approve");
    await slack.waitFor(() => slack.messages(EXEC)[1], "the answer for all");
    expect(slack.messages(EXEC)).toMatchObject([{ text: "Approved", blocks: [] }, { text: "All" }]);
    expect(slack.ephemerals(OWNER)).toMatchObject([{ text: "Well done" }]);

    await owner.click(message, "Later");
    await slack.waitFor(() => slack.messages(EXEC).length === 1, "the message to be gone");
  });
});

describe("a response URL", () => {
  async function hook(clock?: { now(): Date }) {
    const { slack, app, owner } = await startBot(clock === undefined ? {} : { clock });
    let url = "";
    app.command("/exec-report", async ({ ack, body }) => {
      url = body.response_url;
      await ack();
    });
    await owner.command("/exec-report", "", { channel: EXEC });
    const use = async (body: object = { text: "a" }) => {
      const answer = await fetch(url, {
        method: "POST",
        body: JSON.stringify(body),
        headers: JSON_TYPE,
      });
      return { status: answer.status, ...((await answer.json()) as object) };
    };
    return { slack, use };
  }
  const JSON_TYPE = { "content-type": "application/json" };

  it("is good five times", async () => {
    const { slack, use } = await hook();
    for (let n = 0; n < 5; n += 1) expect(await use()).toMatchObject({ status: 200 });

    expect(await use()).toEqual({ status: 404, ok: false, error: "used_url" });
    expect(slack.ephemerals(OWNER)).toHaveLength(5);
  });

  it("is good for thirty minutes", async () => {
    let now = new Date("2026-11-21T08:00:00.000Z");
    const { use } = await hook({ now: () => now });

    now = new Date("2026-11-21T08:30:00.000Z");
    expect(await use()).toMatchObject({ status: 200 });
    now = new Date("2026-11-21T08:30:00.001Z");
    expect(await use()).toMatchObject({ status: 404, error: "expired_url" });
  });

  it("refuses what a message must not be, with an HTTP status that makes respond() throw", async () => {
    const { slack, use } = await hook();

    expect(await use({ blocks: [{ type: "chart" }] })).toMatchObject({
      status: 400,
      error: "invalid_blocks",
    });
    slack.misbehave("response_url", { kind: "http", status: 500 });
    expect(await use()).toMatchObject({ status: 500 });
  });
});

describe("a modal", () => {
  async function openModal() {
    const bot = await startBot();
    bot.app.command("/exec-report", async ({ ack, body, client }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: MODAL });
    });
    await bot.owner.command("/exec-report", "");
    await bot.slack.waitFor(() => bot.slack.modal(OWNER), "the modal");
    return bot;
  }

  it("sends what was filled in, and closes", async () => {
    const { slack, app, owner } = await openModal();
    const seen: unknown[] = [];
    app.view("compose", async ({ ack, view, body }) => {
      seen.push([body.user.id, view.state.values]);
      await ack();
    });

    await owner.submit({ type: "cto" });

    const option = { text: plain("CTO"), value: "cto" };
    expect(seen).toEqual([
      [
        OWNER,
        {
          type: { type: { type: "static_select", selected_option: option } },
          note: { note: { type: "plain_text_input", value: "none" } },
        },
      ],
    ]);
    expect(slack.modal(OWNER)).toBeUndefined();
  });

  it("stays open with errors, which must stand under an input", async () => {
    const { slack, app, owner } = await openModal();
    let block = "note";
    app.view("compose", async ({ ack }) =>
      ack({ response_action: "errors", errors: { [block]: "Too short" } }),
    );

    await owner.submit({ type: "cto", note: "a" });
    expect(slack.modal(OWNER)?.callback_id).toBe("compose");
    expect(slack.modalErrors(OWNER)).toEqual({ note: "Too short" });

    block = "nowhere";
    await expect(owner.submit({ type: "cto" })).rejects.toThrow("no input block nowhere");
  });

  it("can be changed by the answer, and by the app later", async () => {
    const { slack, app, owner } = await openModal();
    const titled = (title: string) => ({ ...MODAL, title: plain(title) });
    app.view("compose", async ({ ack }) => ack({ response_action: "update", view: titled("Two") }));

    await owner.submit({ type: "cto" });
    expect(slack.modal(OWNER)).toMatchObject({ title: plain("Two") });

    const old = slack.modal(OWNER);
    const update = { view_id: old?.id, hash: old?.hash, view: titled("Three") };
    expect(await call(slack, "views.update", update)).toMatchObject({ ok: true });
    expect(slack.modal(OWNER)).toMatchObject({ id: old?.id, title: plain("Three") });
    expect(await call(slack, "views.update", update)).toMatchObject({ error: "hash_conflict" });
  });

  it("can be stacked, and cleared", async () => {
    const { slack, app, owner } = await openModal();
    const view = { ...MODAL, callback_id: "second" };
    app.view("compose", async ({ ack }) => ack({ response_action: "push", view }));
    app.view("second", async ({ ack }) => ack({ response_action: "clear" }));

    await owner.submit({ type: "cto" });
    expect(slack.modal(OWNER)?.callback_id).toBe("second");
    await owner.submit({ type: "ceo" });
    expect(slack.modal(OWNER)).toBeUndefined();
  });

  it("does not take what a person could not fill in", async () => {
    const { owner } = await openModal();

    await expect(owner.submit({})).rejects.toThrow("type is empty");
    await expect(owner.submit({ type: "cio" })).rejects.toThrow("no option cio: ceo, cto");
    await expect(owner.submit({ type: "cto", nte: "a" })).rejects.toThrow("no field nte");
  });
});

describe("the home tab", () => {
  it("is opened, published and clicked on", async () => {
    const { slack, app, owner } = await startBot();
    const seen: unknown[] = [];
    app.event("app_home_opened", async ({ event, client }) => {
      await client.views.publish({ user_id: event.user, view: { type: "home", blocks: QUESTION } });
    });
    app.action("approve", async ({ ack, body }) => {
      seen.push(body);
      await ack();
    });

    await owner.openHome();
    const home = await slack.waitFor(() => slack.home(OWNER), "the home tab");
    await owner.click(home, "Approve");

    expect(seen).toMatchObject([{ container: { type: "view", view_id: home.id } }]);
    expect(seen[0]).not.toHaveProperty("response_url");
  });
});
