import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import type { SlackMessage } from "../support/fake-slack/fake-slack.ts";

/** Rights that change while something is open, and how often the directory is asked about people. */
let bot: TestBot;
let preview: SlackMessage;
beforeAll(async () => {
  bot = await startTestBot();
  await bot.editPortfolio("settings.yml", "approver: []", "approver: [S12BOARD]");
  bot.slack.groups.set("S12BOARD", ["U12BOARD"]);
  preview = await bot.requestPreview();
});
afterAll(() => bot.stop());

/** What the bot says next to this person alone. */
async function nextAnswer(user: string, attempt: () => Promise<unknown>): Promise<string> {
  const said = () => [...bot.slack.ephemerals(user), ...bot.slack.dms(user)];
  const known = new Set(said().map(({ ts }) => ts));
  await attempt();
  const isNew = ({ ts }: SlackMessage) => !known.has(ts);
  return shown(await bot.slack.waitFor(() => said().find(isNew), `an answer for ${user}`));
}

const click = (user: string, button: string) => bot.slack.as(user).click(preview, button);

describe("a right that ends between a click and what follows", () => {
  it("is not there any more when the form is sent off: nothing is rejected", async () => {
    await click("U12BOARD", "Reject");
    await bot.slack.waitFor(() => bot.slack.modal("U12BOARD"), "the form");
    bot.slack.groups.set("S12BOARD", []);
    // Groups are asked about once a minute.
    bot.clock.advance(60_000);
    const answer = await nextAnswer("U12BOARD", () =>
      bot.slack.as("U12BOARD").submit({ reason: "Old figures" }),
    );
    expect(answer).toContain("You may not approve or reject reports.");
    expect(shown(bot.current(preview) ?? preview)).toMatch(/^Approve$/m);
  });

  it("is told with the reason where Slack does not say who belongs to a group; ids still count", async () => {
    bot.slack.misbehave("usergroups.users.list", { kind: "cut" }, 40);
    bot.clock.advance(120_000);
    const answer = await nextAnswer("U12BOARD", () => click("U12BOARD", "Approve"));
    expect(answer).toContain("Slack does not say who belongs to them. Slack did not answer.");
    await click("U01ADMIN", "Reject");
    await bot.slack.waitFor(() => bot.slack.modal("U01ADMIN"), "the form");
  });
});

describe("the directory", () => {
  it("is asked once a minute about each person, not at every click", async () => {
    bot.clock.advance(60_000);
    const asked = () =>
      bot.slack.calls.filter(
        ({ method, args }) => method === "users.info" && args["user"] === "U03GUEST",
      ).length;
    const before = asked();
    for (let clicks = 0; clicks < 3; clicks += 1) {
      await nextAnswer("U03GUEST", () => click("U03GUEST", "Approve"));
    }
    expect(asked()).toBe(before + 1);
  });
});
