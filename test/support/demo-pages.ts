import type { Locator, Page } from "playwright-core";

/** The local Slack's page, as a person uses it. */
export interface SlackPage {
  /** Types a command into the channel and sends it. */
  type(text: string): Promise<void>;
  /** Chooses who one is, by user id. */
  actAs(userId: string): Promise<void>;
  openChannel(name: string): Promise<void>;
  openHome(): Promise<void>;
  /** The newest message of the bot that shows this text. */
  message(text: string | RegExp): Locator;
}

export async function openSlack(page: Page, url: string): Promise<SlackPage> {
  await page.goto(url);
  const composer = page.locator(".composer-input");
  await composer.waitFor();
  const sidebar = (name: string) => page.locator(".sidebar-item", { hasText: name });
  return {
    async type(text) {
      await composer.fill(text);
      await composer.press("Enter");
    },
    actAs: async (userId) => {
      await page.locator(".actas select").selectOption(userId);
    },
    openChannel: (name) => sidebar(name).click(),
    openHome: () => sidebar("Exec Report").click(),
    message: (text) => page.locator(".msg", { hasText: text }).last(),
  };
}

/** A mail in the inbox page. */
export interface InboxMail {
  readonly subject: string;
  readonly to: string;
  /** The HTML part, rendered. */
  readonly html: Locator;
}

/**
 * Opens the inbox and the HTML view of the mails in it.
 *
 * @param most Views to open, of the latest mails: each is a frame of its own, which takes its time.
 */
export async function openInbox(
  page: Page,
  url: string,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly InboxMail[]> {
  await page.goto(url);
  const mails = page.locator(".email");
  await mails.first().waitFor();
  const all = await mails.all();
  return await Promise.all(
    all.map(async (mail, at) => {
      const text = await mail.innerText();
      if (at < most) await mail.getByRole("button", { name: "Toggle HTML view" }).click();
      return {
        subject: /Subject: (.*)/.exec(text)?.[1] ?? "",
        to: /To: (.*)/.exec(text)?.[1] ?? "",
        html: mail.frameLocator("iframe").locator("body"),
      };
    }),
  );
}
