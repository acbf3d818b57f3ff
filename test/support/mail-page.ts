import type { Browser, Page } from "playwright-core";
import { withPicturesBeside } from "../../src/cli/write-mail.ts";
import type { RenderedMail } from "../../src/dispatch/artifact.ts";

/** How a mail client shows a mail. */
export interface MailLook {
  /** CSS pixels. */
  readonly width: number;
  readonly colorScheme: "light" | "dark";
  /** Many clients ask first. */
  readonly withoutPictures?: boolean;
}

/** Shows mails in one page of a browser, as fast as it can lay them out. */
export interface MailPage {
  readonly page: Page;
  show(mail: RenderedMail, look: MailLook): Promise<void>;
  close(): Promise<void>;
}

/** Nothing is fetched from there: the page answers by itself. */
const ORIGIN = "http://mail.invalid";
const HEIGHT = 900;

export async function openMailPage(browser: Browser): Promise<MailPage> {
  const page = await browser.newPage();
  let pictures = new Map<string, Buffer>();
  let count = 0;
  await page.route("**/*", async (route) => {
    const body = pictures.get(route.request().url());
    if (body === undefined) await route.abort();
    else await route.fulfill({ contentType: "image/png", body });
  });
  return {
    page,
    async show(mail, { width, colorScheme, withoutPictures = false }) {
      count += 1;
      // The browser keeps what it has seen at an address, and every mail has a first chart.
      const folder = `${ORIGIN}/${count}`;
      const shown = withoutPictures ? [] : mail.images;
      pictures = new Map(
        shown.map(({ name, content }) => [`${folder}/${name}`, Buffer.from(content)]),
      );
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: HEIGHT });
      await page.setContent(withPicturesBeside(mail, folder), { waitUntil: "load" });
    },
    close: () => page.close(),
  };
}
