import { afterEach, beforeEach, expect, it } from "vitest";
import { type SesPublisher, startSesPublisher } from "../../demo/ses-publisher.ts";
import { createLocalSns, TOPIC } from "../../demo/sns.ts";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import { createTestClock } from "../support/test-clock.ts";

/** What the demo's SES tells the bot, through the checks that Amazon's own messages pass. */
let bot: TestBot;
let publisher: SesPublisher;
beforeEach(async () => {
  const clock = createTestClock();
  const sns = createLocalSns(clock);
  bot = await startTestBot({
    clock,
    fetchText: sns.fetchText,
    env: { SES_EVENTS_TOPIC_ARN: TOPIC, SES_CONFIGURATION_SET: "exec-report" },
  });
  publisher = startSesPublisher({ ses: bot.ses, sns, eventsUrl: `${bot.url}/ses/events`, clock });
});
afterEach(async () => {
  await publisher.stop();
  await bot.stop();
});

it("mails are delivered, and an address of the mailbox simulator bounces", async () => {
  await bot.editPortfolio("settings.yml", "cto@example.com", "bounce+cto@simulator.amazonses.com");
  const preview = await bot.requestPreview("cto");
  await bot.slack.as("U01ADMIN").click(preview, "Approve");
  const bounced = await bot.waitForText("reports", /bounced/i);
  expect(shown(bounced)).toContain("Technology lead");
  await bot.waitForText("reports", /sent to 5/);
  await publisher.stop();
  await bot.restart(); // waits for everything in flight
  const items = [...(await bot.items("delivery#")), ...(await bot.items("audit#"))];
  const states = items.map(({ state }) => state);
  expect(states.toSorted()).toEqual(["bounced", ...Array(5).fill("delivered")]);
});
