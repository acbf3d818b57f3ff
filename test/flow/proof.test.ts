import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { simpleParser } from "mailparser";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { writeProof } from "../../src/cli/proof.ts";
import type { Proof } from "../../src/dispatch/proof.ts";
import { hashEvent, sha256 } from "../../src/dispatch/trail.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";

/** A report goes its whole way, and is proved afterwards from the table alone. */
let bot: TestBot;
let out: string;
beforeEach(async () => {
  bot = await startTestBot({ printed: true });
  out = await mkdtemp(join(tmpdir(), "proof-"));
  vi.spyOn(console, "log").mockImplementation(() => undefined);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await bot.stop();
  await rm(out, { recursive: true, force: true });
});

const environment = () => ({
  SLACK_BOT_TOKEN: "xoxb-test",
  SLACK_SIGNING_SECRET: "test-secret",
  AWS_REGION: "us-east-1",
  DYNAMODB_TABLE: bot.table.name,
  SES_FROM_ADDRESS: "Exec Report <reports@example.com>",
  RECIPIENT_HASH_KEY: Buffer.alloc(32, 3).toString("base64"),
  DATA_KEY: Buffer.alloc(32, 4).toString("base64"),
});

async function sendReport(): Promise<string> {
  const preview = await bot.requestPreview("cto");
  await bot.slack.as("U01ADMIN").click(preview, "Approve");
  await bot.waitForText("reports", "sent to 5");
  await vi.waitFor(async () => expect((await heads())[0]).toHaveProperty("announced_at"), {
    timeout: 10_000,
  });
  return String((await heads())[0]?.["task_id"]);
}

const heads = async () =>
  (await bot.table.scan()).filter((it) => String(it["dashboard_id"]).startsWith("reports#"));
const prove = (id: string) => writeProof([id], out, environment());
const written = (id: string, file: string) => readFile(join(out, `proof-${id}`, file), "utf8");
const readProof = async (id: string): Promise<Proof> => JSON.parse(await written(id, "proof.json"));

/** Without the headers that the mail service writes anew. */
const exactly = (raw: string) => raw.replace(/^(?:Date|Message-ID): .*\r\n/gm, "");

describe("npm run report -- proof", () => {
  it("writes the mails as they were sent, who decided, what SES said, and that it all holds", async () => {
    const id = await sendReport();
    expect(await prove(id)).toBe(0);
    const proof = await readProof(id);
    expect(proof.verification).toEqual({ holds: true, faults: [] });
    expect(proof).toMatchObject({ dispatch: id, state: "sent", requested_by: "U02MEMBER" });
    expect(proof.decisions).toMatchObject([
      { event: "approved", by: "U01ADMIN", artifact: proof.artifact },
    ]);

    const mails = await readdir(join(out, `proof-${id}`, "mails"));
    const proved = await Promise.all(mails.map((name) => written(id, `mails/${name}`)));
    const sent = (await bot.mails()).map(({ raw }) => raw);
    expect(proved.map(exactly).toSorted()).toEqual(sent.map(exactly).toSorted());
    expect(sent).toHaveLength(6);
    const ids = proof.deliveries.map(({ ses_message_id: it }) => it);
    expect(new Set(ids).size).toBe(6);
    expect(ids).not.toContain(null);

    const [attachment] = proof.mail?.attachments ?? [];
    const file = await readFile(join(out, `proof-${id}`, "attachments", attachment?.name ?? ""));
    expect(sha256(file)).toBe(attachment?.sha256);
    const text = await written(id, "proof.txt");
    expect(text).toContain("VERIFIED: the record is the one that was written.");
    expect(text).toContain("approved by U01ADMIN");
    expect(`${text}${await written(id, "proof.json")}`).not.toMatch(/@example\./);
  });

  it("names the files the report was worked out from, by the bytes that were read", async () => {
    const id = await sendReport();
    await bot.editPortfolio("settings.yml", "Harbor Portfolio", "Harbour Portfolio");
    await prove(id);
    const { sources } = await readProof(id);
    const files = sources.map(({ file }) => file);
    expect(files).toContain("settings.yml");
    expect(files).toContain("entities/qdn.yml");
    expect(files).not.toContain("jobs.csv");
    for (const { file, sha256: hash } of sources) {
      const now = await readFile(join(bot.portfolioDir, file));
      // What was read then, not what stands there now.
      expect(sha256(now) === hash).toBe(file !== "settings.yml");
    }
  });

  it("can be checked by hand, as docs/data.md says", async () => {
    const id = await sendReport();
    await prove(id);
    const { events, last_hash } = await readProof(id);
    let previous = sha256(`dispatch#${id}`);
    for (const event of events) previous = hashEvent(previous, event);
    expect(previous).toBe(last_hash);
  });

  it("says so, and fails, when somebody changed the record", async () => {
    const id = await sendReport();
    const [delivery] = await bot.items("delivery#");
    await bot.table.client.send(
      new UpdateItemCommand({
        TableName: bot.table.name,
        Key: marshall({
          dashboard_id: delivery?.["dashboard_id"],
          task_id: delivery?.["task_id"],
        }),
        UpdateExpression: "SET ses_message_id = :id",
        ExpressionAttributeValues: marshall({ ":id": "forged" }),
      }),
    );
    expect(await prove(id)).toBe(1);
    expect((await readProof(id)).verification.holds).toBe(false);
    const text = await written(id, "proof.txt");
    expect(text).toContain("NOT VERIFIED");
    expect(text).toContain(String(delivery?.["task_id"]));
  });

  it("shows the mail without addresses once these are not kept any more", async () => {
    const id = await sendReport();
    await expire("envelope");
    expect(await prove(id)).toBe(0);
    expect(await readdir(join(out, `proof-${id}`))).toEqual(
      expect.arrayContaining(["mail.eml", "proof.json", "proof.txt", "attachments"]),
    );
    const mail = await written(id, "mail.eml");
    const { subject, to, text = "" } = await simpleParser(mail);
    expect(subject).toMatch(/^CTO report/);
    expect(to).toBeUndefined();
    expect(text).toContain("$50–84");
    expect(mail).not.toMatch(/@example\./);

    await expire("artifact#");
    expect(await prove(id)).toBe(0);
    expect(await readdir(join(out, `proof-${id}`))).toEqual(["proof.json", "proof.txt"]);
    expect(await written(id, "proof.txt")).toContain("no longer kept");
  });

  it("says that there is no such dispatch", async () => {
    await expect(prove("01K8XG0000AAAAAAAAAAAAAAAA")).rejects.toThrow(/nothing was written/);
    await expect(writeProof([], out, environment())).rejects.toThrow(/Which dispatch/);
    expect(await readdir(out)).toEqual([]);
  });
});

/** As if the items' time had come. */
async function expire(prefix: string): Promise<void> {
  for (const item of await bot.items(prefix)) {
    await bot.table.client.send(
      new UpdateItemCommand({
        TableName: bot.table.name,
        Key: marshall({ dashboard_id: item["dashboard_id"], task_id: item["task_id"] }),
        UpdateExpression: "SET expires_at = :past",
        ExpressionAttributeValues: marshall({ ":past": 1 }),
      }),
    );
  }
}
