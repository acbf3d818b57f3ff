import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { openSlack, type SlackPage } from "../support/demo-pages.ts";
import { type DemoProcess, startDemoProcess } from "../support/demo-process.ts";

/** A schedule on its whole way, by hands in a browser; each step begins where the one before it ended. */
let demo: DemoProcess;
let browser: Browser;
let page: Page;
let slack: SlackPage;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemoProcess(), launchBrowser()]);
  page = await browser.newPage({ viewport: { width: 1200, height: 1600 } });
  slack = await openSlack(page, demo.slackUrl);
  await slack.openChannel("reports");
  await slack.actAs("U02MEMBER");
});
afterAll(async () => {
  await browser.close();
  await demo.dispose();
});

const save = () => page.locator(".modal").getByRole("button", { name: "Save" }).click();

describe("a schedule", () => {
  it("is chosen in the form, which shows its next times", async () => {
    await slack.type("/exec-report");
    await page.getByLabel("Entities").waitFor();
    await page.getByLabel("On a schedule").click();
    await page.getByText("Every Monday at 08:00, Los Angeles time").waitFor();
  });

  it("shows other times before it is saved", async () => {
    await page
      .getByLabel("When", { exact: true })
      .fill("first business day of the month 9:00 in Berlin");
    // Leaving the field draws the form anew. Whoever is faster with Save is shown the times then: see the flow tests.
    await page.getByLabel("Note").fill("For the board.");
    await page
      .getByText("On the first business day of every month at 09:00, Berlin time")
      .waitFor();
    await save();
    await page.locator(".modal").waitFor({ state: "detached" });
  });

  it("is told with what can be done about it", async () => {
    await page.locator(".sidebar-item", { hasText: "Member" }).click();
    const told = slack.message("Saved.");
    await told.getByText("Your note stands at the top each time.").waitFor();
    await told.getByRole("button", { name: "Pause" }).click();
    await slack.message("Paused. 3 schedules").waitFor();
  });

  it("stands in Home and in the list, where it is resumed", async () => {
    await slack.openHome();
    await page
      .locator(".main")
      .getByText(/CEO report, this month.*On the first business day of every month.*paused/)
      .waitFor();
    await slack.openChannel("reports");
    await slack.type("/exec-report schedules");
    const list = slack.message("3 schedules");
    await list.getByRole("button", { name: "Resume" }).click();
    await slack.message("Resumed. 3 schedules").waitFor();
  });
});
