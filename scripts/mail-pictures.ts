/**
 * `npm run mail-pictures`: pictures of every mail as a phone and a screen show it, light and dark, to look at before a
 * change of the templates goes out. They are in `out/mail-pictures`; `index.html` shows them side by side.
 *
 * Arguments are beginnings of the mails' names, e.g. `cfo new`; all mails without any.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launchBrowser } from "../test/support/browser.ts";
import { type MailPage, openMailPage } from "../test/support/mail-page.ts";
import { renderDigests } from "../test/support/sample-digests.ts";
import { renderAllReports, type SampleMail } from "../test/support/sample-mails.ts";
import { createTestRenderer } from "../test/unit/email/rendering.ts";
import { jobsTable, sampleReport } from "../test/unit/email/sample-report.ts";
import { buildPicturesPage, type PicturedMail } from "./mail-pictures-page.ts";

const OUT = "out/mail-pictures";
const LOOKS = [375, 800].flatMap((width) =>
  (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
);
/** CSS pixels. What is higher is cut, so that letters stay readable. */
const SLICE = 1_500;

const names = process.argv.slice(2);
await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
const browser = await launchBrowser();
try {
  const page = await openMailPage(browser);
  const pictured: PicturedMail[] = [];
  for (const mail of await renderMails()) pictured.push(await photograph(page, mail));
  await writeFile(join(OUT, "index.html"), buildPicturesPage(pictured));
  console.log(join(OUT, "index.html"));
} finally {
  await browser.close();
}

/** The sample and what is unlike it: a brand of an entity's own, another language, one row too many, nothing. */
async function renderMails(): Promise<readonly SampleMail[]> {
  const all = [
    ...(await renderAllReports()),
    ...(await renderDigests()),
    ...rename("jada", await renderAllReports("portfolio", "jada")),
    ...rename("unlike", await renderAllReports("test/fixtures/unlike-sample")),
    ...rename("new", await renderAllReports("scaffold")),
    { id: "long", mail: await renderLong() },
  ];
  return all.filter(({ id }) => names.length === 0 || names.some((name) => id.startsWith(name)));
}

function rename(prefix: string, mails: readonly SampleMail[]): readonly SampleMail[] {
  return mails.map(({ id, mail }) => ({ id: `${prefix}-${id}`, mail }));
}

async function renderLong(): Promise<SampleMail["mail"]> {
  const render = await createTestRenderer();
  const long = { heading: "Every job of the month", blocks: [jobsTable(200)] };
  return await render({ ...sampleReport, sections: [...sampleReport.sections, long] });
}

async function photograph(page: MailPage, { id, mail }: SampleMail): Promise<PicturedMail> {
  const views: PicturedMail["views"][number][] = [];
  for (const look of LOOKS) {
    await page.show(mail, look);
    const name = `${look.width} ${look.colorScheme}`;
    const slices = await slicePage(page, `${id}-${name.replace(" ", "-")}`, look.width);
    views.push({ name, width: look.width, slices });
  }
  console.log(join(OUT, id));
  return { id, subject: mail.subject, views };
}

async function slicePage({ page }: MailPage, name: string, width: number): Promise<string[]> {
  const end = await page.locator("body").evaluate((body) => body.scrollHeight);
  const files: string[] = [];
  for (let y = 0; y < end; y += SLICE) {
    const file = `${name}-${files.length + 1}.png`;
    const clip = { x: 0, y, width, height: Math.min(SLICE, end - y) };
    await page.screenshot({ path: join(OUT, file), clip, fullPage: true, animations: "disabled" });
    files.push(file);
  }
  return files;
}
