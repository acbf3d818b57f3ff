import fc from "fast-check";
import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";
import type { OutgoingMail } from "../../../src/dispatch/ports.ts";
import { composeMime, createMailbox, parseMailbox } from "../../../src/email/compose-mime.ts";
import { cleanLine } from "../../../src/email/plain.ts";

const date = new Date("2026-11-02T08:00:00Z");
const outgoing: OutgoingMail = {
  from: "Exec Report <reports@example.com>",
  to: { name: "Chief technology officer", email: "cto@example.com" },
  mail: { subject: "CTO report", html: '<html lang="en-US"><p>Hé</p></html>', text: "Hé\n" },
  tags: { dispatch: "01JBXYZ", delivery: "abc123" },
};

async function headersOf(mail: OutgoingMail): Promise<string> {
  const mime = (await composeMime(mail, date)).toString("latin1");
  return mime.slice(0, mime.indexOf("\r\n\r\n"));
}

describe("composeMime", () => {
  it("declares itself automatic, and its language", async () => {
    const headers = await headersOf(outgoing);
    expect(headers).toMatch(/^Auto-Submitted: auto-generated\r$/mu);
    expect(headers).toMatch(/^X-Auto-Response-Suppress: All\r$/mu);
    expect(headers).toMatch(/^Content-Language: en-US\r$/mu);
    expect(headers).toMatch(/^Content-Type: multipart\/alternative;/mu);
    expect(headers).toMatch(/^Date: Mon, 02 Nov 2026 08:00:00 \+0000\r$/mu);
    expect(headers).toMatch(/^Message-ID: <[0-9a-f]{32}@example\.com>\r$/mu);
  });

  it("gives the same bytes for the same mail, and another id for another delivery", async () => {
    const first = await composeMime(outgoing, date);
    expect(await composeMime(structuredClone(outgoing), date)).toEqual(first);
    const tags = { ...outgoing.tags, delivery: "other" };
    const id = /Message-ID: .*/u;
    expect(id.exec(await headersOf({ ...outgoing, tags }))).not.toEqual(id.exec(first.toString()));
  });

  it("parses back to what went in, whatever that was", async () => {
    const text = fc.string({ unit: "grapheme", maxLength: 90 });
    const body = fc
      .array(text, { minLength: 1, maxLength: 8 })
      .map((lines) => `${lines.map((line) => line.replace(/[\r\n\0]/gu, "")).join("\n")}\n.\nx`);
    await fc.assert(
      fc.asyncProperty(text, text, body, body, async (name, start, plain, html) => {
        const subject = `x${start}`;
        const mail = { subject, html: `<html lang="en">${html}</html>`, text: plain };
        const to = { name, email: "cto@example.com" };
        const parsed = await simpleParser(await composeMime({ ...outgoing, to, mail }, date), {
          skipHtmlToText: true,
          skipTextToHtml: true,
          skipTextLinks: true,
        });
        expect(parsed.subject ?? "").toBe(inHeader(subject));
        expect(parsed.to).toMatchObject({
          value: [{ address: "cto@example.com", name: inHeader(name) }],
        });
        expect(parsed.text?.replace(/\n$/u, "")).toBe(plain);
        expect(parsed.html).toBe(mail.html);
        expect(parsed.headerLines.map(({ key }) => key).sort()).toEqual(HEADERS);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ["a comma", "Owner, JADA"],
    ["quotes", 'The "boss" \\ owner'],
    ["an address", "cto@example.com, eve@example.org"],
    ["angle brackets", "Owner <eve@example.org>"],
    ["other alphabets", "Łódź 東京 👩‍💻"],
  ])("takes a name with %s", async (_case, name) => {
    const to = { name, email: "cto@example.com" };
    const { to: parsed } = await simpleParser(await composeMime({ ...outgoing, to }, date));
    expect(parsed).toMatchObject({ value: [{ address: "cto@example.com", name }] });
  });

  it("keeps spaces at the end of lines and lines of any length", async () => {
    const text = `${"word ".repeat(300)}\n-- \nFrom here\n.\n`;
    const mime = await composeMime({ ...outgoing, mail: { ...outgoing.mail, text } }, date);
    expect(mime.toString().match(/Transfer-Encoding: quoted-printable/gu)).toHaveLength(2);
    expect((await simpleParser(mime)).text).toBe(text);
  });

  it("shows an encoded word as it is, lest it decode to what cleaning has taken out", async () => {
    const hidden = "=?utf-8?Q?x=0D=0AX-Evil:_1?=";
    const to = { name: hidden, email: "cto@example.com" };
    const mail = { ...outgoing.mail, subject: hidden };
    const parsed = await simpleParser(await composeMime({ ...outgoing, to, mail }, date));
    expect(parsed.subject).toBe(inHeader(hidden));
    expect(parsed.to).toMatchObject({ value: [{ name: inHeader(hidden) }] });
  });

  it("takes no header from a name, a subject or the sender", async () => {
    const evil = "x\r\nBcc: eve@example.org\nX-Evil: 1\u2028\rX-More: 2";
    const headers = await headersOf({
      ...outgoing,
      from: "Exec\r\nX-Evil: 1 <reports@example.com>",
      to: { name: evil, email: "cto@example.com" },
      mail: { ...outgoing.mail, subject: evil },
    });
    expect(headers).not.toMatch(/^(?:Bcc|X-Evil|X-More)/imu);
  });
});

/** A text as it stands in a header. */
const inHeader = (text: string) => cleanLine(text, 100).replaceAll("=?", "= ?");

const HEADERS = [
  "auto-submitted",
  "content-language",
  "content-type",
  "date",
  "from",
  "message-id",
  "mime-version",
  "subject",
  "to",
  "x-auto-response-suppress",
];

describe("mailboxes", () => {
  it.each([
    "",
    "cto",
    "@example.com",
    "cto@",
    "a@example.com, b@example.com",
    "a@example.com\r\nBcc: b@example.com",
    "a b@example.com",
    "<a@example.com>",
    "jürgen@example.com",
    `${"a".repeat(320)}@example.com`,
  ])("refuses %j", (email) => {
    expect(() => createMailbox("Owner", email)).toThrow(/not one e-mail address/u);
  });

  it("writes an international domain in ASCII", () => {
    expect(createMailbox("Owner", "cto@bücher.example").address).toBe("cto@xn--bcher-kva.example");
  });

  it("parses exactly one mailbox", () => {
    expect(parseMailbox('"Report, Exec" <reports@example.com>')).toEqual({
      name: "Report, Exec",
      address: "reports@example.com",
    });
    expect(() => parseMailbox("a@example.com, b@example.com")).toThrow(/not one mailbox/u);
    expect(() => parseMailbox("")).toThrow(/not one mailbox/u);
  });
});
