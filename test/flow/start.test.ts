import { describe, expect, it } from "vitest";
import { startBot } from "../../src/composition/bot.ts";
import { parseConfig } from "../../src/config.ts";
import { createLog } from "../../src/log.ts";
import { createFakeSlack } from "../support/fake-slack/fake-slack.ts";

describe("a start that Slack refuses", () => {
  it.each([
    [{}, /does not accept the bot's token.*npm run doctor/],
    [{ SLACK_API_URL: "http://127.0.0.1:9/api/" }, /did not answer/],
  ])("%j is told in a sentence with what to do", async (env, sentence) => {
    const slack = await createFakeSlack({
      botToken: "xoxb-right",
      signingSecret: "s",
      teamId: "T1",
      scopes: [],
      channels: [],
      users: [],
    });
    const config = parseConfig({
      SLACK_BOT_TOKEN: "xoxb-wrong",
      SLACK_SIGNING_SECRET: "s",
      SLACK_API_URL: slack.apiUrl,
      PORT: "0",
      AWS_REGION: "us-east-1",
      DYNAMODB_TABLE: "table",
      SES_FROM_ADDRESS: "reports@example.com",
      RECIPIENT_HASH_KEY: Buffer.alloc(32).toString("base64"),
      DATA_KEY: Buffer.alloc(32, 4).toString("base64"),
      ...env,
    });
    const start = startBot({ config, log: createLog("silent") });
    await expect(start).rejects.toMatchObject({
      code: "slack_unavailable",
      hint: expect.stringMatching(sentence),
    });
    await slack.close();
  });
});
