/** What the command answers besides reports, and the Home tab. */
import { openSlack } from "../../test/support/demo-pages.ts";
import { fitToMessages, openScene, type Scene, type Stage } from "./stage.ts";

/** What is typed, a part of what is answered, and the picture of it. */
const ANSWERS = [
  ["help", "Besides reports", "help.png"],
  ["history", "CTO report", "history.png"],
  ["schedule cfo every monday 08:00 in Europe/Berlin last-month", "Save", "schedule-preview.png"],
  ["schedules", "every monday", "schedules.png"],
  ["suppressions", "list of suppressions", "suppressions-empty.png"],
  ["roles", "Admin", "roles.png"],
  ["digest", "Daily digest", "digest.png"],
  ["ctoo", "ctoo", "typo.png"],
] as const;

export async function photographAnswers(stage: Stage): Promise<void> {
  const scene = await openScene(stage, "U01ADMIN");
  for (const [typed, says, file] of ANSWERS)
    await photographAnswer(stage, scene, typed, says, file);
  await photographStatus(stage, scene);
  await scene.page.context().close();
}

async function photographAnswer(
  stage: Stage,
  { page, slack }: Scene,
  typed: string,
  says: string,
  file: string,
): Promise<void> {
  const answers = page.locator(".msg", { hasText: "Only visible to you" });
  const before = await answers.count();
  await slack.type(`/exec-report ${typed}`);
  const answer = answers.nth(before);
  await answer.getByText(says).first().waitFor();
  await fitToMessages(page);
  await stage.save(answer, file);
}

/** Of the newest dispatch, by the id that the history gives. */
async function photographStatus(stage: Stage, scene: Scene): Promise<void> {
  const history = scene.page.locator(".msg", { hasText: "Only visible to you" }).nth(1);
  const [id = ""] = /\b[0-9A-HJKMNP-TV-Z]{6}\b/u.exec(await history.innerText()) ?? [];
  await photographAnswer(stage, scene, `status ${id}`, "Drafted", "status.png");
}

/** Where the last line of the tab ends, in CSS pixels. */
const LOWEST_TEXT = `Math.max(...[...document.querySelectorAll(".main *")]
  .filter((it) => it.children.length === 0 && it.textContent.trim() !== "")
  .map((it) => it.getBoundingClientRect().bottom))`;

/** The Home tab of an admin, as high as it is. */
export async function photographHome(stage: Stage): Promise<void> {
  const viewport = { width: 1100, height: 1700 };
  const page = await stage.openPage({ viewport, deviceScaleFactor: 1.5 });
  const slack = await openSlack(page, stage.demo.urls.slack);
  await slack.actAs("U01ADMIN");
  await slack.openHome();
  const home = page.locator(".main");
  await home.getByText("Health").waitFor();
  const end = Number(await page.evaluate(LOWEST_TEXT));
  await page.setViewportSize({ ...viewport, height: Math.ceil(end) + 30 });
  await stage.save(home, "home.png");
  await page.context().close();
}
