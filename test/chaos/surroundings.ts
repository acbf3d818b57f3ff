import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { readManifestScopes } from "../../src/cli/checks/manifest.ts";
import { createFakeSlack, type FakeSlack } from "../support/fake-slack/fake-slack.ts";

/** The workspace, the portfolio and the environment that the bots of a world find. */

/** People of the audience; the audit copy comes on top. */
export const RECIPIENTS = 50;

/** The report with the smallest mail: what it says does not matter here. */
export const REPORT = "rental";

export const ASKER = "U02MEMBER";
export const APPROVERS = ["U01ADMIN", "U04SECOND"] as const;

const TEAM = "T01CHAOS";
const BOT_TOKEN = "xoxb-chaos";
const SIGNING_SECRET = "chaos-secret";

export async function createSlack(): Promise<FakeSlack> {
  return await createFakeSlack({
    botToken: BOT_TOKEN,
    signingSecret: SIGNING_SECRET,
    teamId: TEAM,
    scopes: await readManifestScopes(),
    channels: [{ id: "C01REPORTS", name: "reports" }],
    users: [ASKER, ...APPROVERS].map((id) => ({ id, name: id.toLowerCase() })),
    // What is looked for here is not speed: the machine may be busy with other things.
    ackTimeoutMs: 60_000,
  });
}

/** The sample portfolio with fifty people for one report, and mails without attachments. */
export async function writePortfolio(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "chaos-portfolio-"));
  await cp("portfolio", folder, { recursive: true });
  const path = join(folder, "settings.yml");
  const settings = parseDocument(await readFile(path, "utf8"));
  const ids = Array.from({ length: RECIPIENTS }, (_, n) => `p${String(n + 1).padStart(2, "0")}`);
  for (const id of ids) {
    settings.setIn(["people", id], { name: `Person ${id}`, email: `${id}@example.com` });
  }
  settings.setIn(["audiences", REPORT], { to: ids });
  settings.setIn(["roles", "approver"], APPROVERS.slice(1));
  // What happens by itself at a time of day would make one run unlike another.
  settings.deleteIn(["schedules"]);
  await writeFile(path, String(settings));
  return folder;
}

/** What `startBot` needs to know, and where it differs from one bot to another. */
export function environment(own: Readonly<Record<string, string>>): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_PICTURES: "none",
    PORT: "0",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "chaos",
    AWS_SECRET_ACCESS_KEY: "chaos",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    SES_FROM_ADDRESS: "Exec Report <reports@example.com>",
    BCC_ADDRESS: "audit@example.com",
    RECIPIENT_HASH_KEY: Buffer.alloc(32, "chaos").toString("base64"),
    DATA_KEY: Buffer.alloc(32, "chaos-data").toString("base64"),
    LOG_LEVEL: "warn",
    ...own,
  };
}
