import { HtmlValidate, type Message } from "html-validate";
import { beforeAll, describe, expect, it } from "vitest";
import { renderDigests } from "../../support/sample-digests.ts";
import { renderAllReports, type SampleMail } from "../../support/sample-mails.ts";

const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
    // Mail clients that drop the sheet are the reason for inline styles.
    "no-inline-style": "off",
    // Outlook on Windows reads them, and nothing else makes it keep to 600 pixels.
    "no-conditional-comment": "off",
    // Yahoo and others know roles on a div, not the element.
    "prefer-native-element": ["error", { exclude: ["article"] }],
    // Parsers add it by themselves, and MJML leaves it out around every section.
    "prefer-tbody": "off",
    // Both spellings are valid; MJML writes this one.
    "doctype-style": ["error", { style: "lowercase" }],
  },
});

/** Attributes that CSS replaced everywhere but in Outlook on Windows. */
const PRESENTATIONAL =
  /"(?:align|valign|width|nowrap|bgcolor|cellpadding|cellspacing)" is deprecated/u;

function isFault({ ruleId, message }: Message): boolean {
  return ruleId !== "no-deprecated-attr" || !PRESENTATIONAL.test(message);
}

async function faultsOf(html: string): Promise<readonly string[]> {
  const { results } = await validator.validateString(html);
  return results
    .flatMap(({ messages }) => messages)
    .filter(isFault)
    .map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`);
}

/** What Outlook on Windows reads: the insides of comments for it, without what is hidden from it. */
function asOutlookReads(html: string): string {
  return html
    .replaceAll(/<!--\[if !mso\]><!-->.*?<!--<!\[endif\]-->/gsu, "")
    .replaceAll(/<!--\[if mso \| IE\]>(.*?)<!\[endif\]-->/gsu, "$1");
}

let mails: readonly SampleMail[];

beforeAll(async () => {
  mails = [...(await renderAllReports()), ...(await renderDigests())];
}, 60_000);

describe("the HTML of every report", () => {
  it("is valid", { timeout: 60_000 }, async () => {
    expect(mails).toHaveLength(11);
    for (const { id, mail } of mails) expect(await faultsOf(mail.html), id).toEqual([]);
  });

  it("is valid for Outlook on Windows too, which reads more of it", {
    timeout: 60_000,
  }, async () => {
    for (const { id, mail } of mails) {
      const html = asOutlookReads(mail.html);
      expect(html.length, id).toBeLessThan(mail.html.length);
      // A quiet digest is a head and one line; reports have sections.
      const parts = id === "digest-quiet" ? 1 : 3;
      expect(html.match(/width="600"/gu)?.length, id).toBeGreaterThan(parts);
      expect(await faultsOf(html), id).toEqual([]);
    }
  });

  it.each([
    ["a tag that is left open", /<\/td>/u, ""],
    ["a row outside of a table", /<h1/u, "<tr><td>x</td></tr><h1"],
    ["a picture without words", / alt="[^"]*"/u, ""],
    ["an attribute that no mail needs", /<td class="brand"/u, '<td axis="x" class="brand"'],
    ["a mail without a language", / lang="[^"]*"/u, ""],
  ])("would not be valid with %s", async (_what, part, instead) => {
    const html = mails[0]?.mail.html ?? "";
    expect(part.test(html)).toBe(true);
    expect(await faultsOf(html.replace(part, instead))).not.toEqual([]);
  });
});
