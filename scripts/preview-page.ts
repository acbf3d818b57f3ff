import Handlebars from "handlebars";
import type { ReportDefinition } from "../src/reports/definition.ts";

/**
 * A mail as a client in a light or dark scheme shows it. A frame has the scheme of the browser, so that the style
 * sheet's own question is answered for it.
 */
export function inScheme(html: string, scheme: string): string {
  const query = "@media (prefers-color-scheme: dark)";
  return html.replaceAll(query, scheme === "dark" ? "@media all" : "@media not all");
}

/** Names, four frames, and what to do when something changed. */
export function buildIndexPage(reports: readonly ReportDefinition[]): string {
  return index({ reports: reports.map(({ id, title }) => ({ id, title })) });
}

export function buildFailurePage(reason: string): string {
  return failure({ reason });
}

const failure = Handlebars.compile<{ reason: string }>(
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Not rendered</title><pre>{{reason}}</pre></html>`,
);

const index = Handlebars.compile<{ reports: readonly { id: string; title: string }[] }>(
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Reports</title>
<style>
body{margin:0;font:14px/20px system-ui,sans-serif;background:#d5dae1;color:#101828}
nav{position:sticky;top:0;display:flex;flex-wrap:wrap;gap:4px 16px;padding:12px 16px;background:#fff;border-bottom:1px solid #a3acb9}
nav a{color:#1d4f91}nav a[aria-current]{font-weight:700;text-decoration:none;color:#101828}
main{display:flex;gap:16px;padding:16px;align-items:flex-start}
figure{margin:0}figcaption{padding-bottom:4px}iframe{border:0;height:85vh;background:#fff}
</style>
</head>
<body>
<nav>{{#each reports}}<a href="#{{id}}">{{title}}</a>{{/each}}<a id="text" target="_blank">Plain text</a></nav>
<main>
<figure><figcaption>Phone, light</figcaption><iframe title="Phone, light" width="375" data-scheme="light"></iframe></figure>
<figure><figcaption>Phone, dark</figcaption><iframe title="Phone, dark" width="375" data-scheme="dark"></iframe></figure>
<figure><figcaption>Screen, light</figcaption><iframe title="Screen, light" width="800" data-scheme="light"></iframe></figure>
<figure><figcaption>Screen, dark</figcaption><iframe title="Screen, dark" width="800" data-scheme="dark"></iframe></figure>
</main>
<script>
const links = [...document.querySelectorAll("nav a[href]")];
function show() {
  const id = location.hash.slice(1) || links[0].hash.slice(1);
  for (const link of links) link.toggleAttribute("aria-current", link.hash.slice(1) === id);
  document.getElementById("text").href = "/reports/" + id + "/text";
  for (const frame of document.querySelectorAll("iframe")) {
    const top = frame.contentWindow.scrollY;
    frame.onload = () => frame.contentWindow.scrollTo(0, top);
    frame.src = "/reports/" + id + "?scheme=" + frame.dataset.scheme;
  }
}
addEventListener("hashchange", show);
new EventSource("/changes").onmessage = show;
show();
</script>
</body>
</html>
`,
);
