import { createHmac, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { type DemoSettings, WORKSPACE } from "../settings.ts";

/** Where the page tells of an answer in a form. */
export const VIEW_ACTION_PATH = "/_demo/view-action";

const viewAction = z.object({
  user: z.string(),
  view: z.looseObject({ id: z.string() }),
  action: z.looseObject({ action_id: z.string(), block_id: z.string(), type: z.string() }),
  values: z.record(z.string(), z.unknown()),
});

/**
 * Tells the bot of an answer in a form, signed as Slack does. The local Slack knows such answers in messages only. A bot
 * in Socket Mode is not told; it asks again when the form is sent.
 *
 * @returns The HTTP status for the page.
 */
export async function passViewAction(
  request: IncomingMessage,
  body: Buffer,
  settings: DemoSettings,
): Promise<number> {
  // A page from elsewhere cannot send this type without asking first.
  if (request.headers["content-type"] !== "application/json") return 415;
  if (settings.slackMode === "socket") return 409;
  const parsed = viewAction.safeParse(JSON.parse(body.toString()));
  if (!parsed.success) return 400;
  const payload = new URLSearchParams({ payload: JSON.stringify(buildPayload(parsed.data)) });
  return await deliver(payload.toString(), settings.botPort);
}

function buildPayload({ user, view, action, values }: z.infer<typeof viewAction>) {
  const { teamId } = WORKSPACE;
  const name = WORKSPACE.people.find(({ id }) => id === user)?.name ?? user;
  return {
    type: "block_actions",
    team: { id: teamId, domain: "exec-report-demo" },
    user: { id: user, username: name, name, team_id: teamId },
    api_app_id: "A01EXECREPORT",
    token: "verification-token",
    enterprise: null,
    is_enterprise_install: false,
    container: { type: "view", view_id: view.id },
    view: { ...view, state: { values } },
    trigger_id: randomUUID(),
    actions: [{ ...action, action_ts: String(Date.now() / 1000) }],
  };
}

async function deliver(body: string, botPort: number): Promise<number> {
  const timestamp = Math.floor(Date.now() / 1000);
  const hmac = createHmac("sha256", WORKSPACE.signingSecret);
  const signature = hmac.update(`v0:${timestamp}:${body}`).digest("hex");
  const { status } = await fetch(`http://127.0.0.1:${botPort}/slack/events`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": String(timestamp),
      "x-slack-signature": `v0=${signature}`,
    },
    body,
  });
  return status;
}
