import { CHOOSE_ACTION } from "../../../src/commands/messages/afterwards.ts";
import { EDIT_ACTION, REJECT_ACTION } from "../../../src/commands/messages/decision.ts";
import { createSuppressions } from "../../../src/store/suppressions.ts";
import { createTableClient } from "../../../src/store/table-client.ts";
import { startTestBot, type TestBot } from "../bot.ts";
import type { SlackMessage, SlackView } from "../fake-slack/fake-slack.ts";

/** Everything with a button or a field, as those who may use it have it in front of them. */
export interface Stage {
  readonly bot: TestBot;
  /** Previews that wait for approval, oldest first; several, since most deeds use one up. */
  readonly waiting: readonly SlackMessage[];
  /** Approved and held back. */
  readonly held: SlackMessage;
  readonly expired: SlackMessage;
  /** Ended with a mail that failed and two of which nobody can know. */
  readonly unfinished: SlackMessage;
  readonly digest: SlackMessage;
  readonly schedules: SlackMessage;
  /** A schedule that is not saved yet. */
  readonly proposal: SlackMessage;
  readonly suppressions: SlackMessage;
  readonly home: SlackView;
  readonly forms: Readonly<Record<"compose" | "edit" | "reject" | "uncertain", SlackView>>;
}

const ADMIN = "U01ADMIN";
const MEMBER = "U02MEMBER";

/** Guests, bots and strangers, all of whom the settings name as admins: it is not a missing role that keeps them out. */
const NAMED_AS_ADMINS = ["U05RESTRICTED", "U06SINGLE", "U07STRANGER", "U08GONE", "U09ROBOT"];

const ROLES = [
  `  admin: [${[ADMIN, ...NAMED_AS_ADMINS].join(", ")}]`,
  "  approver: [S12BOARD]",
  `  requester: [${MEMBER}, S11ASKERS]`,
  "  viewer: [U04SECOND, S10VIEWERS]",
].join("\n");

/** What is typed for the previews that wait. */
const WAITING = ["cto", "rental", "logistics", "billing", "accounting", "cto last-month"];

/** Starts a bot, and has everything happen that leaves a button behind. */
export async function setStage(): Promise<Stage> {
  const bot = await startTestBot();
  const setRules = (report: string, rules: string) =>
    bot.editPortfolio(
      "settings.yml",
      `  ${report}:\n    to:`,
      `  ${report}:\n    approval: { ${rules} }\n    to:`,
    );
  await bot.editPortfolio("settings.yml", /(?<=^roles:\n)(?: {2}.*\n)+/mu, `${ROLES}\n`);
  // Something to get.
  await bot.editPortfolio("settings.yml", /(?<=^ {2}cfo:\n.*\n {4}attachments: )\[\]/mu, "[pdf]");
  // Nothing goes out but what has to: what is approved later is held back.
  for (const report of ["cmo", "billing", "accounting", "cto"]) await setRules(report, "hold: 10d");
  await setRules("cfo", "schedules_may_send: true");
  await setRules("ceo", "expires_after: 1m, remind_after: 0m");
  bot.slack.groups.set("S10VIEWERS", ["U10VIEWER"]);
  bot.slack.groups.set("S11ASKERS", ["U11ASKER"]);
  bot.slack.groups.set("S12BOARD", ["U12BOARD"]);
  const ended = await endReports(bot);
  await suppressSomebody(bot);
  const waiting = [];
  for (const report of WAITING) waiting.push(await bot.requestPreview(report));
  return {
    ...{ bot, waiting, ...ended },
    ...(await showLists(bot)),
    home: await openHome(bot),
    forms: await openForms(bot, waiting, ended.unfinished),
  };
}

type Ended = Pick<Stage, "held" | "expired" | "unfinished">;

async function endReports(bot: TestBot): Promise<Ended> {
  const admin = bot.slack.as(ADMIN);
  await bot.requestPreview("ceo");
  bot.clock.advance(60_000);
  await bot.restart();
  const expired = await bot.waitForText("reports", "Expired without a decision");
  await admin.click(await bot.requestPreview("cmo"), "Approve");
  const held = await bot.waitForText("reports", "unless it is recalled");
  bot.ses.misbehave({ kind: "cut_after", for: "owner@example.com" });
  bot.ses.misbehave({ kind: "cut_after", for: "ceo@example.com" });
  bot.ses.misbehave({ kind: "throttle", for: "finance@example.com" }, 5);
  await admin.click(await bot.requestPreview("cfo"), "Approve");
  const unfinished = await bot.waitForText("reports", /Not sent to[\s\S]*Decide one by one/u);
  return { held, expired, unfinished };
}

async function suppressSomebody(bot: TestBot): Promise<void> {
  const deliveries = await bot.items("delivery#");
  const delivery = deliveries.find((it) => it["recipient_name"] === "Charter sales");
  const table = createTableClient(bot.table.client, bot.table.name);
  await createSuppressions({ table, clock: bot.clock }).add({
    recipientHash: String(delivery?.["recipient_hash"]),
    reason: "bounced",
    since: bot.clock.now().toISOString(),
    dispatchId: "01K8XG0000AAAAAAAAAAAAAAAA",
  });
}

/** Types a command, and takes what only this person is told. */
async function ask(bot: TestBot, text: string, user = ADMIN): Promise<SlackMessage> {
  const known = new Set(bot.slack.ephemerals(user).map(({ ts }) => ts));
  await bot.slack.as(user).command("/exec-report", text, { channel: "reports" });
  return await bot.slack.waitFor(
    () => bot.slack.ephemerals(user).find(({ ts }) => !known.has(ts)),
    `the answer to ${text}`,
  );
}

async function showLists(bot: TestBot) {
  await bot.slack.as(MEMBER).click(await ask(bot, "schedule cto quarterly 09:00", MEMBER), "Save");
  await bot.waitForWhisper(MEMBER, "Saved.");
  return {
    schedules: await ask(bot, "schedules"),
    proposal: await ask(bot, "schedule cfo daily 09:00"),
    suppressions: await ask(bot, "suppressions"),
    digest: await ask(bot, "digest"),
  };
}

async function openHome({ slack }: TestBot): Promise<SlackView> {
  await slack.as(ADMIN).openHome();
  return await slack.waitFor(() => slack.home(ADMIN), "the Home tab");
}

/** Opens each form once, and closes nothing: whoever else gets a copy has one of their own. */
async function openForms(
  { slack }: TestBot,
  [toEdit, toReject]: readonly SlackMessage[],
  unfinished: SlackMessage,
) {
  if (toEdit === undefined || toReject === undefined) throw new Error("Too little waits.");
  const open = async (deed: () => Promise<unknown>, callback: string) => {
    await deed();
    return await slack.waitFor(() => {
      const modal = slack.modal(ADMIN);
      return modal?.callback_id === callback && isComplete(modal) && modal;
    }, `the form ${callback}`);
  };
  const admin = slack.as(ADMIN);
  const compose = () => admin.command("/exec-report", "", { channel: "reports" });
  return {
    compose: await open(compose, "compose_report"),
    reject: await open(() => admin.click(toReject, REJECT_ACTION), "reject_report_reason"),
    edit: await open(() => admin.click(toEdit, EDIT_ACTION), "compose_report"),
    uncertain: await open(() => admin.click(unfinished, CHOOSE_ACTION), "settle_uncertain"),
  };
}

/** The form for a report is opened before all of it is known. */
function isComplete(view: SlackView): boolean {
  return view.callback_id !== "compose_report" || JSON.stringify(view.blocks).includes("Entities");
}
