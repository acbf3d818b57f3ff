import { readFile } from "node:fs/promises";

/** Scripts that the page gets, by where it finds them. */
const SCRIPTS: ReadonlyMap<string, URL> = new Map([
  ["/_demo/forms.js", new URL("./forms.js", import.meta.url)],
  ["/_demo/dates.js", new URL("./dates.js", import.meta.url)],
]);

/** @returns undefined where there is no script of ours. */
export async function readScript(path: string): Promise<string | undefined> {
  const file = SCRIPTS.get(path);
  return file === undefined ? undefined : await readFile(file, "utf8");
}

/** The local Slack's page with forms in the place of its own, and with dates in all messages. */
export function withScripts(html: string): string {
  const hidden = "<style>#root .modal-overlay { display: none }</style>";
  // In the release that this was made for its own form is not drawn at all; in any other it is not seen.
  const without = html.replace("modalStack.length>0&&", "modalStack.length<0&&");
  const scripts = [...SCRIPTS.keys()].map((path) => `<script src="${path}"></script>`).join("");
  return without.replace("</body>", `${hidden}${scripts}</body>`);
}
