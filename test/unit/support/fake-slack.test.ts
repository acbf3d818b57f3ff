import { once } from "node:events";
import { describe, expect, it } from "vitest";
import type { Behaviour } from "../../support/fake-slack/misbehaviour.ts";
import { call, clientOf, EXEC, OWNER, STRANGER, startSlack, TOKEN } from "./fake-slack-support.ts";

const HOME = { type: "home", blocks: [] };

describe("who may call what", () => {
  it("knows the bot by its token and lists its scopes", async () => {
    const client = clientOf(await startSlack());

    const auth = await client.auth.test();

    expect(auth).toMatchObject({ ok: true, user_id: "U0EXECBOT", team_id: "T0HOME" });
    expect(auth.response_metadata?.scopes).toEqual(["chat:write", "users:read", "channels:read"]);
  });

  it.each([
    ["", "not_authed"],
    ["xoxb-other", "invalid_auth"],
  ])("refuses the token %j with %s", async (token, error) => {
    expect(await call(await startSlack(), "auth.test", {}, token)).toMatchObject({ error });
  });

  it.each([
    ["chat.postMessage", "chat:write"],
    ["chat.postEphemeral", "chat:write"],
    ["chat.update", "chat:write"],
    ["chat.delete", "chat:write"],
    ["users.info", "users:read"],
    ["conversations.info", "channels:read"],
  ])("%s needs %s", async (method, needed) => {
    const slack = await startSlack({ scopes: ["commands"] });

    expect(await call(slack, method)).toEqual({
      ok: false,
      error: "missing_scope",
      needed,
      provided: "commands",
    });
  });

  it("does not know every method", async () => {
    expect(await call(await startSlack(), "chat.shout")).toMatchObject({ error: "unknown_method" });
  });
});

