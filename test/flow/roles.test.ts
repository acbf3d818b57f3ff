import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";

/** Who may do what, and the record of how that has changed. */
let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot();
});
afterEach(() => bot.stop());

const changes = async () => {
  const items = await bot.table.scan();
  return items
    .filter((it) => it["dashboard_id"] === "roles")
    .toSorted((one, other) => Number(one["seq"]) - Number(other["seq"]));
};

const askForRoles = async (user = "U01ADMIN") => {
  const before = bot.slack.ephemerals(user).length;
  await bot.slack.as(user).command("/exec-report", "roles", { channel: "general" });
  return shown(await bot.slack.waitFor(() => bot.slack.ephemerals(user)[before], "the roles"));
};

/** Levels as pino writes them. */
const [INFO, WARN] = [30, 40];

const setRole = (from: string, to: string) => bot.editPortfolio("settings.yml", from, to);

describe("/exec-report roles", () => {
  it("says in words who may do what, by id and by group, and who cannot use what they have", async () => {
    await setRole("viewer: []", "viewer: [U05RESTRICTED, S01BOARD]");
    bot.slack.groups.set("S01BOARD", ["U03GUEST", "U04SECOND"]);
    const text = await askForRoles();
    expect(text).toMatch(/Admins may .*\n<@U01ADMIN>/);
    expect(text).toMatch(/Approvers may .*\nNobody\./);
    expect(text).toMatch(/Requesters may .*\n<@U02MEMBER>/);
    expect(text).toContain("<@U05RESTRICTED> (a guest, who may do nothing)");
    expect(text).toContain("<!subteam^S01BOARD> (2 people)");
    expect(text).toContain("The record is as it was written.");
  });

  it("is no alarm in the log at the first start; a change is one", async () => {
    const levels = (about: string) =>
      bot.log
        .map((line): { level?: number; msg?: string } => JSON.parse(line))
        .flatMap(({ level, msg }) => (msg === about ? [level] : []));
    await askForRoles();
    expect(levels("roles in settings.yml are on record")).toEqual([INFO]);
    await setRole("viewer: []", "viewer: [U10VIEWER]");
    await askForRoles();
    expect(levels("roles in settings.yml are on record")).toEqual([INFO]);
    expect(levels("roles in settings.yml have changed")).toEqual([WARN]);
  });

  it("is for admins", async () => {
    expect(await askForRoles("U02MEMBER")).toContain("You may not see who has which role.");
  });

  it("shows who gained and who lost what, and when, latest first", async () => {
    await askForRoles();
    bot.clock.advance(3_600_000);
    const at = Math.floor(bot.clock.now().getTime() / 1000);
    await bot.editPortfolio(
      "settings.yml",
      /approver: \[\]\n {2}requester: \[ ?U02MEMBER ?\]/,
      "approver: [U02MEMBER, S01BOARD]\n  requester: []",
    );
    const text = await askForRoles();
    expect(text).toMatch(
      new RegExp(
        `<!date\\^${at}\\^[^>]*>: gained: <!subteam\\^S01BOARD> approver, <@U02MEMBER> approver; lost: <@U02MEMBER> requester\\n.*first seen`,
      ),
    );
  });
});

describe("the record of roles", () => {
  it("begins with the roles as they are, and adds one entry for a change that several processes notice", async () => {
    await bot.withAnother(async () => {
      await setRole("viewer: []", "viewer: [U04SECOND]");
      await Promise.all([askForRoles(), bot.restart()]);
    });
    await bot.restart();
    await askForRoles();
    expect(await changes()).toMatchObject([
      { seq: 1, event: "first_seen", gained: [{ id: "U01ADMIN" }, { id: "U02MEMBER" }], lost: [] },
      { seq: 2, event: "changed", gained: [{ id: "U04SECOND", role: "viewer" }], lost: [] },
    ]);
  });

  it("is written by the sweep, without anybody asking; a mistake in the file changes nothing", async () => {
    await bot.restart();
    await setRole("viewer: []", "viewer: [bob]");
    await bot.restart();
    await bot.restart();
    expect(await changes()).toHaveLength(1);
    await setRole("viewer: [bob]", "viewer: [U04SECOND]");
    await bot.restart();
    await bot.restart();
    expect(await changes()).toHaveLength(2);
  });

  it("shows when an entry is not the one that was written", async () => {
    await setRole("viewer: []", "viewer: [U04SECOND]");
    expect(await askForRoles()).toContain("The record is as it was written.");
    await bot.table.client.send(
      new UpdateItemCommand({
        TableName: bot.table.name,
        Key: marshall({ dashboard_id: "roles", task_id: "change#00000001" }),
        UpdateExpression: "SET gained = :none",
        ExpressionAttributeValues: marshall({ ":none": [] }),
      }),
    );
    expect(await askForRoles()).toContain("The record was tampered with");
  });
});
