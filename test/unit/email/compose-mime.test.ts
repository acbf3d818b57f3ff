import fc from "fast-check";
import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";
import type { Envelope, InlineImage, MailFile } from "../../../src/dispatch/artifact.ts";
import type { OutgoingMail } from "../../../src/dispatch/mail-ports.ts";
import {
  composeMime,
  createMailbox,
  measureMail,
  parseMailbox,
} from "../../../src/email/compose-mime.ts";
import { cleanLine } from "../../../src/email/plain.ts";

const date = new Date("2026-11-02T08:00:00Z");
const outgoing: OutgoingMail = {
  from: "Exec Report <reports@example.com>",
  to: [{ name: "Chief technology officer", email: "cto@example.com" }],
  mail: {
    subject: "CTO report",
    html: '<html lang="en-US"><p>Hé</p></html>',
    text: "Hé\n",
    images: [],
    attachments: [],
  },
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
        const content = { subject, html: `<html lang="en">${html}</html>`, text: plain };
        const mail = { ...outgoing.mail, ...content };
        const to = [{ name, email: "cto@example.com" }];
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
    const to = [{ name, email: "cto@example.com" }];
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
    const to = [{ name: hidden, email: "cto@example.com" }];
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
      to: [{ name: evil, email: "cto@example.com" }],
      mail: { ...outgoing.mail, subject: evil },
    });
    expect(headers).not.toMatch(/^(?:Bcc|X-Evil|X-More)/imu);
  });
});

const png = (fill: number): InlineImage => ({
  name: `chart-${fill}.png`,
  contentType: "image/png",
  content: Uint8Array.from({ length: 3_000 }, (_, at) => (at * 7 + fill) % 256),
  cid: `chart-${fill}@exec-report`,
  alt: "Burn rose",
  role: "chart",
});
const pdf: MailFile = {
  name: 'Q3 "final", Łódź.pdf',
  contentType: "application/pdf",
  content: Uint8Array.from({ length: 5_000 }, (_, at) => (at * 31) % 256),
};
const rich: OutgoingMail = {
  ...outgoing,
  mail: { ...outgoing.mail, images: [png(1), png(2)], attachments: [pdf] },
};

describe("pictures and files", () => {
  it("stand where mail clients look for them: pictures with the HTML, files beside both", async () => {
    const mime = (await composeMime(rich, date)).toString("latin1");
    const types = [...mime.matchAll(/^Content-Type: ([a-z/]+)/gimu)].map(([, type]) => type);
    expect(types).toEqual([
      "multipart/mixed",
      "multipart/alternative",
      "text/plain",
      "multipart/related",
      "text/html",
      "image/png",
      "image/png",
      "application/pdf",
    ]);
    expect(mime.match(/^Content-Disposition: inline/gimu)).toHaveLength(2);
    expect(mime.match(/^Content-Disposition: attachment/gimu)).toHaveLength(1);
  });

  it("come out as they went in", async () => {
    const { attachments } = await simpleParser(await composeMime(rich, date));
    expect(attachments.map(({ cid, filename, content }) => [cid, filename, content])).toEqual([
      ["chart-1@exec-report", "chart-1.png", Buffer.from(png(1).content)],
      ["chart-2@exec-report", "chart-2.png", Buffer.from(png(2).content)],
      [undefined, 'Q3-"final",-Łódź.pdf', Buffer.from(pdf.content)],
    ]);
  });

  it("give the same bytes for the same mail, and others for another file", async () => {
    const first = await composeMime(rich, date);
    expect(await composeMime(structuredClone(rich), date)).toEqual(first);
    const other = { ...rich.mail, attachments: [{ ...pdf, content: Uint8Array.of(1) }] };
    const boundary = /boundary="?([^"\r]+)/u;
    const changed = await composeMime({ ...rich, mail: other }, date);
    expect(boundary.exec(changed.toString())?.[1]).not.toBe(boundary.exec(first.toString())?.[1]);
  });
});

