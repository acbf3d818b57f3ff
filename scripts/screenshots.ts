/**
 * Takes the pictures in `docs/images` from the running demo: somebody asks for the CTO report in the local
 * Slack, somebody else approves it, and the mail is read.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { z } from "zod";
import { launchBrowser } from "../test/support/browser.ts";
import { openSlack } from "../test/support/demo-pages.ts";
import { startDemoProcess } from "../test/support/demo-process.ts";

const FOLDER = fileURLToPath(new URL("../docs/images", import.meta.url));

/** In CSS pixels; as high as the conversation needs. */
const SLACK = { width: 1100, height: 900 } as const;

/** The first screen or two of a mail, in CSS pixels. */
const MAILS = [
  { file: "mail.png", width: 800, height: 1185, colorScheme: "light", scale: 1.5 },
  { file: "mail-phone.png", width: 375, height: 940, colorScheme: "light", scale: 2 },
  { file: "mail-dark.png", width: 800, height: 1185, colorScheme: "dark", scale: 1.5 },
] as const;

/** What differs from run to run (the time), and icons that a machine without an emoji font cannot draw. */
const UNSTEADY = [
  ".msg-time",
  ".msg-hover-actions",
  ".app-status",
  ".status",
  ".notif",
  ".sound-toggle",
  ".inspector-toggle",
  ".composer-attach",
  ".sidebar-section:has(+ .sidebar-item:last-child)",
  ".sidebar-item:last-child",
];

const INBOX = z.object({
  emails: z.tuple([z.object({ body: z.object({ html: z.string() }) })], z.unknown()),
});

await mkdir(FOLDER, { recursive: true });
const [demo, browser] = await Promise.all([startDemoProcess(), launchBrowser()]);
try {
  await photographSlack(browser, demo.slackUrl);
  const html = await fetchMail(demo.inboxUrl);
  for (const mail of MAILS) await photographMail(browser, html, mail);
} finally {
  await browser.close();
  await demo.dispose();
}

/** The preview as whoever may approve sees it, and the channel after the approval. */
async function photographSlack(browser: Browser, url: string): Promise<void> {
  const page = await openPage(browser, { viewport: SLACK, deviceScaleFactor: 2 });
  const slack = await openSlack(page, url);
  await page.addStyleTag({ content: `${UNSTEADY.join(", ")} { display: none !important; }` });
  await slack.openChannel("reports");
  await slack.actAs("U02MEMBER");
  await slack.type("/exec-report cto");
  const approve = slack.message("CTO report").getByRole("button", { name: "Approve" });
  await approve.waitFor();
  await slack.actAs("U01ADMIN");
  await fitToMessages(page);
  await savePicture(page, "preview.png");

  await approve.click();
  // The preview and the summary below it, once the local SES has told of every mail.
  await page.getByText("5 delivered").nth(1).waitFor();
  await page.mouse.move(0, 0);
  await fitToMessages(page);
  await savePicture(page, "sent.png");

  await slack.type("/exec-report digest");
  const digest = slack.message("Only visible to you");
  await digest.waitFor();
  await fitToMessages(page);
  await digest.screenshot({ path: join(FOLDER, "digest.png") });
  console.log("docs/images/digest.png");

  await slack.type("/exec-report");
  await page.getByText("Who gets the CEO report").waitFor();
  await page.locator(".modal").screenshot({ path: join(FOLDER, "form.png") });
  console.log("docs/images/form.png");
  await page.locator(".modal").getByRole("button", { name: "Cancel" }).click();
  await photographHome(browser, url);
}

/** The Home tab of an admin, as high as it is. */
async function photographHome(browser: Browser, url: string): Promise<void> {
  const page = await openPage(browser, {
    viewport: { width: SLACK.width, height: 860 },
    deviceScaleFactor: 1.5,
  });
  const slack = await openSlack(page, url);
  await slack.actAs("U01ADMIN");
  await slack.openHome();
  const home = page.locator(".main");
  await home.getByText("Health").waitFor();
  await home.screenshot({ path: join(FOLDER, "home.png") });
  console.log("docs/images/home.png");
}

/** Makes the window as high as the conversation. */
async function fitToMessages(page: Page): Promise<void> {
  await page.waitForFunction(
    "[...document.images].every((image) => image.complete && image.naturalWidth > 0)",
  );
  const missing = await page
    .locator(".messages")
    .evaluate((list) => list.scrollHeight - list.clientHeight);
  const { width, height } = page.viewportSize() ?? SLACK;
  await page.setViewportSize({ width, height: height + missing });
}

/** The HTML of any mail: all recipients get the same. */
async function fetchMail(inboxUrl: string): Promise<string> {
  const response = await fetch(`${inboxUrl}/store`);
  const [mail] = INBOX.parse(await response.json()).emails;
  return mail.body.html;
}

async function photographMail(
  browser: Browser,
  html: string,
  { file, width, height, colorScheme, scale }: (typeof MAILS)[number],
): Promise<void> {
  const viewport = { width, height };
  const page = await openPage(browser, { viewport, colorScheme, deviceScaleFactor: scale });
  await page.setContent(html);
  await savePicture(page, file);
}

async function openPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  return await context.newPage();
}

async function savePicture(page: Page, file: string): Promise<void> {
  await page.evaluate("document.fonts.ready.then(() => undefined)");
  await page.screenshot({ path: join(FOLDER, file), animations: "disabled" });
  console.log(`docs/images/${file}`);
}
