import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import { textsOf } from "../support/fake-slack/dump.ts";
import type { SlackMessage } from "../support/fake-slack/fake-slack.ts";

/** Each kind of person, and everything that anybody can ask of the bot. Rights are checked on the server each time. */
let bot: TestBot;

const EXCLUDED = [
  ["a guest of several channels", "U05RESTRICTED", "Guests of the workspace cannot use reports"],
  ["a guest of one channel", "U06SINGLE", "Guests of the workspace cannot use reports"],
  ["somebody of another workspace", "U07STRANGER", "People from other workspaces cannot use"],
  ["an account that is deactivated", "U08GONE", "This account is deactivated"],
  ["another bot", "U09ROBOT", "Bots cannot use reports"],
] as const;

/** What anybody can try; each resolves once the bot has answered. */
type Attempt = (user: string) => Promise<unknown>;

let preview: SlackMessage;
let held: SlackMessage;
let expired: SlackMessage;

const command =
  (text: string): Attempt =>
  (user) =>
    bot.slack.as(user).command("/exec-report", text, { channel: "reports" });
const click =
  (message: () => SlackMessage, button: string): Attempt =>
  (user) =>
    bot.slack.as(user).click(message(), button);

const ATTEMPTS: readonly (readonly [string, Attempt])[] = [
  ["/exec-report help", command("help")],
  ["/exec-report alone", command("")],
  ["/exec-report cto", command("cto")],
  ["/exec-report nonsense", command("nonsense")],
  ["/exec-report cto with too much behind it", command("cto last-month next-month")],
  ["/exec-report suppressions", command("suppressions")],
  ["/exec-report schedules", command("schedules")],
  ["/exec-report schedule", command("schedule cto every monday 08:00")],
  ["/exec-report roles", command("roles")],
  ["Approve", click(() => preview, "Approve")],
  ["Reject", click(() => preview, "Reject")],
  ["Edit", click(() => preview, "Edit")],
  ["Recall", click(() => held, "Recall")],
  ["Make a fresh preview", click(() => expired, "Make a fresh preview")],
];

/** What the bot says next to this person alone. */
async function nextAnswer(user: string, attempt: Attempt): Promise<string> {
  const said = () => [...bot.slack.ephemerals(user), ...bot.slack.dms(user)];
  const known = new Set(said().map(({ ts }) => ts));
  await attempt(user);
  const isNew = ({ ts }: SlackMessage) => !known.has(ts);
  const answer = await bot.slack.waitFor(() => said().find(isNew), `an answer for ${user}`);
  return shown(answer);
}

async function homeOf(user: string): Promise<string> {
  const before = bot.slack.home(user);
  await bot.slack.as(user).openHome();
  const home = await bot.slack.waitFor(() => {
    const now = bot.slack.home(user);
    return now !== before && now;
  }, `the Home tab of ${user}`);
  return textsOf(home.blocks).join("\n");
}

beforeAll(async () => {
  bot = await startTestBot();
  await bot.editPortfolio(
    "settings.yml",
    "  cmo:\n    to:",
    "  cmo:\n    approval: { hold: 10d }\n    to:",
  );
  await bot.editPortfolio(
    "settings.yml",
    "  ceo:\n    to:",
    "  ceo:\n    approval: { expires_after: 1m, remind_after: 0m }\n    to:",
  );
  await bot.requestPreview("ceo");
  bot.clock.advance(60_000);
  await bot.restart();
  expired = await bot.waitForText("reports", "Expired without a decision");
  await bot.slack.as("U01ADMIN").click(await bot.requestPreview("cmo"), "Approve");
  held = await bot.waitForText("reports", "unless it is recalled");
  preview = await bot.requestPreview("cto");
  // Every one of them is named as an admin: it is not a missing role that keeps them out.
  const ids = EXCLUDED.map(([, user]) => user).join(", ");
  await bot.editPortfolio("settings.yml", /admin: \[ ?U01ADMIN ?\]/, `admin: [U01ADMIN, ${ids}]`);
}, 150_000);
afterAll(() => bot.stop());

describe.each(EXCLUDED)("%s", (_, user, refusal) => {
  it.each(ATTEMPTS)(
    "cannot do anything by %s, also if settings.yml names them",
    async (_what, attempt) => {
      const messages = bot.slack.messages("reports").length;
      expect(await nextAnswer(user, attempt)).toContain(refusal);
      expect(bot.slack.modal(user)).toBeUndefined();
      expect(bot.slack.messages("reports")).toHaveLength(messages);
      expect(bot.ses.calls).toEqual([]);
    },
  );

  it("sees a Home tab that says why it is empty", async () => {
    const home = await homeOf(user);
    // Slack tells the bot's own workspace with this event, not the person's: the directory knows better.
    expect(home).toContain(refusal);
    expect(home).not.toContain("CTO report");
  });
});