describe("to whom and from whom", () => {
  it("names everybody of a shared mail", async () => {
    const to = ["a", "b", "c"].map((one) => ({
      name: `Role, ${one}`,
      email: `${one}@example.com`,
    }));
    const { to: parsed } = await simpleParser(await composeMime({ ...outgoing, to }, date));
    expect(parsed).toMatchObject({
      value: to.map(({ name, email }) => ({ name, address: email })),
    });
  });

  it("has answers go to whoever reads them", async () => {
    const replyTo = { name: "Bookkeeper", email: "finance@example.com" };
    const mail = { ...outgoing.mail, replyTo };
    const parsed = await simpleParser(await composeMime({ ...outgoing, mail }, date));
    expect(parsed.replyTo).toMatchObject({
      value: [{ name: "Bookkeeper", address: "finance@example.com" }],
    });
    expect(await headersOf(outgoing)).not.toMatch(/^Reply-To/imu);
  });
});

describe("the way off the list", () => {
  const unsubscribe = {
    what: "CFO report, \r\nX-Evil: <1>",
    oneClick: "https://x.example/u/t.1-_",
  };
  const unfolded = async (mail: OutgoingMail) =>
    (await headersOf(mail)).replaceAll(/\r\n[ \t]/gu, " ");

  it("is one click where there is an address for it (RFC 8058)", async () => {
    const headers = await unfolded({ ...outgoing, unsubscribe });
    expect(headers).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/mu);
    expect(headers).toMatch(
      /^List-Unsubscribe: <https:\/\/x\.example\/u\/t\.1-_>, <mailto:reports@example\.com\?subject=[^<>\s]+>\r?$/mu,
    );
    expect(headers).not.toMatch(/^X-Evil/imu);
  });

  it("is a mail to whoever reads the answers otherwise (RFC 2369)", async () => {
    const replyTo = { name: "Bookkeeper", email: "finance@example.com" };
    const headers = await unfolded({
      ...outgoing,
      mail: { ...outgoing.mail, replyTo },
      unsubscribe: { what: "CFO report" },
    });
    expect(headers).toMatch(
      /^List-Unsubscribe: <mailto:finance@example\.com\?subject=Unsubscribe%3A%20CFO%20report>\r?$/mu,
    );
    expect(headers).not.toMatch(/^List-Unsubscribe-Post/imu);
  });

  it("is not mentioned where there is none", async () => {
    expect(await headersOf(outgoing)).not.toMatch(/^List-/imu);
  });
});

describe("measureMail", () => {
  const envelopeOf = (count: number, mode: "private" | "shared"): Envelope => ({
    from: outgoing.from,
    recipients: Array.from({ length: count }, (_, n) => ({
      name: `Somebody with quite a long name ${n}`,
      email: `somebody-${n}@example.com`,
    })),
    mode,
  });

  it.each(["private", "shared"] as const)("is never less than what is sent: %s", async (mode) => {
    const envelope = envelopeOf(50, mode);
    const measured = await measureMail(rich.mail, envelope);
    const to = mode === "shared" ? envelope.recipients : envelope.recipients.slice(0, 1);
    const unsubscribe = { what: "CFO report", oneClick: `https://x.example/${"t".repeat(150)}` };
    const sent = await composeMime({ ...rich, to, unsubscribe }, date);
    expect(measured).toBeGreaterThanOrEqual(sent.length);
    expect(measured).toBeLessThan(sent.length + 2_000);
  });

  it("grows with a file by what base64 makes of it", async () => {
    const content = new Uint8Array(300_000);
    const attachments = [{ ...pdf, content }];
    const small = await measureMail(outgoing.mail, envelopeOf(1, "private"));
    const large = await measureMail({ ...outgoing.mail, attachments }, envelopeOf(1, "private"));
    expect(large - small).toBeGreaterThan((300_000 * 4) / 3);
    expect(large - small).toBeLessThan((300_000 * 4) / 3 + 15_000);
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
