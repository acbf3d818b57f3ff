import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createRecipientHash } from "../../src/store/recipient-hash.ts";
import { createSuppressions } from "../../src/store/suppressions.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";

// Processes start one after the other, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 400_000 });

/** `npm run rotate-keys` as an operator runs it: a process of its own, beside a table with work that waits. */
let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot({ env: OLD });
});
afterEach(() => bot.stop());

const ROOT = join(import.meta.dirname, "../..");
const key = (fill: string) => Buffer.alloc(32, fill).toString("base64");
const OLD = { DATA_KEY: key("old data"), RECIPIENT_HASH_KEY: key("old hash") };
const NEW = { DATA_KEY: key("new data"), RECIPIENT_HASH_KEY: key("new hash") };
const PREVIOUS = {
  DATA_KEY_PREVIOUS: OLD.DATA_KEY,
  RECIPIENT_HASH_KEY_PREVIOUS: OLD.RECIPIENT_HASH_KEY,
};

async function rotateKeys(keys: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const env = {
    PATH: process.env["PATH"],
    SLACK_BOT_TOKEN: "xoxb-test",
    SLACK_SIGNING_SECRET: "test-secret",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL_DYNAMODB: bot.table.endpoint,
    DYNAMODB_TABLE: bot.table.name,
    SES_FROM_ADDRESS: "Exec Report <reports@example.com>",
    PORTFOLIO_DIR: bot.portfolioDir,
    ...keys,
  };
  const command = ["--import", "tsx", "src/main.ts", "rotate-keys", ...args];
  const ended = promisify(execFile)(process.execPath, command, { cwd: ROOT, env });
  return await ended.then(
    ({ stdout }) => ({ code: 0, lines: stdout.trim().split("\n") }),
    ({ code, stdout }) => ({ code, lines: String(stdout).trim().split("\n") }),
  );
}

/** Sealed addresses and hashes, as they stand. */
const underKeys = async () =>
  (await bot.table.scan()).map(({ task_id: id, sealed, recipient_hash: hash }) => [
    id,
    sealed,
    hash,
  ]);

it("brings what waits under the new keys: the old ones can go, and it is sent to the same people", async () => {
  const preview = await bot.requestPreview("cto");
  const before = await underKeys();

  const dry = await rotateKeys({ ...NEW, ...PREVIOUS }, "--dry-run");
  expect(dry.code).toBe(0);
  expect(dry.lines[0]).toBe("Nothing was changed (--dry-run).");
  expect(dry.lines).toContain("Addresses to be sealed anew: 1");
  expect(dry.lines).toContain("Hashes of recipients to be made anew: 6");
  expect(await underKeys()).toEqual(before);

  const { code, lines } = await rotateKeys({ ...NEW, ...PREVIOUS });
  expect(code).toBe(0);
  expect(lines).toContain("Addresses sealed anew: 1");
  expect(lines).toContain("Hashes of recipients made anew: 6");
  expect((await rotateKeys(NEW)).lines).toContain("Addresses sealed anew: 0");

  await bot.restart(NEW);
  await bot.slack.as("U01ADMIN").click(preview, "Approve");
  await bot.waitForText("reports", "sent to 5");
  const to = bot.ses.taken.flatMap(({ destinations }) => destinations);
  expect(new Set(to)).toHaveProperty("size", 6);
  expect(to).toContain("audit@example.com");
});

it("carries over what is known of the audit copy and of the recipient of last resort, who are not in the settings", async () => {
  const hashOf = createRecipientHash(Buffer.from(OLD.RECIPIENT_HASH_KEY, "base64"));
  const { clock } = bot;
  const suppressions = createSuppressions({
    table: createTableClient(bot.table.client, bot.table.name),
    clock,
  });
  for (const address of ["audit@example.com", "last@example.com", "stranger@example.com"]) {
    await suppressions.add({
      recipientHash: hashOf(address),
      reason: "bounced",
      since: clock.now().toISOString(),
      dispatchId: "01K8XG0000AAAAAAAAAAAAAAAA",
    });
  }
  const configured = {
    BCC_ADDRESS: "Archive <audit@example.com>",
    RECIPIENT_EMAIL: "last@example.com",
  };
  const { lines } = await rotateKeys({ ...NEW, ...PREVIOUS, ...configured });
  expect(lines).toContain("Suppressions carried over: 2");
  const hashNow = createRecipientHash(Buffer.from(NEW.RECIPIENT_HASH_KEY, "base64"));
  const now = ["audit@example.com", "last@example.com", "stranger@example.com"].map((address) => ({
    recipientHash: hashNow(address),
  }));
  expect(await suppressions.find(now)).toMatchObject([
    { reason: "bounced" },
    { reason: "bounced" },
    undefined,
  ]);
});

it("fails, and says which key it takes, while something is sealed under a key that is not at hand", async () => {
  const preview = await bot.requestPreview("cto");
  const before = await underKeys();
  const { code, lines } = await rotateKeys(NEW);
  expect(code).toBe(1);
  expect(lines.at(-1)).toBe(
    "Sealed under neither DATA_KEY nor DATA_KEY_PREVIOUS: 1. Set DATA_KEY_PREVIOUS to the key of then and run this again.",
  );
  expect((await underKeys()).map(([id, sealed]) => [id, sealed])).toEqual(
    before.map(([id, sealed]) => [id, sealed]),
  );

  await bot.restart(NEW);
  await bot.slack.as("U01ADMIN").click(preview, "Approve");
  const failed = await bot.waitForText("reports", /not sent/);
  expect(shown(failed)).toContain("DATA_KEY_PREVIOUS");
  expect(bot.ses.calls).toEqual([]);
});
