import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";

/** What comes with a mail, to whom, and how one gets off the list: from Slack to the inbox. */
let bot: TestBot;
afterEach(() => bot.stop());

async function send(report: string, status: RegExp | string) {
  const preview = await bot.requestPreview(report);
  await bot.slack.as("U01ADMIN").click(preview, "Approve");
  await bot.waitForText("reports", status);
  return preview;
}

describe("a mail", () => {
  it("carries its charts inside and its files beside, as the preview said", async () => {
    bot = await startTestBot({ printed: true });
    const preview = await send("cfo", "sent to 3");
    expect(shown(preview)).toMatch(/2 attachments: cfo-2026-10\.pdf .+, cfo-2026-10\.xlsx/);
    const [mail] = await bot.mails();
    const inline = mail?.attachments.filter(({ related }) => related) ?? [];
    const shownImages = [...(mail?.html ?? "").matchAll(/src="cid:([^"]+)"/g)].map(
      ([, cid]) => cid,
    );
    expect(inline.length).toBeGreaterThanOrEqual(3);
    expect(shownImages).toEqual(inline.map(({ cid }) => cid));
    const files = mail?.attachments.filter(({ related }) => !related) ?? [];
    expect(files.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ["cfo-2026-10.pdf", "application/pdf"],
      ["cfo-2026-10.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    ]);
    expect(files[0]?.content.subarray(0, 5).toString()).toBe("%PDF-");
    expect(files[1]?.content.subarray(0, 2).toString()).toBe("PK");
  });

  it("is the same to the byte for everybody, apart from its headers", async () => {
    bot = await startTestBot({ printed: true });
    await send("cfo", "sent to 3");
    const mails = await bot.mails();
    const contents = mails.map(({ html, text, attachments }) =>
      JSON.stringify([html, text, attachments.map(({ checksum }) => checksum)]),
    );
    expect(mails).toHaveLength(4);
    expect(new Set(contents).size).toBe(1);
  });

  it("has answers go to whoever the audience names", async () => {
    bot = await startTestBot();
    await send("cfo", "sent to 3");
    const [mail] = await bot.mails();
    expect(mail?.headers).toMatch(/^Reply-To: Bookkeeper <finance@example\.com>\r?$/m);
  });

  it("says what the operator's settings say it should be called", async () => {
    bot = await startTestBot();
    await bot.editPortfolio(
      "settings.yml",
      "    reply_to: cto\n",
      '    subject: "{portfolio}: {figure}, {period}"\n',
    );
    await send("cto", "sent to 5");
    const [mail] = await bot.mails();
    expect(mail?.subject).toBe("Harbor Portfolio: Open vulnerabilities 6, October 2026");
  });
});

describe("a shared mail", () => {
  it("is one call with everybody in sight, and still one audit copy", async () => {
    bot = await startTestBot();
    const preview = await send("accounting", "sent to 3");
    expect(shown(preview)).toMatch(/see each other's addresses/);
    const mails = await bot.mails();
    expect(mails.map(({ destinations }) => destinations.length)).toEqual([3, 1]);
    expect(mails[0]?.to).toMatch(/Owner.*Bookkeeper.*Accounting adviser/);
    expect(mails[0]?.headers).toMatch(/^List-Unsubscribe: <mailto:/m);
    expect(mails[0]?.headers).not.toMatch(/List-Unsubscribe-Post/);
    const records = await bot.items("delivery#");
    expect(records).toMatchObject([{ recipient_count: 3, delivery_status: "sent" }]);
  });

  it("that is refused was sent to nobody", async () => {
    bot = await startTestBot();
    const preview = await bot.requestPreview("accounting");
    bot.ses.misbehave({ kind: "reject", message: "Email address is not verified: x@example.com" });
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", /Not sent to Owner, Bookkeeper, Accounting adviser/);
  });
});

describe("unsubscribing", () => {
  const oneClick = async (mail: { headers: string } | undefined, body: string) => {
    const link = /List-Unsubscribe: <([^>]+)>/.exec(mail?.headers ?? "")?.[1] ?? "";
    const address = `${bot.url}${new URL(link).pathname}`;
    return await fetch(address, { method: "POST", body });
  };

  it("takes one click, for one person and one report, and is shown before the next approval", async () => {
    bot = await startTestBot({ env: { PUBLIC_URL: "https://reports.example.com" } });
    await send("cto", "sent to 5");
    const mails = await bot.mails();
    const owner = mails.find(({ destinations }) => destinations[0] === "owner@example.com");
    expect(owner?.headers).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m);
    expect((await oneClick(owner, "List-Unsubscribe=One-Click")).status).toBe(200);

    const next = await bot.requestPreview("cto");
    expect(shown(next)).toContain("For 4 people");
    expect(shown(next)).toMatch(/not for Owner, who unsubscribed/);
    const before = (await bot.mails()).length;
    await bot.slack.as("U01ADMIN").click(next, "Approve");
    await bot.waitForText("reports", "sent to 4");
    const to = (await bot.mails()).slice(before).flatMap(({ destinations }) => destinations);
    expect(to).not.toContain("owner@example.com");
    expect(to).toHaveLength(5);
    expect(shown(await bot.requestPreview("ceo"))).not.toMatch(/unsubscribed/);

    expect((await oneClick(owner, "resume=yes")).status).toBe(200);
    expect(shown(await bot.requestPreview("cto"))).toContain("For 5 people");
  });

  it("cannot be done by the audit copy, nor by anybody with a made-up link", async () => {
    bot = await startTestBot({ env: { PUBLIC_URL: "https://reports.example.com" } });
    await send("cto", "sent to 5");
    const audit = (await bot.mails()).find(({ destinations }) =>
      destinations[0]?.startsWith("audit"),
    );
    expect(audit?.headers).not.toMatch(/List-Unsubscribe/);
    const answer = await fetch(`${bot.url}/unsubscribe/cto.${"ab".repeat(32)}.AAAA`, {
      method: "POST",
      body: "List-Unsubscribe=One-Click",
    });
    expect(answer.status).toBe(404);
  });

  it("is a matter of writing back where nobody outside can reach the bot", async () => {
    bot = await startTestBot();
    await send("cfo", "sent to 3");
    const [mail] = await bot.mails();
    expect(mail?.headers).toMatch(/^List-Unsubscribe: <mailto:finance@example\.com\?/m);
    expect(mail?.headers).not.toMatch(/List-Unsubscribe-Post/);
  });
});

describe("a mail that is larger than the mail service takes", () => {
  it("cannot be approved, and can be sent without its largest file", async () => {
    bot = await startTestBot({ printed: true });
    await makeLarge(bot.portfolioDir);
    await bot.editPortfolio(
      "settings.yml",
      "  billing:\n    to: [owner, finance, clients]\n    attachments: [pdf, xlsx]\n",
      "  billing:\n    to: [owner, finance, clients]\n    attachments: [csv]\n",
    );
    await bot.slack.as("U02MEMBER").command("/exec-report", "billing", { channel: "reports" });
    const preview = await bot.waitForText("reports", /Amazon SES takes 10 MB/);
    expect(shown(preview)).not.toMatch(/^Approve$/m);
    const [button] = /Leave out .+/.exec(shown(preview)) ?? [];
    expect(button).toBeDefined();

    await bot.slack.as("U02MEMBER").click(preview, button ?? "");
    const smaller = await bot.slack.waitFor(
      () => bot.slack.messages("reports").find((it) => /^Approve$/m.test(shown(it))),
      "the smaller preview",
    );
    expect(shown(smaller)).toMatch(/Left out/);
    // The old preview is over only once the new one stands.
    const old = await bot.waitForText("reports", /Withdrawn/);
    expect(old.ts).toBe(preview.ts);
    await bot.slack.as("U01ADMIN").click(smaller, "Approve");
    await bot.waitForText("reports", "sent to 3");
    const [mail] = await bot.mails();
    expect(mail?.raw.length).toBeLessThan(10 * 1024 * 1024);
    expect(mail?.text).toMatch(/Left out, because the mail would have been too large/);
  });
});

/** So many open invoices that the table of them is a file of its own weight. */
async function makeLarge(portfolioDir: string): Promise<void> {
  const rows = Array.from(
    { length: 60_000 },
    (_, n) =>
      `L-${n},clients,Client ${n} ${"of a long name ".repeat(8)},recurring,2026-08-20,2026-09-01,2026-10-01,,10.00`,
  );
  await appendFile(join(portfolioDir, "invoices.csv"), `${rows.join("\n")}\n`);
}
