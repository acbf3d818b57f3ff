/**
 * What goes into a mail comes out of it, with parsers that share no code with what composed it.
 *
 * letterparser reads the structure, the texts, the bytes and the subject. Three things of legal MIME it does not
 * know, so mailparser reads those: names of files that RFC 2231 continues over several parameters; lists of
 * addresses, which it takes apart only after decoding the names in them, commas and quotes included; and the bytes of
 * attached texts, which it decodes as if they were to be read.
 */
import { createHash } from "node:crypto";
import { domainToASCII } from "node:url";
import fc from "fast-check";
import { type LetterparserNode, parse } from "letterparser";
import { type AddressObject, simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";
import type { RenderedMail } from "../../../src/dispatch/artifact.ts";
import type { OutgoingMail } from "../../../src/dispatch/mail-ports.ts";
import type { Presentation } from "../../../src/dispatch/presentation.ts";
import { createAttach } from "../../../src/email/attachments/attach.ts";
import type { DrawChart } from "../../../src/email/charts/chart-image.ts";
import { composeMime, createMailbox } from "../../../src/email/compose-mime.ts";
import { cleanLine } from "../../../src/email/plain.ts";
import { createMailRenderer } from "../../../src/email/render-mail.ts";
import { loadTemplate } from "../../../src/email/template.ts";
import { runs } from "../../support/runs.ts";
import { hostileFile, hostileRecipient, hostileReport, hostileText } from "./hostile-reports.ts";

const REPORTS = runs(150, 1_000);

/** Bytes of their own for every chart; to a mail it does not matter what they show. */
const drawChart: DrawChart = async (chart) => ({
  png: createHash("sha512").update(JSON.stringify(chart)).digest(),
  width: 536,
  height: 200,
});
const presentation: Presentation = {
  brand: { name: "Harbour Group", color: "#1d4f91" },
  attachments: [],
  without: [],
};
const render = createMailRenderer({
  template: await loadTemplate(),
  drawChart,
  attach: createAttach(),
});

const generated = fc.record({
  report: hostileReport,
  // The renderer's subjects are clean; nothing may depend on that.
  subject: fc.option(hostileText, { nil: undefined }),
  to: fc.array(hostileRecipient, { minLength: 1, maxLength: 3 }),
  replyTo: fc.option(hostileRecipient, { nil: undefined }),
  files: fc.array(hostileFile, { maxLength: 2 }),
  oneClick: fc.constantFrom(undefined, "https://reports.example.com/u/t.1-_"),
});

/** One line, without what would be decoded after it was cleaned. */
const inHeader = (text: string, limit: number) => cleanLine(text, limit).replaceAll("=?", "= ?");

/** All parts that are not made of parts, in their order. */
function leaves(node: LetterparserNode): readonly LetterparserNode[] {
  const { body } = node;
  if (Array.isArray(body)) return body.flatMap(leaves);
  return typeof body === "string" || body instanceof Uint8Array ? [node] : leaves(body);
}

const base64 = (content: Uint8Array) => Buffer.from(content).toString("base64");
const bytesOf = ({ body }: LetterparserNode) =>
  body instanceof Uint8Array ? base64(body) : "text";

function expectContents(root: LetterparserNode, mail: RenderedMail): void {
  const [text, html, ...rest] = leaves(root);
  expect(text?.contentType.type).toBe("text/plain");
  expect(text?.body).toBe(mail.text);
  expect(html?.contentType.type).toBe("text/html");
  expect(html?.body).toBe(mail.html);
  expect(
    rest.map((part) => [part.headers["Content-Id"], part.contentType.type, bytesOf(part)]),
  ).toEqual([
    ...mail.images.map(({ cid, content }) => [`<${cid}>`, "image/png", base64(content)]),
    ...mail.attachments.map(({ contentType, content }) => [
      undefined,
      contentType,
      contentType.startsWith("text/") ? "text" : base64(content),
    ]),
  ]);
}

const NO_TEXTS = { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true } as const;
/** mailparser shows international domains as people write them. */
const inAscii = (address = "") =>
  address.replace(/@(.*)$/u, (_all, domain: string) => `@${domainToASCII(domain)}`);
const mailboxesOf = (list: AddressObject | AddressObject[] | undefined) =>
  [list ?? []]
    .flat()
    .flatMap(({ value }) =>
      value.map(({ name, address }) => ({ name, address: inAscii(address) })),
    );

async function expectNames(mime: Buffer, { to, mail }: OutgoingMail): Promise<void> {
  const parsed = await simpleParser(mime, NO_TEXTS);
  const mailbox = ({ name, email }: { name: string; email: string }) => createMailbox(name, email);
  expect(mailboxesOf(parsed.to)).toEqual(to.map(mailbox));
  expect(mailboxesOf(parsed.replyTo)).toEqual(mail.replyTo ? [mailbox(mail.replyTo)] : []);
  expect(
    parsed.attachments.map(({ cid, filename, content }) => [cid, filename, base64(content)]),
  ).toEqual([
    ...mail.images.map(({ cid, name, content }) => [cid, name, base64(content)]),
    ...mail.attachments.map(({ name, content }) => [
      undefined,
      inHeader(name, 100).replaceAll(" ", "-"),
      base64(content),
    ]),
  ]);
}

const HEADERS = [
  "Auto-Submitted",
  "Content-Language",
  "Content-Type",
  "Date",
  "From",
  "List-Unsubscribe",
  "Message-Id",
  "Mime-Version",
  "To",
  "X-Auto-Response-Suppress",
];

function expectHeaders({ headers }: LetterparserNode, { mail, unsubscribe }: OutgoingMail): void {
  expect(Object.keys(headers).toSorted()).toEqual(
    [
      ...HEADERS,
      ...(inHeader(mail.subject, 500) === "" ? [] : ["Subject"]),
      ...(mail.replyTo ? ["Reply-To"] : []),
      ...(unsubscribe?.oneClick ? ["List-Unsubscribe-Post"] : []),
    ].toSorted(),
  );
  expect(headers["From"]).toBe("Exec Report <reports@example.com>");
  expect(headers["Subject"] ?? "").toBe(inHeader(mail.subject, 500));
}

describe("a mail", () => {
  it(`comes out as it went in, for ${REPORTS.numRuns} reports`, { timeout: 600_000 }, async () => {
    const seen = { images: 0, files: 0 };
    await fc.assert(
      fc.asyncProperty(generated, async ({ report, subject, to, replyTo, files, oneClick }) => {
        const mail = await render(report, presentation);
        const outgoing: OutgoingMail = {
          from: "Exec Report <reports@example.com>",
          to,
          mail: {
            ...mail,
            ...(subject !== undefined && { subject }),
            attachments: [...mail.attachments, ...files],
            ...(replyTo && { replyTo }),
          },
          unsubscribe: { what: mail.subject, ...(oneClick && { oneClick }) },
          tags: { dispatch: "01JBXYZ", delivery: "abc123" },
        };
        const mime = await composeMime(outgoing, new Date("2026-11-02T08:00:00Z"));
        const root = parse(mime.toString("latin1"));
        expectHeaders(root, outgoing);
        expectContents(root, outgoing.mail);
        await expectNames(mime, outgoing);
        seen.images += mail.images.length;
        seen.files += files.length;
      }),
      REPORTS,
    );
    expect(seen.images).toBeGreaterThan(REPORTS.numRuns / 4);
    expect(seen.files).toBeGreaterThan(REPORTS.numRuns / 4);
  });
});
