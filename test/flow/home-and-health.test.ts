import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { textsOf } from "../support/fake-slack/dump.ts";

let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot();
});
afterEach(() => bot.stop());

const homeOf = async (user: string, text: string) => {
  await bot.slack.as(user).openHome();
  return await bot.slack.waitFor(() => {
    const shown = textsOf(bot.slack.home(user)?.blocks).join("\n");
    return shown.includes(text) && shown;
  }, `"${text}" on the Home tab of ${user}`);
};

describe("the Home tab", () => {
  it("teaches while there is nothing to show", async () => {
    const home = await homeOf("U01ADMIN", "Reports that were asked for stand here");
    expect(home).toContain("Nothing waits for you.");
    expect(home).toContain("Send now");
  });

  it("shows the latest dispatches and how they went, newest first", async () => {
    const first = await bot.requestPreview("cto");
    bot.ses.misbehave({ kind: "reject", message: "Blacklisted", for: "web@example.com" });
    await bot.slack.as("U01ADMIN").click(first, "Approve");
    await bot.waitForText("reports", "sent to 4 of 5");
    bot.clock.advance(60_000);
    await bot.requestPreview("ceo");
    const home = await homeOf("U02MEMBER", "Waits for approval");
    expect(home).toContain("Approved by <@U01ADMIN> · sent to 4 of 5");
    const latest = home.slice(home.indexOf("Latest"));
    expect(latest.indexOf("CEO report")).toBeLessThan(latest.indexOf("CTO report"));
  });

  it("shows nothing to somebody without a role", async () => {
    await bot.requestPreview("cto");
    const home = await homeOf("U03GUEST", "You may not see reports.");
    expect(home).not.toContain("CTO report");
  });
});

describe("the web server", () => {
  it("says that it is well, and nothing elsewhere", async () => {
    const health = await fetch(`${bot.url}/health`);
    expect(health.status).toBe(200);
    expect(await health.json()).toEqual({ status: "ok" });
    for (const path of ["/", "/slack/events", "/health/"]) {
      expect((await fetch(`${bot.url}${path}`)).status).toBe(404);
    }
    expect((await fetch(`${bot.url}/slack/events`, { method: "POST", body: "x" })).status).toBe(
      401,
    );
  });
});