describe("messages", () => {
  it("posts, updates and deletes as the real client asks for it", async () => {
    const slack = await startSlack();
    const client = clientOf(slack);
    const blocks = [{ type: "section", text: { type: "mrkdwn", text: "*8* shortfalls" } }];

    const { ts = "" } = await client.chat.postMessage({ channel: EXEC, text: "CEO", blocks });
    expect(slack.messages("#exec")).toMatchObject([{ ts, text: "CEO", blocks }]);
    expect(slack.messages("exec")[0]?.edited).toBeUndefined();

    await client.chat.update({ channel: EXEC, ts, text: "CEO, sent" });
    expect(slack.messages(EXEC)).toMatchObject([{ ts, text: "CEO, sent", blocks: [] }]);
    expect(slack.messages(EXEC)[0]?.edited?.user).toBe("U0EXECBOT");

    await client.chat.delete({ channel: EXEC, ts });
    expect(slack.messages(EXEC)).toEqual([]);
    expect(slack.calls.map(({ method, outcome }) => [method, outcome])).toEqual([
      ["chat.postMessage", "ok"],
      ["chat.update", "ok"],
      ["chat.delete", "ok"],
    ]);
    expect(JSON.stringify(slack.calls)).not.toContain(TOKEN);
  });

  it("opens the direct conversation for a user's id, and updates there by its own id only", async () => {
    const slack = await startSlack();
    const client = clientOf(slack);

    const posted = await client.chat.postMessage({ channel: OWNER, text: "Hello" });
    const { channel = "", ts = "" } = posted;
    await client.chat.update({ channel, ts, text: "Hello again" });

    expect(slack.dms(OWNER)).toMatchObject([{ text: "Hello again" }]);
    expect(slack.dms(STRANGER)).toEqual([]);
    expect(await call(slack, "chat.update", { channel: OWNER, ts, text: "No" })).toMatchObject({
      error: "channel_not_found",
    });
  });

  it("shows an ephemeral message to one person, who must be known", async () => {
    const slack = await startSlack();
    const { message_ts: ts } = await clientOf(slack).chat.postEphemeral({
      channel: EXEC,
      user: OWNER,
      text: "Only you",
    });

    expect(slack.ephemerals(OWNER)).toMatchObject([{ text: "Only you", ts }]);
    expect(slack.messages(EXEC)).toEqual([]);
    expect(await call(slack, "chat.update", { channel: EXEC, ts, text: "No" })).toMatchObject({
      error: "message_not_found",
    });
    const toNobody = { channel: EXEC, user: "U0NOBODY", text: "No" };
    expect(await call(slack, "chat.postEphemeral", toNobody)).toMatchObject({
      error: "user_not_in_channel",
    });
  });

  it.each([
    ["C0NONE", "channel_not_found"],
    ["C0OTHER", "not_in_channel"],
    ["C0OLD", "is_archived"],
    ["C0SECRET", "channel_not_found"],
  ])("does not post in %s: %s", async (channel, error) => {
    expect(await call(await startSlack(), "chat.postMessage", { channel, text: "a" })).toEqual({
      ok: false,
      error,
    });
  });

  it("posts where it is no member once it has chat:write.public", async () => {
    const slack = await startSlack({ scopes: ["chat:write", "chat:write.public"] });
    const answer = await call(slack, "chat.postMessage", { channel: "C0OTHER", text: "a" });
    expect(answer).toMatchObject({ ok: true });
  });

  it("does not touch what is not there, or is not the bot's", async () => {
    const slack = await startSlack();
    const { ts } = slack.as(OWNER).say("exec", "Morning");
    const change = (args: object) =>
      call(slack, "chat.update", { channel: EXEC, text: "a", ...args });

    expect(await change({ ts: "1.000001" })).toMatchObject({ error: "message_not_found" });
    expect(await change({ ts })).toMatchObject({ error: "cant_update_message" });
  });

  const text = (length: number) => ({ text: "x".repeat(length) });
  const section = { type: "section", text: { type: "mrkdwn", text: "x".repeat(2600) } };

  it.each<[string, object, string | undefined]>([
    ["nothing", {}, "no_text"],
    ["blanks", { text: "  " }, "no_text"],
    ["40,000 characters", text(40_000), undefined],
    ["40,001 characters", text(40_001), "msg_too_long"],
    ["blocks of 13,000 characters", { blocks: Array(5).fill(section) }, undefined],
    [
      "blocks of 13,001 characters",
      {
        blocks: [
          ...Array(5).fill(section),
          { type: "header", text: { type: "plain_text", text: "x" } },
        ],
      },
      "msg_blocks_too_long",
    ],
    ["blocks that are none", { text: "a", blocks: "nonsense" }, "invalid_blocks_format"],
  ])("posting %s", async (_, args, error) => {
    const answer = await call(await startSlack(), "chat.postMessage", { channel: EXEC, ...args });
    expect(answer["error"]).toBe(error);
  });

  it("takes 4,000 characters in an update, not more", async () => {
    const slack = await startSlack();
    const { ts } = await call(slack, "chat.postMessage", { channel: EXEC, text: "a" });
    const change = (length: number) =>
      call(slack, "chat.update", { channel: EXEC, ts, ...text(length) });

    expect(await change(4000)).toMatchObject({ ok: true });
    expect(await change(4001)).toMatchObject({ error: "msg_too_long" });
  });

  it("says where the blocks are wrong, in a way the client reports", async () => {
    const slack = await startSlack();
    const blocks = [
      { type: "header", text: { type: "plain_text" as const, text: "x".repeat(151) } },
    ];

    await expect(
      clientOf(slack).chat.postMessage({ channel: EXEC, text: "a", blocks }),
    ).rejects.toMatchObject({
      data: {
        error: "invalid_blocks",
        response_metadata: {
          messages: ["[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"],
        },
      },
    });
    expect(slack.messages(EXEC)).toEqual([]);
  });
});

describe("people and channels", () => {
  it("describes a person and where they come from", async () => {
    const client = clientOf(await startSlack());

    expect((await client.users.info({ user: OWNER })).user).toMatchObject({ is_stranger: false });
    expect((await client.users.info({ user: STRANGER })).user).toMatchObject({
      team_id: "T0OTHER",
      is_stranger: true,
    });
    await expect(client.users.info({ user: "U0NOBODY" })).rejects.toThrow("user_not_found");
  });

  it("describes a channel it can see", async () => {
    const client = clientOf(await startSlack());

    const { channel } = await client.conversations.info({ channel: "C0OTHER" });
    expect(channel).toMatchObject({ name: "other", is_member: false, is_archived: false });
    await expect(client.conversations.info({ channel: "C0SECRET" })).rejects.toThrow(
      "channel_not_found",
    );
  });
});

