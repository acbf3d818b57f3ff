/** Mails as screens and phones show them, light and dark. */
import { z } from "zod";
import { openMailPage } from "../../test/support/mail-page.ts";
import { renderDigests } from "../../test/support/sample-digests.ts";
import type { Stage } from "./stage.ts";

/** The first screen or two of a mail, in CSS pixels. */
const LOOKS = {
  screen: { width: 800, height: 1185, colorScheme: "light", scale: 1.5 },
  phone: { width: 375, height: 940, colorScheme: "light", scale: 2 },
  dark: { width: 800, height: 1185, colorScheme: "dark", scale: 1.5 },
} as const;
type Look = (typeof LOOKS)[keyof typeof LOOKS];

const INBOX = z.object({
  emails: z.tuple([z.object({ body: z.object({ html: z.string() }) })], z.unknown()),
});

export async function photographMails(stage: Stage): Promise<void> {
  const html = await fetchMail(stage.demo.urls.inbox);
  await photograph(stage, html, LOOKS.screen, "mail.png");
  await photograph(stage, html, LOOKS.phone, "mail-phone.png");
  await photograph(stage, html, LOOKS.dark, "mail-dark.png");
  const [digest] = await renderDigests();
  if (digest === undefined) throw new Error("there is no digest");
  const page = await openMailPage(stage.browser);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.show(digest.mail, { width: 375, colorScheme });
    await page.page.setViewportSize({ width: 375, height: 1600 });
    await stage.save(page.page, `digest-mail-phone-${colorScheme}.png`);
  }
  await page.close();
}

/** The HTML of the first mail: all recipients get the same. */
async function fetchMail(inboxUrl: string): Promise<string> {
  const response = await fetch(`${inboxUrl}/store`);
  const [mail] = INBOX.parse(await response.json()).emails;
  return mail.body.html;
}

async function photograph(
  stage: Stage,
  html: string,
  { width, height, colorScheme, scale }: Look,
  file: string,
): Promise<void> {
  const viewport = { width, height };
  const page = await stage.openPage({ viewport, colorScheme, deviceScaleFactor: scale });
  await page.setContent(html);
  await page.evaluate("document.fonts.ready.then(() => undefined)");
  await stage.save(page, file);
  await page.context().close();
}
