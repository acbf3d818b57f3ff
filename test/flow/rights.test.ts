import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CANCEL_SCHEDULE_ACTION } from "../../src/commands/messages/planned-schedule.ts";
import { OPEN_ACTION } from "../../src/commands/messages/report-button.ts";
import { REASON_ACTION } from "../../src/commands/views/reject-modal.ts";
import { DEED_ACTION, MAILS_ACTION } from "../../src/commands/views/uncertain-modal.ts";
import { ROLES } from "../../src/portfolio/portfolio.ts";
import { shown, type TestBot } from "../support/bot.ts";
import { textsOf } from "../support/fake-slack/dump.ts";
import type { Attempt } from "../support/rights/acts.ts";
import { ATTEMPTS } from "../support/rights/attempts.ts";
import { type Stage, setStage } from "../support/rights/stage.ts";

/** Each kind of person, and everything that anybody can ask of the bot. Rights are checked on the server each time. */
let stage: Stage;
let bot: TestBot;

beforeAll(async () => {
  stage = await setStage();
  bot = stage.bot;
}, 150_000);
afterAll(() => bot.stop());

const EXCLUDED = [
  ["a guest of several channels", "U05RESTRICTED", "Guests of the workspace cannot use reports"],
  ["a guest of one channel", "U06SINGLE", "Guests of the workspace cannot use reports"],
  ["somebody of another workspace", "U07STRANGER", "People from other workspaces cannot use"],
  ["an account that is deactivated", "U08GONE", "This account is deactivated"],
  ["another bot", "U09ROBOT", "Bots cannot use reports"],
] as const;

/** Who has which role in the settings, by id or by user group. */
const ROLE_HOLDERS = [
  ["a member without a role", "U03GUEST", undefined],
  ["a viewer by id", "U04SECOND", "viewer"],
  ["a viewer by group", "U10VIEWER", "viewer"],
  ["a requester by group", "U11ASKER", "requester"],
  ["an approver by group", "U12BOARD", "approver"],
] as const;

/** Everything that one person has in front of them by now: what was said, a form and what is wrong in it, the Home tab. */
function sights(user: string): Map<string, () => string> {
  const { slack } = bot;
  const said = [...slack.ephemerals(user), ...slack.dms(user), ...slack.messages("reports")];
  const views = [slack.modal(user), slack.home(user)].filter((it) => it !== undefined);
  const errors = Object.values(slack.modalErrors(user));
  return new Map([
    ...said.map((it) => [`${it.channel} ${it.ts} ${it.edited?.ts}`, () => shown(it)] as const),
    ...views.map((it) => [`${it.id} ${it.hash}`, () => textsOf(it.blocks).join("\n")] as const),
    ...slack.files().map((it) => [it.id, () => it.name] as const),
    [`${errors.length} errors of ${slack.modal(user)?.id}`, () => errors.join("\n")],
  ]);
}

/** Resolves once this person sees something new that says this. */
async function seesNew(user: string, text: string | RegExp, attempt: () => Promise<unknown>) {
  const known = sights(user);
  await attempt();
  const says = (it: string) => (typeof text === "string" ? it.includes(text) : text.test(it));
  return await bot.slack.waitFor(
    () =>
      [...sights(user)]
        .filter(([key]) => !known.has(key))
        .map(([, read]) => read())
        .find(says),
    `"${text}" before ${user}`,
    { timeoutMs: 20_000 },
  );
}

const refused = (user: string, text: string | RegExp, { by }: Attempt) =>
  seesNew(user, text, () => by(user, stage));

/** All that refusals must leave as it is, in words that can be compared. */
async function everything() {
  const kept = /^(?:reports|dispatch|suppress|schedule|occurrence)/u;
  const items = await bot.table.scan();
  return {
    items: items
      .filter((item) => kept.test(String(item["dashboard_id"])))
      .map((item) => JSON.stringify(item))
      .toSorted(),
    messages: bot.slack.messages("reports"),
    mails: bot.ses.calls.length,
    files: bot.slack.files().length,
  };
}

/** Runs what should change nothing, and sees to it that nothing has changed. */
function changesNothing(tests: () => void): void {
  let before: Awaited<ReturnType<typeof everything>>;
  beforeAll(async () => {
    before = await everything();
  });
  tests();
  afterAll(async () => expect(await everything()).toEqual(before));
}

describe.each(EXCLUDED)("%s, named as an admin", (_, user, refusal) => {
  changesNothing(() => {
    it.each(ATTEMPTS)("can do nothing by $what", async (attempt) => {
      await refused(user, refusal, attempt);
    });

    it("sees a Home tab that says why it is empty", async () => {
      // Slack tells the bot's own workspace with this event, not the person's: the directory knows better.
      const home = await seesNew(user, refusal, () => bot.slack.as(user).openHome());
      expect(home).not.toContain("CTO report");
    });
  });
});

const below = (least: Attempt["least"], role: (typeof ROLE_HOLDERS)[number][2]) =>
  least !== "member" && (role === undefined || ROLES.indexOf(role) > ROLES.indexOf(least));

describe.each(ROLE_HOLDERS)("%s", (_, user, role) => {
  changesNothing(() => {
    it.each(ATTEMPTS.filter(({ least }) => below(least, role)))(
      "may not: $what",
      async (attempt) => {
        await refused(user, /^You may not |^Only admins may /mu, attempt);
      },
    );
  });
});

/** Somebody with just the role that it takes. */
const LEAST = {
  member: "U03GUEST",
  viewer: "U10VIEWER",
  requester: "U11ASKER",
  approver: "U12BOARD",
  admin: "U01ADMIN",
} as const;

describe("the least role that it takes", () => {
  it.each(ATTEMPTS)("is enough: $what, $least", async ({ by, least, seen }) => {
    const user = LEAST[least];
    await seesNew(user, seen, () => by(user, stage));
  });
});

/** These do nothing on the server: a link, a message of one's own that goes away, and fields of forms. */
const NO_DEEDS = [OPEN_ACTION, CANCEL_SCHEDULE_ACTION, REASON_ACTION, MAILS_ACTION, DEED_ACTION];

it("has tried every button and every form that src/commands declares", async () => {
  const folder = "src/commands";
  const files = (await readdir(folder, { recursive: true })).filter((it) => it.endsWith(".ts"));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  const declared = texts.flatMap((text) =>
    [...text.matchAll(/^export const \w+_(?:ACTION|VIEW) = "(\w+)"/gmu)].map(([, id]) => id ?? ""),
  );
  const untried = declared.filter((id) => !ATTEMPTS.some((attempt) => attempt.id.startsWith(id)));
  expect(untried.toSorted()).toEqual(NO_DEEDS.toSorted());
});
