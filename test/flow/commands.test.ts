import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestBot, type TestBot } from "../support/bot.ts";

/** What can be typed after the command. */
let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot();
});
afterEach(() => bot.stop());

const type = (text: string, user = "U02MEMBER") =>
  bot.slack.as(user).command("/exec-report", text, { channel: "reports" });

describe("a mistyped word", () => {
  it.each([
    ["Supressions", 'Did you mean "suppressions"?'],
    ["ctoo last-month", 'Did you mean "cto"?'],
    ["hepl", 'Did you mean "help"?'],
  ])("%j is answered with what was probably meant", async (text, hint) => {
    await type(text);
    await bot.waitForWhisper("U02MEMBER", hint);
    expect(bot.slack.messages("reports")).toEqual([]);
  });
});
