import { readFile } from "node:fs/promises";

/** Where the page finds the script that draws forms. */
export const FORMS_PATH = "/_demo/forms.js";

/** The script that draws forms. */
export function readForms(): Promise<string> {
  return readFile(new URL("./forms.js", import.meta.url), "utf8");
}

/** The local Slack's page with that script, in the place of its own forms. */
export function withForms(html: string): string {
  const hidden = "<style>#root .modal-overlay { display: none }</style>";
  // In the release that this was made for its own form is not drawn at all; in any other it is not seen.
  const without = html.replace("modalStack.length>0&&", "modalStack.length<0&&");
  return without.replace("</body>", `${hidden}<script src="${FORMS_PATH}"></script></body>`);
}
