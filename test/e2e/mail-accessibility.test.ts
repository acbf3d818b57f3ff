import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { RenderedMail } from "../../src/dispatch/artifact.ts";
import { launchBrowser } from "../support/browser.ts";
import { type MailLook, type MailPage, openMailPage } from "../support/mail-page.ts";
import { renderDigests } from "../support/sample-digests.ts";
import { renderAllReports, type SampleMail } from "../support/sample-mails.ts";

/** Mails as their readers' browsers lay them out, on phones and screens, in both schemes. */
let browser: Browser;
let page: MailPage;
let mails: readonly SampleMail[];

beforeAll(async () => {
  [browser, mails] = await Promise.all([launchBrowser(), renderAllReports()]);
  page = await openMailPage(browser);
});
afterAll(() => browser.close());

const SCHEMES = ["light", "dark"] as const;
const LOOKS: readonly MailLook[] = [375, 800].flatMap((width) =>
  SCHEMES.map((colorScheme) => ({ width, colorScheme })),
);

const VIOLATIONS = z.array(
  z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }),
);

/**
 * What axe finds, and contrasts that it cannot work out. Landmarks are the mail client's: a mail is a part of its
 * page, and one of several where a conversation is shown.
 */
const RUN = `
  // A check mark of its own is no text to axe; the words beside it have the same colour.
  const isSign = ({ any }) => any.every(({ data }) => /nonBmp|shortTextContent/.test(data?.messageKey));
  axe
  .run({ rules: { region: { enabled: false }, "landmark-one-main": { enabled: false } } })
  .then(({ violations, incomplete }) => [
    ...violations,
    ...incomplete.filter(
      ({ id, nodes }) => id === "color-contrast" && nodes.some((node) => !isSign(node)),
    ),
  ])`;

/** Everything axe objects to, as lines. */
async function faultsOf(mail: RenderedMail, look: MailLook): Promise<readonly string[]> {
  await page.show(mail, look);
  await page.page.addScriptTag({ content: axe.source });
  const violations = VIOLATIONS.parse(await page.page.evaluate(RUN));
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

async function allFaults(looks: readonly MailLook[], all = mails): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { id, mail } of all) {
    for (const look of looks) {
      const found = await faultsOf(mail, look);
      faults.push(...found.map((fault) => `${id}, ${look.width}, ${look.colorScheme}: ${fault}`));
    }
  }
  return faults;
}

/** Mails that would have to be scrolled sideways, with the width they need. */
async function tooWide(width: number, all: readonly SampleMail[]): Promise<readonly string[]> {
  const wide: string[] = [];
  for (const { id, mail } of all) {
    await page.show(mail, { width, colorScheme: "light" });
    const needed = await page.page.evaluate("document.documentElement.scrollWidth");
    if (needed !== width) wide.push(`${id}: ${needed}`);
  }
  return wide;
}

describe("every report", () => {
  it.each(LOOKS)("has nothing axe objects to at $width px, $colorScheme", async (look) => {
    expect(await allFaults([look])).toEqual([]);
  });

  it("has nothing axe objects to in the look of an entity", async () => {
    const wide = SCHEMES.map((colorScheme) => ({ width: 800, colorScheme }));
    for (const entity of ["jada", "qos"]) {
      const [first] = await renderAllReports("portfolio", entity);
      expect(await allFaults(wide, first === undefined ? [] : [first]), entity).toEqual([]);
    }
  });

  it("has nothing axe objects to without its pictures, and says what they would show", async () => {
    const look = { width: 375, colorScheme: "dark", withoutPictures: true } as const;
    expect(await allFaults([look])).toEqual([]);
    for (const { mail } of mails) {
      await page.show(mail, look);
      const shown = await page.page
        .locator("img")
        .evaluateAll((images) => images.map((image) => image.getAttribute("alt")));
      expect(shown).toEqual(mail.images.map(({ alt }) => alt));
    }
  });

  it.each([320, 360, 375, 800])("needs no sideways scrolling at %d px", async (width) => {
    expect(await tooWide(width, mails)).toEqual([]);
  });

  it("keeps figures whole on a phone where a client drops the style sheet", async () => {
    // A line is 20 px high.
    const broken = `[...document.querySelectorAll("tbody td.right:not(.wrap)")]
      .filter((cell) => [...cell.childNodes].some((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return range.getBoundingClientRect().height > 30;
      }))
      .map((cell) => cell.textContent)`;
    for (const { id, mail } of mails) {
      const html = mail.html.replaceAll(/<style.*?<\/style>/gsu, "");
      await page.show({ ...mail, html }, { width: 375, colorScheme: "light" });
      expect(await page.page.evaluate(broken), id).toEqual([]);
    }
  });

  it("names the columns of its tables, and says of other tables that they are none", async () => {
    const unnamed: string[] = [];
    for (const { id, mail } of mails) {
      await page.show(mail, { width: 800, colorScheme: "light" });
      const tables = await page.page
        .locator("table:not([role=presentation])")
        .evaluateAll((all) => all.map((table) => table.querySelectorAll("th[scope=col]").length));
      unnamed.push(...tables.filter((columns) => columns === 0).map(() => id));
      expect(tables.length, id).toBeGreaterThan(0);
    }
    expect(unnamed).toEqual([]);
  });
});

describe("the digest", () => {
  let digests: readonly SampleMail[];
  beforeAll(async () => {
    digests = await renderDigests();
  });

  it.each(LOOKS)("has nothing axe objects to at $width px, $colorScheme", async (look) => {
    expect(digests.length).toBeGreaterThan(0);
    expect(await allFaults([look], digests)).toEqual([]);
  });

  it("needs no sideways scrolling on a phone", async () => {
    expect(await tooWide(320, digests)).toEqual([]);
  });
});

describe("the check itself", () => {
  it.each([
    ["color-contrast", /color:#101828/gu, "color:#cccccc"],
    ["html-has-lang", /<html lang="[^"]*"/u, "<html"],
    ["image-alt", / alt="[^"]*"/gu, ""],
    ["scope-attr-valid", /scope="col"/gu, 'scope="columns"'],
  ])("sees %s", async (rule, part, instead) => {
    const [first] = mails;
    const html = first?.mail.html.replaceAll(new RegExp(part, "gu"), instead) ?? "";
    expect(html).not.toBe(first?.mail.html);
    const mail = { subject: "", text: "", attachments: [], images: [], html };
    const faults = await faultsOf(mail, { width: 800, colorScheme: "light" });
    expect(faults.filter((fault) => fault.startsWith(rule))).not.toEqual([]);
  });
});