/** What a member without a role may be told: how the command is typed. */
const HELP = ["help", "nonsense", "too much"];

describe("a member without a role", () => {
  it.each(ATTEMPTS.filter(([what]) => !HELP.some((it) => what.includes(it))))(
    "cannot do anything by %s",
    async (_, attempt) => {
      expect(await nextAnswer("U03GUEST", attempt)).toContain("You may not ");
      expect(bot.ses.calls).toEqual([]);
    },
  );
});

/** Who has which role by the settings below; each by id or by the user group that has the role. */
const ROLE_HOLDERS = [
  ["a viewer by group", "U10VIEWER", "viewer"],
  ["a requester by group", "U11ASKER", "requester"],
  ["an approver by group", "U12BOARD", "approver"],
  ["a viewer by id", "U04SECOND", "viewer"],
] as const;

/** Whose right each attempt is; the roles below the one it takes must be refused. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "/exec-report cto": ["requester", "approver"],
  "/exec-report suppressions": ["viewer", "requester", "approver"],
  "/exec-report schedules": ["viewer", "requester", "approver"],
  "/exec-report schedule": ["requester", "approver"],
  "/exec-report roles": [],
  Approve: ["approver"],
  Reject: ["approver"],
  Recall: ["approver"],
  "Make a fresh preview": ["requester", "approver"],
};

describe.each(ROLE_HOLDERS)("%s", (_, user, role) => {
  beforeAll(async () => {
    bot.slack.groups.set("S10VIEWERS", ["U10VIEWER"]);
    bot.slack.groups.set("S11ASKERS", ["U11ASKER"]);
    bot.slack.groups.set("S12BOARD", ["U12BOARD"]);
    await bot
      .editPortfolio(
        "settings.yml",
        / {2}approver: \[.*\]\n {2}requester: \[.*\]\n {2}viewer: \[.*\]/,
        "  approver: [S12BOARD]\n  requester: [U02MEMBER, S11ASKERS]\n  viewer: [U04SECOND, S10VIEWERS]",
      )
      .catch(() => undefined); // the settings say so already
    // Groups are asked about once a minute.
    bot.clock.advance(60_000);
  }, 150_000);

  it.each(ATTEMPTS.filter(([what]) => ALLOWED[what]?.includes(role) === false))(
    "may not: %s",
    async (_what, attempt) => {
      const messages = bot.slack.messages("reports").length;
      expect(await nextAnswer(user, attempt)).toContain("You may not ");
      expect(bot.slack.modal(user)).toBeUndefined();
      expect(bot.slack.messages("reports")).toHaveLength(messages);
      expect(bot.ses.calls).toEqual([]);
    },
  );

  it("may see the Home tab", async () => {
    expect(await homeOf(user)).toContain("CTO report");
  });
});

describe("a right that ends between a click and what follows", () => {
  it("is not there any more when the form is sent off: nothing is rejected", async () => {
    await bot.slack.as("U12BOARD").click(preview, "Reject");
    await bot.slack.waitFor(() => bot.slack.modal("U12BOARD"), "the form");
    bot.slack.groups.set("S12BOARD", []);
    bot.clock.advance(60_000);
    const answer = await nextAnswer("U12BOARD", (user) =>
      bot.slack.as(user).submit({ reason: "Old figures" }),
    );
    expect(answer).toContain("You may not approve or reject reports.");
    expect(shown(bot.current(preview) ?? preview)).toMatch(/^Approve$/m);
  });

  it("is told with the reason where Slack does not say who belongs to a group; ids still count", async () => {
    bot.slack.misbehave("usergroups.users.list", { kind: "cut" }, 40);
    bot.clock.advance(120_000);
    const answer = await nextAnswer(
      "U12BOARD",
      click(() => preview, "Approve"),
    );
    expect(answer).toContain("Slack does not say who belongs to them. Slack did not answer.");
    await bot.slack.as("U01ADMIN").click(preview, "Reject");
    await bot.slack.waitFor(() => bot.slack.modal("U01ADMIN"), "the form");
  });
});

describe("the directory", () => {
  it("is asked once a minute about each person, not at every click", async () => {
    bot.clock.advance(60_000);
    const asked = () =>
      bot.slack.calls.filter(
        ({ method, args }) => method === "users.info" && args["user"] === "U03GUEST",
      ).length;
    const before = asked();
    for (let clicks = 0; clicks < 3; clicks += 1) {
      await nextAnswer(
        "U03GUEST",
        click(() => preview, "Approve"),
      );
    }
    expect(asked()).toBe(before + 1);
  });
});
