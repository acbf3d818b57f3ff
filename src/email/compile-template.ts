/**
 * MJML → HTML with Handlebars placeholders. Runs at build time, or at start when running from source; never
 * on a report's text. The only module that loads `mjml`.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { checkPlaceholders } from "./check-placeholders.ts";

/**
 * Compiles an MJML file and the parts it includes.
 *
 * @param file Parts may be included from its folder and below.
 * @returns HTML in which every placeholder is known and escapes what it is filled with.
 * @throws Error that lists everything MJML or the check of the placeholders complains about.
 */
export async function compileTemplate(file: URL): Promise<string> {
  const { default: mjml2html } = await import("mjml");
  const path = fileURLToPath(file);
  const { html, errors } = await mjml2html(await readFile(path, "utf8"), {
    filePath: path,
    ignoreIncludes: false,
    includePath: fileURLToPath(new URL(".", file)),
    keepComments: false,
    // No web fonts: a mail must not call home.
    fonts: {},
    validationLevel: "soft",
  });
  if (errors.length > 0) {
    throw new Error(
      `${path} does not compile:\n${errors.map((error) => error.formattedMessage).join("\n")}`,
    );
  }
  const compact = paint(makeCompact(html));
  checkIncludes(compact);
  checkPlaceholders(compact);
  return compact;
}

/** MJML wants colours where a report has a brand's: these stand for it, on a light ground and on a dark one. */
const ACCENT = "#1d4f91";
const ACCENT_DARK = "#8fb8f0";

function paint(html: string): string {
  return html
    .replaceAll(ACCENT, "{{@root.accent}}")
    .replaceAll(ACCENT_DARK, "{{@root.accentDark}}");
}

/** MJML drops an include that it cannot read and leaves a comment in its place. */
function checkIncludes(html: string): void {
  const failed = /<!-- mj-include.*?-->/su.exec(html);
  if (failed !== null) throw new Error(`A part of the template is missing: ${failed[0]}`);
}

/** Indentation is half the size of what MJML writes, and a loop repeats it with every row. */
function makeCompact(html: string): string {
  return (
    html
      .replace(/\/\*.*?\*\//gsu, "")
      .replace(/^[ \t]+/gmu, "")
      .replace(/[ \t]+$/gmu, "")
      .replace(/\n{2,}/gu, "\n")
      .replace(/>\n</gu, "><")
      .replace(/\s+\/>/gu, ">")
      // MJML writes it beside the same in CSS; as an attribute it is no number.
      .replaceAll(' height="auto"', "")
      .trim()
  );
}
