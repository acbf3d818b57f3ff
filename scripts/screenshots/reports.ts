/** One report from the question to the end: in the form, as a preview, on its way, and when something goes wrong. */
import { fitToMessages, openScene, type Scene, type Stage } from "./stage.ts";

const PREVIEW = "CTO report · October 2026";
const WEB = "web@example.com";

export async function photographReports(stage: Stage): Promise<void> {
  const { page, slack } = await openScene(stage, "U02MEMBER");
  await slack.type("/exec-report cto");
  const approve = slack.message(PREVIEW).getByRole("button", { name: "Approve" });
  await approve.waitFor();
  await slack.actAs("U01ADMIN");
  await fitToMessages(page);
  await stage.save(page, "preview.png");

  await approve.click();
  // The preview and the summary below it, once the local SES has told of every mail.
  await page.getByText("5 delivered").nth(1).waitFor();
  await fitToMessages(page);
  await stage.save(page, "sent.png");
  await page.context().close();
}

/** The preview while its mails go out, after one failed, and while nobody knows of one whether it was taken. */
export async function photographTroubles(stage: Stage): Promise<void> {
  const { ses } = stage.demo;
  const scene = await openScene(stage, "U01ADMIN");
  ses.misbehave({ kind: "hold", for: WEB });
  await ask(scene, "cto");
  await approveLast(scene, PREVIEW);
  await saveMessage(stage, scene, PREVIEW, "4 of 5 sent so far", "progress.png");
  ses.release();
  await scene.page.getByText("sent to 5").nth(1).waitFor();

  ses.misbehave({ kind: "reject", message: "Address blacklisted.", for: WEB }, 9);
  await ask(scene, "cto");
  await approveLast(scene, PREVIEW);
  await saveMessage(stage, scene, PREVIEW, "Retry failed", "partial-failure.png");

  ses.misbehave({ kind: "cut_before", for: "finance@example.com" });
  await ask(scene, "cfo");
  await approveLast(scene, "CFO report");
  await saveMessage(stage, scene, "CFO report", "Mark as sent", "uncertain.png");
  await scene.page.context().close();
}

/** The form, an error in one of its fields, and an edit. */
export async function photographForms(stage: Stage): Promise<void> {
  const scene = await openScene(stage, "U02MEMBER");
  const { page, slack } = scene;
  const modal = page.locator(".modal");
  await slack.type("/exec-report");
  await page.getByText("Who gets the CEO report").waitFor();
  await stage.save(modal, "form.png");
  await page.getByLabel("Period", { exact: true }).selectOption("other");
  await page.getByLabel("Which period").fill("last moon");
  await modal.getByRole("button", { name: "Preview" }).click();
  await page.getByText("last moon").first().waitFor();
  await page.waitForTimeout(500);
  await stage.save(modal, "form-error.png");
  await modal.getByRole("button", { name: "Cancel" }).click();

  await ask(scene, "cto");
  await slack.message(PREVIEW).getByRole("button", { name: "Edit" }).click();
  await page.getByText("takes the place of").waitFor();
  await stage.save(modal, "edit.png");
  await modal.getByRole("button", { name: "Cancel" }).click();
  await page.context().close();
}

async function ask({ slack }: Scene, report: string): Promise<void> {
  await slack.type(`/exec-report ${report}`);
}

async function approveLast({ page }: Scene, title: string): Promise<void> {
  const previews = page.locator(".msg", { hasText: title });
  await previews.getByRole("button", { name: "Approve" }).last().click();
}

async function saveMessage(
  stage: Stage,
  { page }: Scene,
  title: string,
  says: string,
  file: string,
): Promise<void> {
  const message = page.locator(".msg", { hasText: title }).filter({ hasText: says }).last();
  await message.waitFor();
  await fitToMessages(page);
  await stage.save(message, file);
}
