import { afterEach, describe, expect, it } from "vitest";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";

/** A report's chart in Slack: as an uploaded file, from an address of the bot's own, or as values. */
let bot: TestBot;
afterEach(() => bot.stop());

const VALUES = /EC2/;
const imageOf = (message: { readonly blocks: readonly object[] }) =>
  message.blocks.find((block): block is { type: string; [field: string]: unknown } =>
    "type" in block ? block.type === "image" : false,
  );

describe("an uploaded chart", () => {
  it("is what the mail shows, in the preview and in the summary", async () => {
    bot = await startTestBot();
    const preview = await bot.requestPreview("cto");
    const [file] = bot.slack.files();
    expect(imageOf(preview)).toMatchObject({ slack_file: { id: file?.id } });
    expect(String(imageOf(preview)?.["alt_text"])).toMatch(/AWS|saved|cost/);
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 5");
    await bot.slack.waitFor(() => bot.slack.messages("reports").length === 2, "the summary");
    const summary = bot.slack.messages("reports")[1];
    expect(summary && imageOf(summary)).toMatchObject({ slack_file: { id: file?.id } });
    const [mail] = await bot.mails();
    const charts = mail?.attachments.filter(({ cid }) => cid?.startsWith("chart")) ?? [];
    expect(charts.map(({ content }) => content.length)).toContain(file?.content?.length);
    expect(bot.slack.files()).toHaveLength(1);
  });

  it("is waited for until Slack has processed it", async () => {
    bot = await startTestBot();
    bot.slack.filesReadyAfter = 4;
    const preview = await bot.requestPreview("cto");
    expect(imageOf(preview)).toBeDefined();
    // Whoever rewrites messages waits, too: for longer.
    expect(bot.clock.waits.filter((milliseconds) => milliseconds < 2_000)).toEqual([
      250, 500, 1_000,
    ]);
  });

  it.each([
    ["is never processed", () => Object.assign(bot.slack, { filesReadyAfter: Infinity })],
    [
      "cannot be uploaded",
      () => bot.slack.misbehave("files.getUploadURLExternal", { kind: "error", error: "fatal" }, 9),
    ],
    ["is lost on its way", () => bot.slack.misbehave("upload", { kind: "cut" }, 9)],
  ])("that %s is not worth a preview: the values stand in its place", async (_case, spoil) => {
    bot = await startTestBot();
    spoil();
    const preview = await bot.requestPreview("cto");
    expect(imageOf(preview)).toBeUndefined();
    expect(shown(preview)).toMatch(VALUES);
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 5");
    expect(bot.log.join("")).toContain("the chart could not be shown in Slack");
  });
});

describe("a chart at an address of the bot's own", () => {
  const env = { SLACK_PICTURES: "link", PUBLIC_URL: "https://reports.example.com" };

  it("is served to whoever has the address", async () => {
    bot = await startTestBot({ env });
    const preview = await bot.requestPreview("cto");
    const address = new URL(String(imageOf(preview)?.["image_url"]));
    expect(address.origin).toBe("https://reports.example.com");
    const answer = await fetch(bot.url + address.pathname);
    expect(answer.headers.get("content-type")).toBe("image/png");
    const png = Buffer.from(await answer.arrayBuffer());
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 5");
    const [mail] = await bot.mails();
    expect(mail?.attachments.some(({ content }) => content.equals(png))).toBe(true);
    expect(bot.slack.files()).toEqual([]);
  });

  it("is not there for anybody else, nor for another report", async () => {
    bot = await startTestBot({ env });
    const [one, other] = [await bot.requestPreview("cto"), await bot.requestPreview("cfo")];
    const paths = [one, other].map((it) =>
      new URL(String(imageOf(it)?.["image_url"])).pathname.split("."),
    );
    const [[first = "", mac = ""] = [], [second = "", otherMac = ""] = []] = paths;
    for (const path of [`${first}.${otherMac}.png`, `${second}.${mac}.png`, `${first}.png`]) {
      expect((await fetch(bot.url + path)).status).toBe(404);
    }
  });
});

describe("without pictures", () => {
  it("the values stand as fields", async () => {
    bot = await startTestBot({ env: { SLACK_PICTURES: "none" } });
    const preview = await bot.requestPreview("cto");
    expect(imageOf(preview)).toBeUndefined();
    expect(shown(preview)).toMatch(VALUES);
    expect((await fetch(`${bot.url}/charts/x.png`)).status).toBe(404);
  });
});
