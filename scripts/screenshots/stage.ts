import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { AWS_VARIABLES_TO_FORGET, awsEnvironment, parseDemoSettings } from "../../demo/settings.ts";
import { type Demo, startDemo } from "../../demo/start-demo.ts";
import { launchBrowser } from "../../test/support/browser.ts";
import { openSlack, type SlackPage } from "../../test/support/demo-pages.ts";
import { freePorts } from "../../test/support/free-ports.ts";

/** The demo, a browser, and a folder for pictures. */
export interface Stage {
  readonly demo: Demo;
  readonly browser: Browser;
  openPage(options: BrowserContextOptions): Promise<Page>;
  save(what: Page | Locator, file: string): Promise<void>;
  close(): Promise<void>;
}

/** The local Slack in front of the camera. */
export interface Scene {
  readonly page: Page;
  readonly slack: SlackPage;
}

/** Every surface; what documents show is copied from here. */
export const OUT = "out/screenshots";

/** A busy machine takes its time. */
const PATIENCE_MS = 60_000;

/** In CSS pixels; as high as the conversation needs. */
const SLACK = { width: 1100, height: 900 } as const;

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

export async function openStage(): Promise<Stage> {
  await mkdir(OUT, { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), "screenshots-"));
  await cp("portfolio", join(folder, "portfolio"), { recursive: true });
  const [PORT, DEMO_SLACK_PORT, DEMO_SES_PORT, DEMO_DYNAMODB_PORT] = (await freePorts(4)).map(
    String,
  );
  const settings = parseDemoSettings({
    ...{ PORT, DEMO_SLACK_PORT, DEMO_SES_PORT, DEMO_DYNAMODB_PORT },
    DEMO_DATA_DIR: join(folder, "data"),
    PORTFOLIO_DIR: join(folder, "portfolio"),
    LOG_LEVEL: "error",
  });
  for (const name of AWS_VARIABLES_TO_FORGET) delete process.env[name];
  Object.assign(process.env, awsEnvironment(settings));
  const [demo, browser] = await Promise.all([startDemo(settings), launchBrowser()]);
  return {
    demo,
    browser,
    async openPage(options) {
      const context = await browser.newContext(options);
      context.setDefaultTimeout(PATIENCE_MS);
      return await context.newPage();
    },
    async save(what, file) {
      const take = () => what.screenshot({ path: join(OUT, file), animations: "disabled" });
      // What is redrawn at this very moment is not there to be taken.
      await take().catch(take);
      console.log(join(OUT, file));
    },
    async close() {
      await browser.close();
      await demo.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Slack as one person sees it. */
export async function openScene(stage: Stage, user: string): Promise<Scene> {
  const page = await stage.openPage({ viewport: SLACK, deviceScaleFactor: 1.5 });
  const slack = await openSlack(page, stage.demo.urls.slack);
  await page.addStyleTag({ content: `${UNSTEADY.join(", ")} { display: none !important; }` });
  await slack.openChannel("reports");
  await slack.actAs(user);
  return { page, slack };
}

/** Makes the window as high as the conversation, so that every message is whole. */
export async function fitToMessages(page: Page): Promise<void> {
  await page.waitForFunction(
    "[...document.images].every((image) => image.complete && image.naturalWidth > 0)",
  );
  const missing = await page
    .locator(".messages")
    .evaluate((list) => list.scrollHeight - list.clientHeight);
  const { width, height } = page.viewportSize() ?? SLACK;
  await page.setViewportSize({ width, height: height + missing });
  await page.mouse.move(0, 0);
}
