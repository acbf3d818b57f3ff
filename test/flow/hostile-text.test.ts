import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";

/** Text from data that wants to be more than text. */
let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot();
});
afterEach(() => bot.stop());

const RIGHT_TO_LEFT = "\u202e";
const HOSTILE = [
  "<script>alert(1)</script>",
  "<!channel> <@U01ADMIN> <https://evil.example|click> @here",
  "*bold* _italic_ ~gone~ `code`",
  "{{headline}} {{{headline}}} {{#each sections}}",
  `&amp; "quoted" 'single' ${RIGHT_TO_LEFT}evil`,
  "x".repeat(10_000),
].join(" ");

/** As a YAML scalar, also inside `{ … }`. */
const yaml = (text: string) => JSON.stringify(text);

describe("hostile text", () => {
  beforeEach(async () => {
    await bot.editPortfolio("settings.yml", "name: Harbor Portfolio", `name: ${yaml(HOSTILE)}`);
    await bot.editPortfolio("settings.yml", "name: Owner,", `name: ${yaml(HOSTILE)},`);
    await bot.editPortfolio("entities/jada.yml", "name: JADA", `name: ${yaml(HOSTILE)}`);
    await bot.editPortfolio("entities/jada.yml", "title: No CI/CD", `title: ${yaml(HOSTILE)}`);
  });

  it.each(["cto", "ceo"])("in the %s report is text in Slack and in the mail", async (report) => {
    const preview = await bot.requestPreview(report);
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", /sent to \d/);
    await bot.slack.waitFor(() => bot.slack.messages("reports").length === 2, "the summary");

    for (const message of bot.slack.messages("reports")) {
      const markup = markupOf(message.blocks);
      expect(markup.join("\n")).not.toMatch(
        /<!channel|<https|<script|\*bold\*|_italic_|~gone~|`code`/,
      );
      expect(
        markup
          .join("\n")
          .match(/<@\w+>/g)
          ?.every((it) => /U01ADMIN|U02MEMBER/.test(it)),
      ).toBe(true);
      expect(message.text).not.toMatch(/<!channel|<https/);
      expect(JSON.stringify(message.blocks)).not.toContain(RIGHT_TO_LEFT);
    }
    expect(shown(preview)).toContain("<!channel>"); // the recipient's name, in a block that is not markup

    for (const mail of await bot.mails()) {
      expect(mail.html).not.toContain("<script>alert");
      expect(mail.html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
      expect(mail.html).not.toContain(RIGHT_TO_LEFT);
      expect(mail.text).toContain("<script>alert(1)</script>");
      expect(mail.text).toContain("{{headline}}");
      expect(mail.text).not.toContain(RIGHT_TO_LEFT);
      expect(Buffer.byteLength(mail.html)).toBeLessThan(102_000);
      // One header line each: nothing was smuggled in.
      expect(mail.raw.match(/^(Subject|To|From):/gm)).toHaveLength(3);
      expect(mail.subject).not.toMatch(/[\r\n]/);
    }
  });

  it("in a reason for rejection is text as well", async () => {
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U01ADMIN").click(preview, "Reject");
    await bot.slack.waitFor(() => bot.slack.modal("U01ADMIN"), "the modal");
    await bot.slack.as("U01ADMIN").submit({ reason: "<!channel> *now* `x`" });
    const rejected = await bot.waitForText("reports", "Rejected by");
    expect(shown(rejected)).toContain("<!channel> *now* `x`");
    expect(markupOf(rejected.blocks).join("\n")).not.toMatch(/<!channel|\*now\*/);
  });

  it("in the command is text as well", async () => {
    const typed = "<!channel>*x*";
    await bot.slack.as("U02MEMBER").command("/exec-report", typed, { channel: "reports" });
    const answer = await bot.waitForWhisper("U02MEMBER", "There is no report called");
    expect(markupOf(answer.blocks).join("\n")).not.toMatch(/<!channel|\*x\*/);
    expect(answer.text).not.toContain("<!channel");
  });
});

/** Every string that Slack would read as markup. */
function markupOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(markupOf);
  if (typeof value !== "object" || value === null) return [];
  if ("type" in value && value.type === "mrkdwn" && "text" in value) return [String(value.text)];
  return Object.values(value).flatMap(markupOf);
}
