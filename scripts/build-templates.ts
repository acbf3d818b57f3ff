/** Writes the compiled mail template beside the built code, so that production needs no MJML. */
import { mkdir, writeFile } from "node:fs/promises";
import { compileTemplate } from "../src/email/compile-template.ts";

const target = new URL("../dist/templates/report.hbs", import.meta.url);

await mkdir(new URL(".", target), { recursive: true });
await writeFile(
  target,
  await compileTemplate(new URL("../templates/report.mjml", import.meta.url)),
);
