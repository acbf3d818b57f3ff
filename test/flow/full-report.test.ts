import { afterEach, describe, expect, it } from "vitest";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";

/** Looking at a report before and after it goes out: as a test mail, as a page, as a file. */
let bot: TestBot;
afterEach(() => bot.stop());

const member = () => bot.slack.as("U02MEMBER");

describe("Send me a test", () => {
  const linked = async () =>
    await bot.editPortfolio(
      "settings.yml",
      "email: coo@example.com".replace("coo", "operations"),
      "email: operations@example.com, slack: U02MEMBER",
    );

  it("mails the report to whoever pressed, alone; it decides nothing", async () => {
    bot = await startTestBot();
    await linked();
    const preview = await bot.requestPreview("cto");
    const click = await member().click(preview, "Send me a test");
    await bot.slack.redeliver(click);
    await bot.waitForWhisper("U02MEMBER", "A test is on its way");
    const mails = await bot.mails();
    expect(mails.map(({ destinations }) => destinations)).toEqual([["operations@example.com"]]);
    expect(mails[0]?.subject).toMatch(/^\[Test\] CTO report/);
    const heads = (await bot.table.scan()).filter((it) =>
      String(it["dashboard_id"]).startsWith("reports#"),
    );
    expect(heads).toMatchObject([{ state: "awaiting_approval" }]);
    expect(JSON.stringify(heads[0]?.["trail"])).toContain('"tested"');
    // What is approved afterwards is what was frozen before.
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 5");
    const later = (await bot.mails()).slice(1);
    expect(later).toHaveLength(6);
    for (const { subject } of later) expect(subject).not.toContain("[Test]");
  });

  it("says what to add where nobody knows whose address it is; and no stranger gets one", async () => {
    bot = await startTestBot();
    const preview = await bot.requestPreview("cto");
    await member().click(preview, "Send me a test");
    await bot.waitForWhisper("U02MEMBER", 'add "slack: U02MEMBER" to your entry under "people"');
    await bot.slack.as("U04SECOND").click(preview, "Send me a test");
    await bot.waitForWhisper("U04SECOND", "You may not ask for reports");
    expect(bot.ses.taken).toEqual([]);
  });

  it("counts against what may be sent, and waits for nothing when nothing may be", async () => {
    bot = await startTestBot();
    await linked();
    const preview = await bot.requestPreview("cto");
    await member().click(preview, "Send me a test");
    await bot.waitForWhisper("U02MEMBER", "A test is on its way");
    const budget = (await bot.table.scan()).find((it) => it["task_id"] === "budget");
    expect(budget).toMatchObject({ granted: 1 });
    bot.ses.account.sendingEnabled = false;
    bot.clock.advance(10 * 60_000);
    await member().click(preview, "Send me a test");
    await bot.waitForWhisper("U02MEMBER", "No test was sent");
    expect(bot.ses.taken).toHaveLength(1);
  });
});

describe("Open full report", () => {
  const env = { PUBLIC_URL: "https://reports.example.com" };

  async function linkIn(text: unknown): Promise<string> {
    const [, path = ""] =
      /"url":"https:\/\/reports\.example\.com(\/reports\/[^"]+)"/.exec(JSON.stringify(text)) ?? [];
    return `${bot.url}${path}`;
  }

  it("is a page with the report as it is mailed, its pictures beside it", async () => {
    bot = await startTestBot({ env });
    const preview = await bot.requestPreview("cto");
    await member().click(preview, "Open full report");
    const url = await linkIn(preview.blocks);
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex",
    });
    const html = await answer.text();
    expect(html).toContain("$50–84");
    expect(html).not.toContain("cid:");
    const pictures = [...html.matchAll(/src="(images\/\d+)"/g)].map(([, path = ""]) => path);
    expect(pictures.length).toBeGreaterThan(0);
    for (const path of pictures) {
      const picture = await fetch(new URL(path, url));
      expect(picture.headers.get("content-type")).toBe("image/png");
      expect((await picture.arrayBuffer()).byteLength).toBeGreaterThan(100);
    }
  });

  it("works from the summary too, and ends after a week with the way to a new one", async () => {
    bot = await startTestBot({ env });
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    const summary = await bot.slack.waitFor(
      () => bot.slack.messages("reports").find(({ ts }) => ts !== preview.ts),
      "the summary",
    );
    const url = await linkIn(summary.blocks);
    expect((await fetch(url)).status).toBe(200);
    bot.clock.advance(7 * 24 * 3600_000 + 1000);
    const expired = await fetch(url);
    expect(expired.status).toBe(410);
    expect(await expired.text()).toMatch(/\/exec-report status [0-9A-Z]{6}/);
  });

  it.each([
    [
      "another dispatch",
      (url: string) => url.replace(/\/reports\/.{26}/, "/reports/01K8XG0000AAAAAAAAAAAAAAAA"),
    ],
    ["another time", (url: string) => url.replace(/(\/reports\/.{26})\.[0-9a-z]+\./, "$1.zzzzzz.")],
    ["no signature", (url: string) => url.replace(/\.[\w-]+\/$/, "./")],
    ["a picture that is none", (url: string) => `${url}images/99`],
    ["something else beside it", (url: string) => `${url}secrets`],
  ])("serves nothing for %s", async (_, change) => {
    bot = await startTestBot({ env });
    const preview = await bot.requestPreview("cto");
    const url = await linkIn(preview.blocks);
    expect((await fetch(change(url))).status).toBe(404);
  });
});

