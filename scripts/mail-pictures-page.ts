import Handlebars from "handlebars";

/** A mail and its pictures. */
export interface PicturedMail {
  readonly id: string;
  readonly subject: string;
  readonly views: readonly {
    /** e.g. `375 light`. */
    readonly name: string;
    /** CSS pixels. */
    readonly width: number;
    /** Names of the files, from the top of the mail to its end. */
    readonly slices: readonly string[];
  }[];
}

const PAGE = Handlebars.compile<{ mails: readonly PicturedMail[] }>(`<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>Pictures of the mails</title>
<style>
  body { margin: 24px; font: 15px/22px system-ui, sans-serif; background: #98a2b3; }
  .views { display: flex; gap: 16px; align-items: flex-start; overflow-x: auto; }
  figure { margin: 0; }
  img { display: block; }
</style>
<body>
<nav>{{#each mails}}<a href="#{{id}}">{{id}}</a> {{/each}}</nav>
{{#each mails}}
<h2 id="{{id}}">{{id}}: {{subject}}</h2>
<div class="views">
  {{#each views}}
  <figure>
    <figcaption>{{name}}</figcaption>
    {{#each slices}}<img src="{{this}}" width="{{../width}}" alt="" loading="lazy">{{/each}}
  </figure>
  {{/each}}
</div>
{{/each}}
`);

/** A page with the pictures of all mails side by side. */
export function buildPicturesPage(mails: readonly PicturedMail[]): string {
  return PAGE({ mails });
}
