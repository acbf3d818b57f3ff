import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSlackAnnouncer } from "../../../src/commands/announcer.ts";
import { createPatience } from "../../../src/commands/call-slack.ts";
import { createOpenForms } from "../../../src/commands/open-forms.ts";
import { register } from "../../../src/commands/register.ts";
import { createSlackApp, SLACK_PATH } from "../../../src/commands/slack-app.ts";
import type { Dispatch } from "../../../src/dispatch/dispatch.ts";
import type { Dispatcher } from "../../../src/dispatch/dispatcher.ts";
import { MailTooLargeError, NotAllowedError, PortfolioError } from "../../../src/errors.ts";
import { createLog } from "../../../src/log.ts";
import { startWebServer, type WebServer } from "../../../src/web/server.ts";
import { createFakeSlack, type FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { createTestClock } from "../../support/test-clock.ts";
import { dispatchIn, mailFacts } from "./samples.ts";

const MB = 1024 * 1024;
const tooLarge = dispatchIn("awaiting_approval", {
  mail: mailFacts({
    bytes: 12.3 * MB,
    attachments: [{ name: "cfo-2026-10.pdf", bytes: 8.1 * MB }],
  }),
});

let slack: FakeSlack;
let web: WebServer;
/** What the use cases were asked for, and what they do about it. */
let leftOut: Parameters<Dispatcher["leaveOut"]>[];
let leaveOut: () => ReturnType<Dispatcher["leaveOut"]>;
let showPreview: (dispatch: Dispatch) => Promise<void>;

/** The Slack side as it is, in front of use cases that only note what they are asked for. */
beforeEach(async () => {
  slack = await createFakeSlack({
    botToken: "xoxb-test",
    signingSecret: "secret",
    teamId: "T01DEMO",
    scopes: ["chat:write"],
    channels: [{ id: "C01REPORTS", name: "reports" }],
    users: [{ id: "U02MEMBER", name: "member" }],
  });
  const log = createLog("silent");
  const { app, handleRequest } = await createSlackApp(
    { mode: "http", botToken: "xoxb-test", signingSecret: "secret", apiUrl: slack.apiUrl },
    log,
    createTestClock(),
  );
  const patiently = createPatience(createTestClock(), new AbortController().signal);
  leftOut = [];
  leaveOut = async () => undefined;
  const notAsked = () => Promise.reject(new Error("nobody asked for this"));
  const dispatcher: Dispatcher = {
    assertMember: notAsked,
    listRoles: notAsked,
    keepMissed: async () => undefined,
    listMissed: async () => [],
    draft: notAsked,
    assertDecidable: notAsked,
    reject: notAsked,
    recall: notAsked,
    goOn: notAsked,
    sendTest: notAsked,
    getPdf: notAsked,
    history: notAsked,
    status: notAsked,
    findFailed: notAsked,
    findHeld: notAsked,
    retryFailed: notAsked,
    settleUncertain: notAsked,
    findUncertain: notAsked,
    makeFreshPreview: notAsked,
    openForm: notAsked,
    readFormFacts: notAsked,
    edit: notAsked,
    exampleEntity: notAsked,
    latest: notAsked,
    takeFeedback: notAsked,
    listSuppressions: notAsked,
    liftSuppression: notAsked,
    send: notAsked,
    recover: notAsked,
    stop: notAsked,
    approve: () => Promise.reject(new MailTooLargeError("It is too large.", { hint: "Cut it." })),
    leaveOut: async (...asked) => {
      leftOut.push(asked);
      return await leaveOut();
    },
  };
  const scheduler = {
    list: notAsked,
    plan: notAsked,
    make: notAsked,
    save: notAsked,
    setPaused: notAsked,
    remove: notAsked,
    runNow: notAsked,
    runDue: notAsked,
  };
  const clock = createTestClock();
  const openForms = createOpenForms(app.client, patiently);
  const home = { open: notAsked, choose: notAsked, send: notAsked, refresh: () => undefined };
  const digests = { show: notAsked };
  const rest = { scheduler, digests, home, registry: [], patiently, openForms, clock, log };
  register(app, { dispatcher, ...rest, track: (work) => work });
  const routes = handleRequest === undefined ? {} : { [`POST ${SLACK_PATH}`]: handleRequest };
  web = await startWebServer({ port: 0, host: "127.0.0.1", routes, log });
  slack.requestUrl = `http://127.0.0.1:${web.port}${SLACK_PATH}`;
  const pictures = async () => undefined;
  const announcer = createSlackAnnouncer({ client: app.client, patiently, pictures, log });
  showPreview = async (dispatch) => {
    await announcer.postPreview("C01REPORTS", dispatch, []);
  };
});
afterEach(async () => {
  await web.stop();
  await slack.close();
});

async function click(label: string) {
  const [preview] = slack.messages("reports");
  if (preview === undefined) throw new Error("There is no preview.");
  return await slack.as("U02MEMBER").click(preview, label);
}

const whisper = (text: string) =>
  slack.waitFor(
    () => slack.ephemerals("U02MEMBER").find((message) => message.text.includes(text)),
    `"${text}"`,
  );

describe("Leave out", () => {
  const LABEL = "Leave out cfo-2026-10.pdf (8.1 MB)";
  beforeEach(() => showPreview(tooLarge));

  it("asks for a draft without the file, in the name of whoever clicked, once for each click", async () => {
    const first = await click(LABEL);
    await slack.redeliver(first);
    await click(LABEL);

    const requester = { userId: "U02MEMBER", teamId: "T01DEMO" };
    const asked = [tooLarge.id, "cfo-2026-10.pdf", requester];
    await slack.waitFor(() => leftOut.length === 3, "three deliveries");
    expect(leftOut.map(([id, attachment, by]) => [id, attachment, by])).toEqual([
      asked,
      asked,
      asked,
    ]);
    const [one, again, other] = leftOut.map(([, , , onceKey]) => onceKey);
    expect(one).toMatch(/^leave-out#.+/);
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  it("is acknowledged before anything is worked out", async () => {
    let finish = () => {};
    leaveOut = () =>
      new Promise((resolve) => {
        finish = () => resolve(undefined);
      });
    expect(await click(LABEL)).toMatchObject({ status: 200 });
    finish();
  });

  it("tells whoever clicked why it did not work", async () => {
    leaveOut = () => Promise.reject(new NotAllowedError("You may not ask for reports."));
    await click(LABEL);
    await whisper("You may not ask for reports.");
  });

  it("tells whoever clicked that the data is not as it stands on disk", async () => {
    const outdatedBy = new PortfolioError([
      { file: "settings.yml", line: 3, column: 1, path: "name", problem: "is missing" },
    ]);
    leaveOut = async () => ({ dispatch: tooLarge, old: tooLarge, outdatedBy });
    await click(LABEL);
    await whisper("settings.yml:3:1 name: is missing");
  });

  it("says where the smaller one stands, where the message shows nothing of it", async () => {
    const preview = { channel: "C01REPORTS", ts: "1.000001" };
    leaveOut = async () => ({ dispatch: { ...tooLarge, preview }, old: { ...tooLarge, preview } });
    await click(LABEL);
    await whisper("A fresh preview of CTO report, October 2026 stands in <#C01REPORTS>.");
  });
});

describe("Approve of a preview from before the mail was known to be too large", () => {
  it("tells whoever clicked what is the matter and what to do", async () => {
    await showPreview(dispatchIn("awaiting_approval"));
    await click("Approve");
    await whisper("It is too large. Cut it.");
  });
});