describe("a report whose mail is kept for longer than its addresses", () => {
  const DAY = 24 * 3_600_000;

  async function send() {
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    return await bot.waitForText("reports", "sent to 5");
  }

  it("is read to its end: the file from its button, and no longer", async () => {
    bot = await startTestBot({ printed: true });
    const sent = await send();
    bot.clock.advance(31 * DAY);
    await member().click(sent, "Get the PDF");
    const file = await bot.slack.waitFor(
      () => bot.slack.files().find(({ name, isCompleted }) => isCompleted && name.endsWith(".pdf")),
      "the file",
    );
    expect(file.content?.length).toBeGreaterThan(1000);
    bot.clock.advance(60 * DAY);
    await member().click(sent, "Get the PDF");
    const told = shown(await bot.waitForWhisper("U02MEMBER", "is not kept any more."));
    expect(told).toContain(
      "The mail of this report is not kept any more. Ask for the report again.",
    );
  });

  it("is read to its end: the page and the chart at their addresses, and no longer", async () => {
    bot = await startTestBot({
      env: { PUBLIC_URL: "https://reports.example.com", SLACK_PICTURES: "link" },
    });
    const preview = await send();
    const [, chart = ""] =
      /"image_url":"https:\/\/reports\.example\.com(\/charts\/[^"]+)"/.exec(
        JSON.stringify(preview.blocks),
      ) ?? [];
    const [, id = ""] = /id `(\w{6})`/.exec(shown(preview)) ?? [];
    const openStatus = async () => {
      await member().command("/exec-report", `status ${id}`, { channel: "reports" });
      const told = await bot.slack.waitFor(
        () => bot.slack.ephemerals("U02MEMBER").at(-1),
        "the status",
      );
      const [, page = ""] =
        /"url":"https:\/\/reports\.example\.com(\/reports\/[^"]+)"/.exec(
          JSON.stringify(told.blocks),
        ) ?? [];
      return await Promise.all([chart, page].map((path) => fetch(`${bot.url}${path}`)));
    };
    bot.clock.advance(31 * DAY);
    const kept = await openStatus();
    expect(kept.map(({ status }) => status)).toEqual([200, 200]);
    expect(await kept[1]?.text()).toContain("$50–84");
    bot.clock.advance(60 * DAY);
    expect((await openStatus()).map(({ status }) => status)).toEqual([404, 410]);
  });
});

describe("Get the PDF", () => {
  const lastUpload = () =>
    bot.slack.calls.findLast(({ method }) => method === "files.completeUploadExternal")?.args;

  it("puts the file into the thread where nobody outside can reach the bot", async () => {
    bot = await startTestBot({ printed: true });
    const preview = await bot.requestPreview("cto");
    expect(shown(preview)).not.toContain("Open full report");
    await member().click(preview, "Get the PDF");
    const file = await bot.slack.waitFor(
      () => bot.slack.files().find(({ name, isCompleted }) => isCompleted && name.endsWith(".pdf")),
      "the file",
    );
    expect(
      Buffer.from(file.content ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    expect(lastUpload()).toMatchObject({ channel_id: "C01REPORTS", thread_ts: preview.ts });
  });

  it("says where it is to whoever asked for it somewhere else", async () => {
    bot = await startTestBot({ printed: true });
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 5");
    const [, id = ""] = /· id `(\w+)`$/mu.exec(shown(bot.current(preview) ?? preview)) ?? [];
    await member().command("/exec-report", `status ${id}`, { channel: "general" });
    await member().click(await bot.waitForWhisper("U02MEMBER", "Id: "), "Get the PDF");
    const told = await bot.waitForWhisper("U02MEMBER", "The PDF is in the thread of its preview");
    expect(shown(told)).toContain("<#C01REPORTS>");
    expect(told.channel).toBe("C02GENERAL");
    expect(lastUpload()).toMatchObject({ channel_id: "C01REPORTS", thread_ts: preview.ts });
  });

  it("comes in person where the preview stands before somebody else alone", async () => {
    bot = await startTestBot({ printed: true });
    await bot.slack.as("U02MEMBER").command("/exec-report", "cto", { channel: "outside" });
    const preview = await bot.waitForWhisper("U02MEMBER", "CTO report");
    await bot.slack.as("U01ADMIN").click(await bot.waitForWhisper("U01ADMIN", "copy"), "Approve");
    await bot.waitForText("reports", "sent to 5");
    const [, id = ""] = /· id `(\w+)`$/mu.exec(shown(preview)) ?? [];
    await bot.slack.as("U01ADMIN").command("/exec-report", `status ${id}`, { channel: "general" });
    await bot.slack
      .as("U01ADMIN")
      .click(await bot.waitForWhisper("U01ADMIN", "Id: "), "Get the PDF");
    const told = await bot.waitForWhisper("U01ADMIN", "The PDF of CTO report, October 2026");
    await bot.slack.waitFor(
      () => lastUpload()?.["thread_ts"] === told.ts,
      "the file in the thread of that message",
    );
    expect(lastUpload()).toMatchObject({ channel_id: told.channel });
  });

  it("is for whoever may see reports", async () => {
    bot = await startTestBot({ printed: true });
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U04SECOND").click(preview, "Get the PDF");
    await bot.waitForWhisper("U04SECOND", "You may not see reports");
    expect(bot.slack.files().filter(({ name }) => name.endsWith(".pdf"))).toEqual([]);
  });
});
