import { afterEach, describe, expect, it } from "vitest";
import { createTableClient } from "../../src/store/table-client.ts";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import type { SlackMessage } from "../support/fake-slack/fake-slack.ts";
import { elementsOf } from "../support/fake-slack/find-element.ts";
import { asObject } from "../support/fake-slack/json.ts";
import { createTestClock } from "../support/test-clock.ts";

/** Reports that are made again and again, as people in Slack see and change them. */
let bot: TestBot;
afterEach(() => bot.stop());

/** A Monday in Los Angeles, 05:00. */
const NOW = "2026-11-30T13:00:00.000Z";

const DECLARED = {
  "weekly-cto": { report: "cto", when: "every monday 08:00", owner: "U02MEMBER" },
  "month-end-cfo": {
    report: "cfo",
    when: "first business day of the month 09:00",
    period: "last-month",
    time_zone: "Europe/Berlin",
    owner: "U01ADMIN",
  },
};

/** U01ADMIN is an admin, U02MEMBER and U04SECOND ask for reports, U10VIEWER sees them, U03GUEST has no role. */
async function start(schedules: Readonly<Record<string, unknown>> = {}) {
  bot = await startTestBot({ clock: createTestClock(NOW), schedules });
  await setRoles("requester: [U02MEMBER, U04SECOND]\n  viewer: [U10VIEWER]");
}

async function setRoles(roles: string) {
  await bot.editPortfolio("settings.yml", /requester: \[.*\]\n {2}viewer: \[.*\]/u, roles);
}

/** Types a command and waits for what only this person is told. */
async function ask(text: string, user = "U02MEMBER") {
  const known = new Set(bot.slack.ephemerals(user).map(({ ts }) => ts));
  await bot.slack.as(user).command("/exec-report", text, { channel: "reports" });
  return await bot.slack.waitFor(
    () => bot.slack.ephemerals(user).find(({ ts }) => !known.has(ts)),
    `the answer to ${text}`,
  );
}

/** What the buttons of a message say; what they ask before they count is not among it. */
const buttonsOf = (message: SlackMessage) =>
  elementsOf(message.blocks).map(({ element }) => asObject(element["text"])["text"]);

/** Schedules as the table has them. */
async function kept() {
  const items = await bot.table.scan();
  return items.filter((item) => item["dashboard_id"] === "schedules");
}

const previews = () =>
  bot.slack.messages("reports").filter((message) => shown(message).includes("Approve\n"));

/** Has a schedule saved by U02MEMBER, and takes its proposal with it. */
async function save(text: string) {
  const proposal = await ask(`schedule ${text}`);
  await bot.slack.as("U02MEMBER").click(proposal, "Save");
  await bot.waitForWhisper("U02MEMBER", "Saved.");
  return proposal;
}

describe("/exec-report schedules", () => {
  it("lists what is made when, by whose clock, and when next", async () => {
    await start(DECLARED);
    const text = shown(await ask("schedules"));
    expect(text).toContain("2 schedules");
    expect(text).toContain(
      "*CTO report*\nEvery Monday at 08:00, Los Angeles time\nnext <!date^1796054400^",
    );
    expect(text).toContain(
      "*CFO report, last month*\nOn the first business day of every month at 09:00, Berlin time\nnext <!date^1796112000^",
    );
    expect(text).toContain("by <@U01ADMIN>");
    // The next to come is first.
    expect(text.indexOf("*CTO report*")).toBeLessThan(text.indexOf("*CFO report, last month*"));
  });

  it("says how to make one where there is none", async () => {
    await start();
    expect(shown(await ask("schedules"))).toContain(
      "/exec-report schedule makes one; or declare one under schedules in settings.yml.",
    );
  });

  it("is for people who may see reports", async () => {
    await start(DECLARED);
    expect(shown(await ask("schedules", "U03GUEST"))).toContain("You may not see reports.");
  });
});

