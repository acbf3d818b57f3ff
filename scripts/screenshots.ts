/**
 * `npm run screenshots`: pictures of every surface in `out/screenshots`, taken from the running demo, to look at before a
 * change of what people see goes out. Those that documents show are copied to `docs/images`.
 *
 * Arguments are scenes, e.g. `reports answers`; all of them without any.
 */
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { photographAnswers, photographHome } from "./screenshots/answers.ts";
import { photographMails } from "./screenshots/mails.ts";
import { photographForms, photographReports, photographTroubles } from "./screenshots/reports.ts";
import { OUT, openStage, type Stage } from "./screenshots/stage.ts";

/** In this order: what comes first is what later scenes look back on. */
const SCENES: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  reports: photographReports,
  mails: photographMails,
  troubles: photographTroubles,
  answers: photographAnswers,
  forms: photographForms,
  home: photographHome,
};

const IN_DOCUMENTS = [
  "digest.png",
  "form.png",
  "home.png",
  "mail.png",
  "mail-dark.png",
  "mail-phone.png",
  "preview.png",
  "sent.png",
];

const wanted = process.argv.slice(2);
const stage = await openStage();
try {
  for (const [name, photograph] of Object.entries(SCENES)) {
    if (wanted.length === 0 || wanted.includes(name)) await photograph(stage);
  }
} finally {
  await stage.close();
}
if (wanted.length === 0) {
  for (const file of IN_DOCUMENTS) await copyFile(join(OUT, file), join("docs/images", file));
}