describe("home tabs", () => {
  it("publishes with the last hash, or none, and refuses an old one", async () => {
    const slack = await startSlack();
    const publish = (hash?: string) =>
      call(slack, "views.publish", { user_id: OWNER, view: HOME, ...(hash && { hash }) });

    await publish();
    const first = slack.home(OWNER)?.hash;
    expect(await publish(first)).toMatchObject({ ok: true });
    expect(await publish(first)).toEqual({ ok: false, error: "hash_conflict" });
    expect(await publish(slack.home(OWNER)?.hash)).toMatchObject({ ok: true });
  });

  it("refuses a view with faults and a person it does not know", async () => {
    const slack = await startSlack();
    const publish = (args: object) => call(slack, "views.publish", args);
    const bad = { user_id: OWNER, view: { type: "home", blocks: [{ type: "chart" }] } };

    expect(await publish(bad)).toMatchObject({ error: "invalid_arguments" });
    expect(await publish({ user_id: "U0NOBODY", view: HOME })).toMatchObject({ ok: false });
    expect(slack.home(OWNER)).toBeUndefined();
  });
});

describe("misbehaviour", () => {
  const post = (slack: Parameters<typeof clientOf>[0]) =>
    clientOf(slack).chat.postMessage({ channel: EXEC, text: "a" });

  it.each<[Behaviour, object, number]>([
    [{ kind: "error", error: "internal_error" }, { data: { error: "internal_error" } }, 0],
    [{ kind: "rate_limited", retryAfter: 7 }, { retryAfter: 7 }, 0],
    [{ kind: "http", status: 503 }, { statusCode: 503 }, 0],
    [{ kind: "cut" }, { code: "slack_webapi_request_error" }, 0],
    [{ kind: "cut_after" }, { code: "slack_webapi_request_error" }, 1],
  ])("%o, once", async (behaviour, error, posted) => {
    const slack = await startSlack();
    slack.misbehave("chat.postMessage", behaviour);

    await expect(post(slack)).rejects.toMatchObject(error);
    expect(slack.messages(EXEC)).toHaveLength(posted);
    await expect(post(slack)).resolves.toMatchObject({ ok: true });
    expect(slack.calls).toHaveLength(2);
  });

  it("as many times as it is told, for this method only", async () => {
    const slack = await startSlack();
    slack.misbehave("chat.postMessage", { kind: "error", error: "fatal_error" }, 2);

    await expect(clientOf(slack).auth.test()).resolves.toMatchObject({ ok: true });
    await expect(post(slack)).rejects.toThrow("fatal_error");
    await expect(post(slack)).rejects.toThrow("fatal_error");
    await expect(post(slack)).resolves.toMatchObject({ ok: true });
  });

  it("holds a call until it is released", async () => {
    const slack = await startSlack();
    slack.misbehave("chat.postMessage", { kind: "hold" });
    const arrived = once(slack.changes, "change");
    const posting = post(slack);
    await arrived;

    // A second call goes all the way while the first one waits.
    await clientOf(slack).auth.test();
    expect(slack.calls[0]?.outcome).toBe("pending");
    expect(slack.messages(EXEC)).toEqual([]);
    slack.release();
    await expect(posting).resolves.toMatchObject({ ok: true });
    expect(slack.messages(EXEC)).toHaveLength(1);
  });
});

describe("waitFor", () => {
  it("resolves with what the condition gives, as soon as a change makes it so", async () => {
    const slack = await startSlack();
    const waiting = slack.waitFor(() => slack.messages(EXEC)[0], "a message");

    slack.as(OWNER).say(EXEC, "Morning");

    await expect(waiting).resolves.toMatchObject({ text: "Morning" });
    expect(slack.changes.listenerCount("change")).toBe(0);
  });

  it("takes an expectation for a condition", async () => {
    const slack = await startSlack();
    const waiting = slack.waitFor(() => {
      expect(slack.messages(EXEC)).toHaveLength(2);
      return true;
    }, "two messages");

    slack.as(OWNER).say(EXEC, "One");
    slack.as(OWNER).say(EXEC, "Two");

    await expect(waiting).resolves.toBe(true);
  });

  it("fails with what there is instead", async () => {
    const slack = await startSlack();
    slack.as(OWNER).say(EXEC, "Morning");

    await expect(
      slack.waitFor(() => slack.messages(EXEC)[1], "a second message", { timeoutMs: 1 }),
    ).rejects.toThrow(/Waited in vain for a second message\.[\s\S]*C0EXEC [\d.]+: Morning/);
  });
});