describe("the buttons of the list", () => {
  const ONE = { "weekly-cto": DECLARED["weekly-cto"] };

  it.each([
    ["a viewer", "U10VIEWER", [], []],
    ["somebody who asks for reports, but not for these", "U04SECOND", [], []],
    ["the owner", "U02MEMBER", ["Pause", "Run now"], ["Pause", "Run now", "Delete"]],
    ["an admin", "U01ADMIN", ["Pause", "Run now"], ["Pause", "Run now", "Delete"]],
  ])("are there for %s as they may use them", async (_, user, declared, made) => {
    await start(ONE);
    await save("cfo every monday 07:00");
    const list = await ask("schedules", user);
    expect(buttonsOf(list)).toEqual([...made, ...declared]);
    expect(shown(list).match(/kept in settings\.yml/gu)).toHaveLength(1);
  });

  it.each([
    ["a viewer", "U10VIEWER", "You may not change this schedule. Nothing was changed."],
    ["somebody who asks for other reports", "U04SECOND", "You may not change this schedule."],
    ["a member without a role", "U03GUEST", "You may not see reports."],
    ["a guest", "U05RESTRICTED", "Guests of the workspace cannot use reports here."],
  ])("do nothing for %s, whatever a button says", async (_, user, refusal) => {
    await start();
    await save("cto every monday 09:00");
    const list = await ask("schedules");
    const before = await kept();
    for (const button of ["Pause", "Run now", "Delete"]) {
      const told = [...bot.slack.ephemerals(user), ...bot.slack.dms(user)].length;
      await bot.slack.as(user).click(list, button);
      await bot.slack.waitFor(() => {
        const all = [...bot.slack.ephemerals(user), ...bot.slack.dms(user)];
        return all.length > told && all.some((message) => shown(message).includes(refusal));
      }, `what ${user} is told of ${button}`);
    }
    expect(await kept()).toEqual(before);
    expect(previews()).toEqual([]);
  });

  it("pause and resume, once each, on record, in the place of the list", async () => {
    await start(ONE);
    const list = await ask("schedules");
    await bot.slack.as("U02MEMBER").click(list, "Pause");
    const paused = await bot.waitForWhisper(
      "U02MEMBER",
      /Paused\. 1 schedule[\s\S]*\npaused · by/u,
    );
    expect(buttonsOf(paused)).toEqual(["Resume", "Run now"]);
    await bot.slack.as("U02MEMBER").click(list, "Pause");
    await bot.waitForWhisper("U02MEMBER", "It was paused before. 1 schedule");
    // An admin may, too.
    await bot.slack.as("U01ADMIN").click(await ask("schedules", "U01ADMIN"), "Resume");
    await bot.waitForWhisper("U01ADMIN", /Resumed\. 1 schedule[\s\S]*\nnext <!date\^1796054400/u);
    await bot.slack.as("U02MEMBER").click(paused, "Resume");
    await bot.waitForWhisper("U02MEMBER", "It was resumed before. 1 schedule");
    expect(bot.slack.ephemerals("U02MEMBER")).toHaveLength(1);
    const [item] = await kept();
    expect(item?.["trail"]).toEqual([
      expect.objectContaining({ event: "declared", by: "settings.yml" }),
      expect.objectContaining({ event: "paused", by: "U02MEMBER" }),
      expect.objectContaining({ event: "resumed", by: "U01ADMIN" }),
    ]);
  });

  it("delete what was made here, after a question, and say so when it is gone", async () => {
    await start(ONE);
    await save("cfo every monday 07:00");
    const list = await ask("schedules");
    expect(JSON.stringify(list.blocks)).toContain("Delete this schedule?");
    await bot.slack.as("U02MEMBER").click(list, "Delete");
    const after = await bot.waitForWhisper("U02MEMBER", "Deleted. 1 schedule");
    expect(shown(after)).not.toContain("*CFO report*");
    await bot.slack.as("U02MEMBER").click(list, "Delete");
    await bot.waitForWhisper("U02MEMBER", "This schedule is not there any more.");
  });

  it("delete nothing that stands in settings.yml, whatever a button says", async () => {
    await start(ONE);
    await save("cfo every monday 07:00");
    const list = await ask("schedules", "U01ADMIN");
    const forged = JSON.parse(
      JSON.stringify(list).replaceAll(/\/\d[0-9A-Z]{25}"/gu, '/weekly-cto"'),
    );
    await bot.slack.as("U01ADMIN").click(forged, "Delete");
    await bot.waitForWhisper(
      "U01ADMIN",
      "This schedule stands in settings.yml. Nothing was deleted.",
    );
    expect(shown(await ask("schedules"))).toContain("2 schedules");
  });

  it("run it now: once for a double click, and again from the next list", async () => {
    await start(ONE);
    const list = await ask("schedules");
    const person = bot.slack.as("U02MEMBER");
    const [first] = await Promise.all([
      person.click(list, "Run now"),
      person.click(list, "Run now"),
    ]);
    await bot.slack.redeliver(first);
    await bot.waitForWhisper("U02MEMBER", /last made/u);
    await bot.slack.waitFor(() => previews().length > 0, "the preview");
    bot.clock.advance(1000);
    await person.click(list, "Run now");
    await bot.waitForWhisper("U02MEMBER", "It has been run already. 1 schedule");
    expect(previews()).toHaveLength(1);
    await person.click(await ask("schedules"), "Run now");
    await bot.slack.waitFor(() => previews().length === 2, "the second preview");
    await bot.waitForWhisper("U02MEMBER", "Made: its preview is posted. 1 schedule");
    const [item] = await kept();
    expect(JSON.stringify(item?.["trail"]).match(/run_now/gu)).toHaveLength(2);
  });

  it("say what keeps it from running, show that, and can be pressed again", async () => {
    await start();
    await save("cto every monday 08:00");
    await setRoles("requester: []\n  viewer: []");
    const list = await ask("schedules", "U01ADMIN");
    await bot.slack.as("U01ADMIN").click(list, "Run now");
    await bot.waitForWhisper(
      "U01ADMIN",
      "The report is made in the name of U02MEMBER, who may not ask for reports now. Nothing was made.",
    );
    bot.clock.advance(1000);
    const redrawn = await bot.waitForWhisper("U01ADMIN", "last failed");
    expect(previews()).toEqual([]);
    await setRoles("requester: [U02MEMBER]\n  viewer: []");
    await bot.slack.as("U01ADMIN").click(await ask("schedules", "U01ADMIN"), "Run now");
    await bot.slack.waitFor(() => previews().length === 1, "the preview");
    expect(redrawn.ts).toBe(list.ts);
  });

  it("turn pages in place beyond ten", async () => {
    const many = Array.from({ length: 11 }, (_, n) => [
      `number-${n}`,
      { report: "cto", when: `daily ${String(6 + n).padStart(2, "0")}:00`, owner: "U01ADMIN" },
    ]);
    await start(Object.fromEntries(many));
    const list = await ask("schedules", "U10VIEWER");
    expect(buttonsOf(list)).toEqual(["Later"]);
    await bot.slack.as("U10VIEWER").click(list, "Later");
    const second = await bot.waitForWhisper(
      "U10VIEWER",
      /11 schedules\n\*CTO report\*\nEvery day at 16:00/u,
    );
    expect(buttonsOf(second)).toEqual(["Earlier"]);
    await bot.slack.as("U10VIEWER").click(second, "Earlier");
    await bot.waitForWhisper("U10VIEWER", /11 schedules\n\*CTO report\*\nEvery day at 06:00/u);
    expect(bot.slack.ephemerals("U10VIEWER")).toHaveLength(1);
  });
});

describe("a schedule in the table that cannot be read", () => {
  /** Puts the one that was made in Slack out of order, as another version may have left it. */
  async function spoil(change: (made: Record<string, unknown>) => Record<string, unknown>) {
    const item = (await kept()).find((it) => it["made"] !== undefined);
    const { task_id: id } = item ?? {};
    await createTableClient(bot.table.client, bot.table.name).put({
      ...item,
      ...{ dashboard_id: "schedules", task_id: String(id) },
      made: change(asObject(item?.["made"])),
    });
  }

  const BROKEN = [
    [
      "for its times",
      (made: Record<string, unknown>) => ({ ...made, recurrence: "0 8 * * MONDAY" }),
      '"0 8 ∗ ∗ monday" is not cron.',
    ],
    [
      "for its time zone",
      (made: Record<string, unknown>) => ({ ...made, time_zone: "Mars/Olympus_Mons" }),
      "Its next time cannot be calculated, by the clock of Mars/OlympusˍMons.",
    ],
    [
      "for its form",
      ({ channel: _, ...made }: Record<string, unknown>) => made,
      "It is on record in another form than this version reads.",
    ],
  ] as const;

  it.each(BROKEN)("%s is listed as that, to be deleted, and hides no other", async (...row) => {
    const [, change, why] = row;
    await start(DECLARED);
    await save("cmo every monday 07:00");
    await spoil(change);
    const list = await ask("schedules");
    expect(shown(list)).toContain("3 schedules");
    expect(shown(list)).toContain(
      `*CMO report*\nThis schedule cannot be read, and makes nothing. ${why}`,
    );
    expect(shown(list)).toContain("Delete it and make it again.");
    expect(shown(list)).toContain("*CTO report*\nEvery Monday at 08:00, Los Angeles time\nnext");
    // Those of the broken one come first; the rest is of the one that is declared and theirs.
    expect(buttonsOf(list)).toEqual(["Delete", "Pause", "Run now"]);
    expect(buttonsOf(await ask("schedules", "U10VIEWER"))).toEqual([]);
    expect(shown(await ask("schedules", "U10VIEWER"))).not.toContain(why);
    await bot.slack.as("U10VIEWER").click(list, "Delete");
    await bot.waitForWhisper("U10VIEWER", "You may not change this schedule.");
    await bot.slack.as("U02MEMBER").click(list, "Delete");
    const after = await bot.waitForWhisper("U02MEMBER", "Deleted. 2 schedules");
    expect(shown(after)).not.toContain("cannot be read");
  });

  it.each(BROKEN)(
    "%s takes neither Home nor the digest nor other schedules down",
    async (...row) => {
      const [, change] = row;
      await start(DECLARED);
      await bot.editPortfolio("settings.yml", "# How long", "digest: { channel: C02GENERAL }\n#");
      await save("cmo every monday 07:00");
      await spoil(change);
      await bot.slack.as("U01ADMIN").openHome();
      await bot.slack.waitFor(() => bot.slack.home("U01ADMIN"), "the Home tab");
      const home = JSON.stringify(bot.slack.home("U01ADMIN"));
      expect(home).toContain("*CMO report* · cannot be read, and makes nothing");
      expect(home).toContain("*CTO report* · Every Monday at 08:00");
      bot.clock.advance(3 * 3_600_000);
      await bot.restart();
      const digest = await bot.waitForText("general", "Daily digest");
      expect(shown(digest)).toContain(
        "*CMO report*: Its schedule cannot be read, and makes nothing. Delete it and make it again.",
      );
      await bot.waitForText("reports", "scheduled for <!date^1796054400^");
      // A stop waits for the look to end.
      await bot.restart();
      expect(bot.log.join("\n")).toContain("a schedule could not be looked at");
    },
  );
});

describe("what is due", () => {
  /** Lets time pass, and has what is due then looked at, as each minute. */
  async function lookAt(time: string) {
    bot.clock.advance(new Date(time).getTime() - bot.clock.now().getTime());
    await bot.restart();
    // A stop waits for the look to end.
    await bot.restart();
  }

  it("and cannot be made is told to its owner once, with the reason, and shows in the list", async () => {
    await start();
    await save("cto every monday 08:00");
    await setRoles("requester: []\n  viewer: [U02MEMBER]");
    await lookAt("2026-11-30T16:00:00.000Z");
    const told = await bot.waitForWhisper("U02MEMBER", "could not be made");
    expect(shown(told) || told.text).toContain(
      'The scheduled report "CTO report" (Every Monday at 08:00, Los Angeles time) could not be made. You may not ask for reports.',
    );
    await lookAt("2026-11-30T16:20:00.000Z");
    expect(shown(await ask("schedules"))).toContain("last failed <!date^1796054400^");
    const list = shown(await ask("schedules", "U01ADMIN"));
    expect(list).toContain("You may not ask for reports.");
    expect(bot.slack.dms("U02MEMBER")).toHaveLength(1);
    expect(previews()).toEqual([]);
  });

  it("and waits since the data cannot be read is made when it can, marked late", async () => {
    await start();
    await save("cto every monday 08:00");
    await bot.editPortfolio("entities/jada.yml", "kind: operating", "kind: sinking");
    await lookAt("2026-11-30T16:00:00.000Z");
    const list = shown(await ask("schedules"));
    expect(list).toContain("last waits to be tried again <!date^1796054400^");
    expect(list).toContain("entities/jada.yml");
    await bot.editPortfolio("entities/jada.yml", "kind: sinking", "kind: operating");
    await lookAt("2026-11-30T16:30:00.000Z");
    const preview = await bot.waitForText("reports", "late, scheduled for <!date^1796054400^");
    expect(shown(preview)).toContain("CTO report");
    expect(bot.slack.dms("U02MEMBER")).toEqual([]);
  });

  it("follows what settings.yml says by then", async () => {
    await start({ weekly: DECLARED["weekly-cto"] });
    await bot.editPortfolio("settings.yml", '"every monday 08:00"', '"every monday 07:00"');
    await lookAt("2026-11-30T14:00:00.000Z"); // seen at 06:00
    await lookAt("2026-11-30T15:00:00.000Z");
    await bot.waitForText("reports", "scheduled for <!date^1796050800^");
    await lookAt("2026-11-30T16:00:00.000Z");
    await bot.editPortfolio("settings.yml", /^schedules: .*$/mu, "schedules: {}");
    await lookAt("2026-12-07T15:00:00.000Z");
    expect(shown(await ask("schedules"))).toContain("makes one; or declare one");
    expect(previews()).toHaveLength(1);
  });
});

describe("/exec-report schedule", () => {
  const TYPED = "schedule cto every monday 08:00 in Europe/Berlin last-month entity:jada";

  it("says what it would do, and the next three times, and saves nothing", async () => {
    await start();
    const proposal = await ask(TYPED);
    expect(shown(proposal)).toContain(
      "*CTO report, last month, jada*\nEvery Monday at 08:00, Berlin time\nEach time the report is made in your name, and its preview in <#C01REPORTS> waits for approval.",
    );
    // 08:00 in Berlin on December 7, 14 and 21: that of today is over.
    const times = [...shown(proposal).matchAll(/<!date\^(\d+)/gu)].map(
      ([, at]) => Number(at) * 1000,
    );
    expect(times.map((at) => new Date(at).toISOString())).toEqual([
      "2026-12-07T07:00:00.000Z",
      "2026-12-14T07:00:00.000Z",
      "2026-12-21T07:00:00.000Z",
    ]);
    expect(buttonsOf(proposal)).toEqual(["Save", "Cancel"]);
    expect(await kept()).toEqual([]);
  });

  it("takes a city by the name it has today, and keeps that name", async () => {
    await start();
    const proposal = await ask("schedule cto every monday 08:00 in Kolkata");
    expect(shown(proposal)).toContain("Every Monday at 08:00, Kolkata time");
    const [, first] = /<!date\^(\d+)/u.exec(shown(proposal)) ?? [];
    expect(new Date(Number(first) * 1000).toISOString()).toBe("2026-12-07T02:30:00.000Z");
    await bot.slack.as("U02MEMBER").click(proposal, "Save");
    await bot.waitForWhisper("U02MEMBER", "Saved.\n*CTO report");
    expect(await kept()).toEqual([
      expect.objectContaining({ made: expect.objectContaining({ time_zone: "Asia/Kolkata" }) }),
    ]);
  });

  it("saves once, however often Save is pressed or delivered, and makes the report in its time", async () => {
    await start();
    const proposal = await ask(TYPED);
    const person = bot.slack.as("U02MEMBER");
    const [first] = await Promise.all([
      person.click(proposal, "Save"),
      person.click(proposal, "Save"),
    ]);
    await bot.slack.redeliver(first);
    const saved = await bot.waitForWhisper("U02MEMBER", "Saved.\n*CTO report, last month, jada*");
    expect(buttonsOf(saved)).toEqual(["Pause", "Run now", "Delete"]);
    expect(bot.slack.ephemerals("U02MEMBER")).toHaveLength(1);
    expect(await kept()).toEqual([
      expect.objectContaining({
        made: expect.objectContaining({
          ...{ report_type: "cto", time_zone: "Europe/Berlin", recurrence: "every monday 08:00" },
          ...{ choices: { period: "last-month", entity: "jada" }, channel: "C01REPORTS" },
          owner: { user_id: "U02MEMBER", team_id: "T01DEMO" },
        }),
      }),
    ]);
    bot.clock.advance(new Date("2026-12-07T07:00:00.000Z").getTime() - bot.clock.now().getTime());
    await bot.restart();
    await bot.slack.waitFor(() => previews().length === 1, "the preview in its time");
  });

  it("saves nothing for somebody who lost the right, and nothing that was deleted since", async () => {
    await start();
    const proposal = await ask(TYPED);
    await setRoles("requester: []\n  viewer: [U02MEMBER]");
    await bot.slack.as("U02MEMBER").click(proposal, "Save");
    await bot.waitForWhisper("U02MEMBER", "You may not ask for reports.");
    expect(await kept()).toEqual([]);
    await setRoles("requester: [U02MEMBER, U04SECOND]\n  viewer: []");
    await bot.slack.as("U02MEMBER").click(proposal, "Save");
    await bot.waitForWhisper("U02MEMBER", "Saved.");
    // Somebody else's press makes it neither theirs nor a second one.
    await bot.slack.as("U04SECOND").click(proposal, "Save");
    await bot.waitForWhisper("U04SECOND", "is not there any more");
    await bot.slack.as("U02MEMBER").click(await ask("schedules"), "Delete");
    await bot.waitForWhisper("U02MEMBER", "Deleted.");
    await bot.slack.as("U02MEMBER").click(proposal, "Save");
    await bot.waitForWhisper(
      "U02MEMBER",
      "This schedule was saved before and is not there any more.",
    );
    expect(shown(await ask("schedules"))).toContain("makes one; or declare one");
  });

  it("without approval is for admins, where the rules of the report allow it", async () => {
    await start();
    const command = "schedule cto daily 05:30 without approval";
    expect(shown(await ask(command, "U01ADMIN"))).toContain(
      'Schedules may not send the report "cto" without approval. Nothing was saved.',
    );
    const cto = "  cto:\n    to:";
    await bot.editPortfolio(
      "settings.yml",
      cto,
      `  cto:\n    approval: { schedules_may_send: true }\n    to:`,
    );
    expect(shown(await ask(command))).toContain(
      "Only admins may make a schedule that sends a report without approval. Nothing was saved.",
    );
    const proposal = await ask(command, "U01ADMIN");
    expect(shown(proposal)).toContain("made in your name and sent without approval");
    // A button is no right: neither somebody else's, nor one's own after the rules have changed.
    await bot.slack.as("U02MEMBER").click(proposal, "Save");
    await bot.waitForWhisper("U02MEMBER", "Only admins may make");
    await bot.editPortfolio(
      "settings.yml",
      "schedules_may_send: true",
      "schedules_may_send: false",
    );
    await bot.slack.as("U01ADMIN").click(proposal, "Save");
    await bot.waitForWhisper("U01ADMIN", "Let it wait for approval each time");
    expect(await kept()).toEqual([]);
    await bot.editPortfolio(
      "settings.yml",
      "schedules_may_send: false",
      "schedules_may_send: true",
    );
    await bot.slack.as("U01ADMIN").click(proposal, "Save");
    await bot.waitForWhisper("U01ADMIN", "Saved.");
    bot.clock.advance(30 * 60_000);
    await bot.restart();
    await bot.waitForText("reports", "Approved by its schedule · sent to 5");
  });

  describe("without approval, but held for a while", () => {
    const RULES = "{ schedules_may_send: true, hold: 10m }";
    const HELD = /Approved by its schedule · goes out to 5 <!date\^\d+\^.*> unless it is recalled/u;
    const MINUTE = 60_000;

    async function startHeld() {
      await start();
      const cto = "  cto:\n    to:";
      await bot.editPortfolio("settings.yml", cto, `  cto:\n    approval: ${RULES}\n    to:`);
      const proposal = await ask("schedule cto daily 05:30 without approval", "U01ADMIN");
      await bot.slack.as("U01ADMIN").click(proposal, "Save");
      await bot.waitForWhisper("U01ADMIN", "Saved.");
      bot.clock.advance(30 * MINUTE);
    }

    it("it can be recalled as long as it is held, and is not sent then", async () => {
      await startHeld();
      await bot.restart();
      const held = await bot.waitForText("reports", HELD);
      expect(buttonsOf(held)).toContain("Recall");
      expect(buttonsOf(held)).not.toContain("Approve");
      await bot.slack.as("U01ADMIN").click(held, "Recall");
      await bot.waitForText("reports", "recalled by <@U01ADMIN> before it was sent");
      bot.clock.advance(10 * MINUTE);
      await bot.restart();
      await bot.restart();
      expect(bot.ses.calls).toEqual([]);
    });

    it("a later sweep shows it where Slack did not take that at first", async () => {
      await startHeld();
      bot.slack.misbehave("chat.update", { kind: "error", error: "internal_error" });
      await bot.restart();
      const preview = await bot.slack.waitFor(() => previews()[0], "the preview");
      // A stop waits for what is under way.
      await bot.restart();
      expect(bot.log.join("\n")).toContain("the preview could not be updated");
      expect(shown(bot.current(preview) ?? preview)).not.toMatch(HELD);
      bot.clock.advance(MINUTE + 1);
      await bot.restart();
      expect(buttonsOf(await bot.waitForText("reports", HELD))).toContain("Recall");
      bot.clock.advance(10 * MINUTE);
      await bot.restart();
      await bot.waitForText("reports", "Approved by its schedule · sent to 5");
    });
  });

  it("keeps what was shown, whatever the time zone of the settings is by then", async () => {
    await start();
    const proposal = await ask("schedule cto every monday 08:00");
    await bot.editPortfolio("settings.yml", "America/Los_Angeles", "Asia/Tokyo");
    await bot.slack.as("U02MEMBER").click(proposal, "Save");
    await bot.waitForWhisper(
      "U02MEMBER",
      /Saved\.\n\*CTO report\*\nEvery Monday at 08:00, Los Angeles time/u,
    );
  });

  it("goes away at Cancel", async () => {
    await start();
    await bot.slack.as("U02MEMBER").click(await ask(TYPED), "Cancel");
    await bot.slack.waitFor(() => bot.slack.ephemerals("U02MEMBER").length === 0, "no message");
    expect(await kept()).toEqual([]);
  });

  it("is for people who may ask for reports", async () => {
    await start();
    expect(shown(await ask(TYPED, "U10VIEWER"))).toContain("You may not ask for reports.");
    expect(shown(await ask(TYPED, "U03GUEST"))).toContain("You may not ask for reports.");
    expect(shown(await ask(TYPED, "U05RESTRICTED"))).toContain("Guests of the workspace");
    expect(buttonsOf(await ask(TYPED, "U01ADMIN"))).toEqual(["Save", "Cancel"]);
  });

  it("says what was not understood, and explains itself", async () => {
    await start();
    for (const [text, reason] of [
      ["nonsense daily 09:00", '"nonsense"'],
      ["cto", "It was not said when."],
      ["cto every mondya 08:00", 'Did you mean "monday"?'],
      ["cto daily 0900", '"daily 0900" has no time of day'],
      ["cto daily 09:00 in Berlln", '"berlln" is not a time zone. Did you mean "berlin"?'],
      ["cto daily 09:00 next-month", '"next-month" is not a period.'],
      ["cto daily 09:00 last month", '"daily last month" was not understood.'],
      ["cto daily 09:00 entity:nobody", '"nobody"'],
      ["cto */5 * * * *", "more often than once an hour"],
      [`cto daily 09:00 ${"x".repeat(300)}`, "too long for a schedule"],
    ] as const) {
      expect(shown(await ask(`schedule ${text}`)), text).toContain(reason);
    }
    const help = shown(await ask("schedule"));
    expect(help).toContain("second tuesday of the month 10:00");
    expect(help).toContain("every monday 08:00 in Europe/Berlin last-month entity:NAME");
    expect(await kept()).toEqual([]);
    const all = shown(await ask("help"));
    expect(all).toContain("`schedule REPORT WHEN`");
    expect(all).toContain("`schedules`");
  });
});
