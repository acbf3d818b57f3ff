import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { openInbox, openSlack } from "../support/demo-pages.ts";
import { type DemoProcess, startDemoProcess } from "../support/demo-process.ts";

/** The demo as its user meets it: one command, then a browser. */
let demo: DemoProcess;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemoProcess(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await demo.dispose();
});
beforeEach(async () => {
  page = await browser.newPage();
});
afterEach(() => page.close());

describe("the demo", () => {
  it("prints where to look, and ready", () => {
    for (const url of [demo.slackUrl, demo.inboxUrl, demo.botUrl]) {
      expect(demo.output()).toContain(url);
    }
    expect(demo.output()).toMatch(/^ready$/m);
  });

  it("takes the report from the command in Slack to the inbox", async () => {
    const slack = await openSlack(page, demo.slackUrl);
    await slack.openChannel("reports");
    await slack.type("/exec-report cto");
    const preview = slack.message("CTO report · October 2026");
    await preview.getByRole("button", { name: "Approve" }).waitFor();
    const shown = await preview.innerText();
    expect(shown).toContain("$50–84");
    expect(shown).toContain("For 5 people");
    expect(shown).toContain("1 attachment: cto-2026-10.pdf");
    expect(shown).toMatch(/Expires [A-Z][a-z]{2} \d{1,2}, \d{4} at \d\d:\d\d UTC/);
    expect(shown).not.toContain("<!date");
    const chart = preview.locator("img").last();
    await chart.waitFor();
    await expect.poll(() => chart.evaluate(isDrawn)).toBe(true);
    await preview.getByRole("button", { name: "Approve" }).click();
    await page
      .getByText(/Approved by @?Admin.* · sent to 5/)
      .first()
      .waitFor();
    expect(await page.getByRole("button", { name: "Approve" }).count()).toBe(0);

    const mails = await openInbox(page, demo.inboxUrl);
    expect(mails.map(({ to }) => /<(.*)>/.exec(to)?.[1]).toSorted()).toEqual([
      "audit@example.com",
      "cto@example.com",
      "owner@example.com",
      "platform@example.com",
      "security@example.org",
      "web@example.com",
    ]);
    for (const mail of mails) {
      expect(mail.subject).toMatch(/^CTO report · October 2026/);
      const text = await mail.html.innerText();
      expect(text).toContain("$50–84");
      const pictures = await mail.html.locator("img").all();
      expect(pictures).toHaveLength(2);
      for (const picture of pictures) expect(await picture.evaluate(isDrawn)).toBe(true);
      expect(text).toMatch(/6\s+3 critical|6 vulnerabilities/);
    }
  });

  it("shows the reason of a rejection that is typed into the form", async () => {
    const slack = await openSlack(page, demo.slackUrl);
    await slack.openChannel("general");
    await slack.type("/exec-report ceo");
    const preview = slack.message("CEO report · October 2026");
    await preview.getByRole("button", { name: "Reject" }).click();
    await page.getByLabel("Reason").fill("The agenda is last month's");
    await page.locator(".modal").getByRole("button", { name: "Reject" }).click();
    const rejected = slack.message(/Rejected by/);
    await rejected.getByText("The agenda is last month's").waitFor();
    expect(await rejected.getByRole("button", { name: "Approve" }).count()).toBe(0);
  });

  it("asks for everything in a form, which opens again with what the preview has", async () => {
    const slack = await openSlack(page, demo.slackUrl);
    await slack.openChannel("general");
    await slack.actAs("U02MEMBER");
    await slack.type("/exec-report");
    await page.getByLabel("Entities").waitFor();
    await page.getByLabel("Report", { exact: true }).selectOption("cfo");
    await page.getByText("Who gets the CFO report").waitFor();
    await page.getByLabel("At a time").check();
    await page.getByLabel("Not before").fill("2020-01-01T08:00");
    await page.getByLabel("Note").fill("The runway first, please.");
    const form = page.locator(".modal");
    await form.getByRole("button", { name: "Preview" }).click();
    await page.getByText("This time is in the past.").waitFor();
    await page.getByLabel("Right after the approval").check();
    await page.getByLabel("Not before").waitFor({ state: "detached" });
    await page.getByLabel("And this time also").selectOption("web");
    await form.getByRole("button", { name: "Preview" }).click();
    const preview = slack.message("CFO report");
    await preview.getByText("The runway first, please.").waitFor();
    await preview.getByText("Owner, Chief executive, Bookkeeper, Web developer").waitFor();

    await preview.getByRole("button", { name: "Edit" }).click();
    await page.getByText("takes the place of").waitFor();
    expect(await page.getByLabel("Note").inputValue()).toBe("The runway first, please.");
    await page.getByRole("button", { name: "Remove Web developer" }).click();
    await form.getByRole("button", { name: "Preview" }).click();
    await slack.message("Replaced: it was edited").waitFor();
    const fresh = slack.message("CFO report").filter({ hasText: "For 3 people" });
    await fresh.getByRole("button", { name: "Approve" }).waitFor();
  });

  it("tells a guest what they may not do, and what to ask for", async () => {
    const slack = await openSlack(page, demo.slackUrl);
    await slack.openChannel("general");
    await slack.actAs("U03GUEST");
    await slack.type("/exec-report cto");
    await slack.message("You may not ask for reports.").waitFor();
  });

  it("stops cleanly on Ctrl-C and keeps its history", async () => {
    expect(await demo.interrupt()).toBe(0);
    await expect(fetch(`${demo.slackUrl}/_control/state`)).rejects.toThrow();
    await demo.restart();
    const slack = await openSlack(page, demo.slackUrl);
    await slack.openHome();
    const home = page.locator(".main");
    await home.getByText("Latest").waitFor();
    await home.getByText(/sent to 5/).waitFor();
    await home.getByText(/Rejected by/).waitFor();
  });
});

/** Whether a picture has arrived; one that is broken has no size of its own. Runs in the page. */
function isDrawn(picture: unknown): boolean {
  return (picture as { readonly naturalWidth: number }).naturalWidth > 0;
}
