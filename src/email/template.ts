import { readFile } from "node:fs/promises";
import Handlebars from "handlebars";
import type { MailView } from "./mail-view.ts";

/** Fills the mail's template. Every value is escaped; a value the view does not have is an error. */
export type MailTemplate = (view: MailView) => string;

const BUILT = new URL("../templates/report.hbs", import.meta.url);
const SOURCE = new URL("../../templates/report.mjml", import.meta.url);

/**
 * The mail's template: the one compiled at build time, or, when running from source, the MJML compiled now.
 *
 * @throws Error if the build has not written the template, or if the MJML has faults.
 */
export async function loadTemplate(): Promise<MailTemplate> {
  return parseTemplate(isSource() ? await compileSource() : await readBuilt());
}

/** Turns HTML with Handlebars placeholders into a function. */
export function parseTemplate(html: string): MailTemplate {
  return Handlebars.compile<MailView>(html, {
    strict: true,
    noEscape: false,
    knownHelpersOnly: true,
    knownHelpers: { each: true, if: true, with: true },
  });
}

/** Compiled code never falls back to MJML, which is not installed in production. */
function isSource(): boolean {
  return import.meta.url.endsWith(".ts");
}

async function compileSource(): Promise<string> {
  const { compileTemplate } = await import("./compile-template.ts");
  return compileTemplate(SOURCE);
}

async function readBuilt(): Promise<string> {
  try {
    return await readFile(BUILT, "utf8");
  } catch (error) {
    throw new Error("The mail template is not built. Run npm run build.", { cause: error });
  }
}
