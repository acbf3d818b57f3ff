import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { launchBrowser } from "../support/browser.ts";
import { openInbox, openSlack, type SlackPage } from "../support/demo-pages.ts";
import { type DemoProcess, startDemoProcess } from "../support/demo-process.ts";

/** One report on its whole way, by hands in a browser; each step begins where the one before it ended. */
let demo: DemoProcess;
let browser: Browser;
let page: Page;
let slack: SlackPage;
let portfolio: string;
beforeAll(async () => {
  portfolio = await mkdtemp(join(tmpdir(), "cockpit-"));
  await cp("portfolio", portfolio, { recursive: true });
  await prepareSettings(join(portfolio, "settings.yml"));
  [demo, browser] = await Promise.all([
    startDemoProcess({ PORTFOLIO_DIR: portfolio }),
    launchBrowser(),
  ]);
  page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
  slack = await openSlack(page, demo.slackUrl);
  await slack.openChannel("reports");
});
/** What stands there when something is not found says more than that it was not. */
afterEach(async ({ task }) => {
  if (task.result?.state !== "fail") return;
  console.error(`The page at the end of "${task.name}":\n${await page.innerText("body")}`);
});
afterAll(async () => {
  await browser.close();
  await demo.dispose();
  await rm(portfolio, { recursive: true, force: true });
});

/** At the rate of the demo's account it takes some seconds to reach all of them: long enough to watch. */
const READERS = 80;

/** The member, who asks, may approve too; the admin is the second. */
async function prepareSettings(file: string): Promise<void> {
  const settings = parseDocument(await readFile(file, "utf8"));
  const readers = Array.from({ length: READERS }, (_, n) => `reader${n}`);
  for (const id of readers) {
    settings.setIn(
      ["people", id],
      settings.createNode({ name: `Reader ${id}`, email: `${id}@example.com` }),
    );
  }
  settings.setIn(["audiences", "cto", "to"], settings.createNode(readers));
  settings.setIn(["roles", "approver"], settings.createNode(["U02MEMBER"]));
  settings.setIn(["audiences", "cto", "approval"], settings.createNode({ approvals: 2 }));
  await writeFile(file, String(settings));
}

const PREVIEW = "CTO report · October 2026";

describe("one report", () => {
  it("is asked for in the form", async () => {
    await slack.actAs("U02MEMBER");
    await slack.type("/exec-report");
    await page.getByLabel("Entities").waitFor();
    await page.getByLabel("Report", { exact: true }).selectOption("cto");
    await page.getByText("Who gets the CTO report").waitFor();
    await page.getByLabel("Note").fill("Start with the keys.");
    await page.locator(".modal").getByRole("button", { name: "Preview" }).click();
    await slack.message(PREVIEW).getByText("Start with the keys.").waitFor();
  });

  it("is edited, and the first preview gives way", async () => {
    await slack.message(PREVIEW).getByRole("button", { name: "Edit" }).click();
    await page.getByText("takes the place of").waitFor();
    await page.getByLabel("Note").fill("Start with the Stripe keys.");
    await page.locator(".modal").getByRole("button", { name: "Preview" }).click();
    await slack.message("Replaced: it was edited").waitFor();
    await slack.message(PREVIEW).getByText("Start with the Stripe keys.").waitFor();
  });

  it("waits for the second of two approvers", async () => {
    const preview = slack.message(/Start with the Stripe keys/);
    await preview.getByRole("button", { name: "Approve" }).click();
    await preview.getByText(/1 of 2: approved by @?Member/).waitFor();
    await slack.actAs("U01ADMIN");
    await preview.getByRole("button", { name: "Approve" }).click();
    await page.getByText(/Approved by @?Member.* and @?Admin/).waitFor();
  });

  it("shows how far it is while it goes out", async () => {
    await page.getByText(new RegExp(`[1-9]\\d* of ${READERS} sent so far`)).waitFor();
    await page.getByText(`sent to ${READERS}`).first().waitFor();
  });

  it("is summed up in the channel for reports, and lies in the inboxes with its note", async () => {
    await expect
      .poll(() => page.locator(".msg", { hasText: `sent to ${READERS}` }).count())
      .toBe(2);
    const inbox = await browser.newPage();
    const mails = await openInbox(inbox, demo.inboxUrl, 5);
    expect(mails).toHaveLength(READERS + 1);
    for (const { html } of mails.slice(0, 5)) {
      expect(await html.innerText()).toContain("Start with the Stripe keys.");
    }
    await inbox.close();
  });

  it("stands in the Home tab and in the digest", async () => {
    await slack.type("/exec-report digest");
    await slack.message(/CTO report/).waitFor();
    await slack.openHome();
    const home = page.locator(".main");
    await home.getByText("Latest").waitFor();
    await home.getByText(new RegExp(`sent to ${READERS}`)).waitFor();
    await home.getByText("Health").waitFor();
  });
});
