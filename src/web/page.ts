import type { ServerResponse } from "node:http";
import Handlebars from "handlebars";

/** A page with one thing to read and at most one to do. */
export interface Page {
  readonly title: string;
  readonly text: string;
  readonly form?: { readonly field: string; readonly value: string; readonly button: string };
}

/** Answers with a page. It loads nothing, runs nothing, and tells no other site where it stands. */
export function writePage(response: ServerResponse, status: number, page: Page): void {
  const html = template(page);
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-length": Buffer.byteLength(html),
    "content-security-policy":
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
    "cache-control": "no-store",
  });
  response.end(html);
}

const template = Handlebars.compile<Page>(
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{title}}</title>
<style>
body{margin:0;font:16px/24px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:#101828;background:#f2f4f7}
main{box-sizing:border-box;max-width:480px;margin:12vh auto 0;padding:32px;background:#fff}
h1{margin:0 0 8px;font-size:22px;line-height:30px}
p{margin:0}
button{margin-top:24px;padding:10px 20px;font:inherit;font-weight:600;color:#fff;background:#1d4f91;border:0;border-radius:6px;cursor:pointer}
@media (prefers-color-scheme:dark){body{color:#f2f4f7;background:#0b0d10}main{background:#15181d}button{color:#0b0d10;background:#8fb8f0}}
</style>
</head>
<body>
<main>
<h1>{{title}}</h1>
<p>{{text}}</p>
{{#if form}}{{#with form}}<form method="post"><input type="hidden" name="{{field}}" value="{{value}}"><button>{{button}}</button></form>{{/with}}{{/if}}
</main>
</body>
</html>
`,
  { strict: false, knownHelpersOnly: true },
);
