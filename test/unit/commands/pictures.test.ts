import { WebAPIRequestError, WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSlackAnnouncer } from "../../../src/commands/announcer.ts";
import { createPatience } from "../../../src/commands/call-slack.ts";
import { createPictures } from "../../../src/commands/pictures/pictures.ts";
import { CLIENT_OPTIONS } from "../../../src/commands/slack-app.ts";
import type { PictureWay } from "../../../src/config.ts";
import type { Announcer } from "../../../src/dispatch/announcer-port.ts";
import type { InlineImage } from "../../../src/dispatch/artifact.ts";
import { createLog } from "../../../src/log.ts";
import { textsOf } from "../../support/fake-slack/dump.ts";
import { createFakeSlack, type FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { createTestClock, type TestClock } from "../../support/test-clock.ts";
import { SILENT } from "../support/fake-slack-support.ts";
import { dispatchIn, summary, chart as summaryChart } from "./samples.ts";

const chart: InlineImage = {
  cid: "chart-1",
  role: "chart",
  name: "chart-1.png",
  contentType: "image/png",
  content: Buffer.from("\u0089PNG\r\n\u001a\n and so on \u00ff", "latin1"),
  alt: "Burn rose from $7.2k in August to $8.1k in October.",
};
const dispatch = dispatchIn("awaiting_approval", { summary: { ...summary, chart: summaryChart } });

let slack: FakeSlack;
let clock: TestClock;
let stopping: AbortController;
let logged: string[];

beforeEach(async () => {
  clock = createTestClock();
  stopping = new AbortController();
  logged = [];
  slack = await createFakeSlack({
    botToken: "xoxb-test",
    signingSecret: "secret",
    teamId: "T01DEMO",
    scopes: ["chat:write", "files:write", "files:read"],
    channels: [{ id: "C01REPORTS", name: "reports" }],
    users: [],
  });
});
afterEach(() => slack.close());

function announcerWith(way: PictureWay): Announcer {
  const options = { slackApiUrl: slack.apiUrl, logger: SILENT };
  const client = new WebClient("xoxb-test", { ...CLIENT_OPTIONS, ...options });
  const linkTo = (id: string) => `https://example.com/charts/${id}.png`;
  return createSlackAnnouncer({
    client,
    patiently: createPatience(clock, stopping.signal),
    pictures: createPictures(way, { client, clock, stopping: stopping.signal, linkTo }),
    log: createLog("debug", (line) => logged.push(line)),
  });
}

const publish = () => announcerWith("upload").publishChart(dispatch, chart);
const waited = () => clock.waits.reduce((sum, wait) => sum + wait, 0);
const callsOf = (method: string) => slack.calls.filter((call) => call.method === method).length;

describe("an uploaded chart", () => {
  it("is private to the bot, described, and whole", async () => {
    const picture = await publish();

    const [file, ...others] = slack.files();
    expect(others).toEqual([]);
    expect(picture).toEqual({ kind: "file", id: file?.id });
    expect(file).toMatchObject({
      name: "chart-1.png",
      title: "CTO report, October 2026",
      altText: chart.alt,
    });
    expect(file?.channel).toBeUndefined();
    expect(Buffer.from(file?.content ?? [])).toEqual(chart.content);
  });

  it("is waited for until Slack has processed it, so that a message can show it", async () => {
    slack.filesReadyAfter = 4;
    const picture = await publish();

    expect(clock.waits).toEqual([250, 500, 1_000]);
    await announcerWith("upload").postPreview(
      "C01REPORTS",
      { ...dispatch, ...(picture && { picture }) },
      [],
    );
    expect(callsOf("chat.postMessage")).toBe(1);
    expect(slack.messages("reports")[0]?.blocks[3]).toMatchObject({
      type: "image",
      slack_file: { id: slack.files()[0]?.id },
    });
  });

  it("does not wait where there is nothing to wait for", async () => {
    slack.filesReadyAfter = 1;
    expect(await publish()).toMatchObject({ kind: "file" });
    expect(clock.waits).toEqual([]);
  });

  it("is given up after ten seconds, with a reason for the log", async () => {
    slack.filesReadyAfter = Number.POSITIVE_INFINITY;
    await expect(publish()).rejects.toMatchObject({ code: "picture_not_ready" });
    expect(waited()).toBeGreaterThan(9_000);
    expect(waited()).toBeLessThanOrEqual(10_000);
  });

  it("is not waited for once the bot stops", async () => {
    slack.filesReadyAfter = Number.POSITIVE_INFINITY;
    stopping.abort();
    await expect(publish()).rejects.toThrow();
    expect(clock.waits).toEqual([]);
  });

  it("has a description as long as Slack takes one", async () => {
    const long = { ...chart, alt: "x".repeat(1_001) };
    await announcerWith("upload").publishChart(dispatch, long);
    expect(slack.files()[0]?.altText).toBe(`${"x".repeat(999)}…`);
  });

  it.each(["files.getUploadURLExternal", "upload", "files.completeUploadExternal", "files.info"])(
    "has patience where %s is busy for a moment",
    async (method) => {
      slack.misbehave(method, { kind: "rate_limited", retryAfter: 5 });
      expect(await publish()).toMatchObject({ kind: "file" });
      expect(clock.waits).toContain(5_000);
      expect(slack.files().filter(({ isCompleted }) => isCompleted)).toHaveLength(1);
    },
  );

  it.each([
    ["busy for long", { kind: "rate_limited", retryAfter: 6 }],
    ["not reachable", { kind: "http", status: 503 }],
    ["closed to uploads", { kind: "error", error: "file_uploads_disabled" }],
  ] as const)("fails at once where Slack is %s", async (_, behaviour) => {
    slack.misbehave("files.getUploadURLExternal", behaviour);
    await expect(publish()).rejects.toThrow();
    expect(clock.waits).toEqual([]);
    expect(slack.calls).toHaveLength(1);
  });

  it.each(["cut", "cut_after"] as const)(
    "is never uploaded twice because a connection dropped (%s)",
    async (kind) => {
      slack.misbehave("upload", { kind });
      await expect(publish()).rejects.toThrow(WebAPIRequestError);
      expect(callsOf("upload")).toBe(1);
    },
  );
});

describe("other ways for a chart", () => {
  it("is an address, for Slack to fetch it from", async () => {
    expect(await announcerWith("link").publishChart(dispatch, chart)).toEqual({
      kind: "link",
      url: `https://example.com/charts/${dispatch.id}.png`,
    });
    expect(slack.calls).toEqual([]);
  });

  it("is none", async () => {
    expect(await announcerWith("none").publishChart(dispatch, chart)).toBeUndefined();
    expect(slack.calls).toEqual([]);
  });
});

describe("a message whose picture Slack does not take", () => {
  const gone = { ...dispatch, picture: { kind: "file", id: "F0NOWHERE1" } } as const;
  const link = { kind: "link", url: "https://example.com/charts/a.png" } as const;
  const unreachable = { ...dispatch, picture: link };
  const lastText = () => textsOf(slack.messages("reports").at(-1)?.blocks).join("\n");

  it("is posted with the values instead", async () => {
    const preview = await announcerWith("upload").postPreview("C01REPORTS", gone, []);
    expect(slack.messages("reports")).toMatchObject([{ ts: preview.ts }]);
    expect(lastText()).toContain("Oct 2026\n*8,100*");
    expect(logged.join("\n")).toContain("did not take the chart");
  });

  it("is changed to the values instead", async () => {
    const announcer = announcerWith("upload");
    const preview = await announcer.postPreview("C01REPORTS", dispatch, []);
    await announcer.updatePreview(preview, { ...gone, state: "voided" }, []);
    expect(lastText()).toMatch(/Oct 2026\n\*8,100\*[\s\S]*Withdrawn/);
  });

  it("is summarised with the values instead", async () => {
    await announcerWith("upload").postSummary("C01REPORTS", { ...gone, state: "sent" }, []);
    expect(lastText()).toContain("Oct 2026\n*8,100*");
  });

  it("is posted without the link where Slack cannot fetch it", async () => {
    slack.misbehave("chat.postMessage", { kind: "error", error: "invalid_blocks" });
    await announcerWith("link").postPreview("C01REPORTS", unreachable, []);
    expect(slack.messages("reports")[0]?.blocks.map(({ type }) => type)).not.toContain("image");
    expect(lastText()).toContain("Oct 2026\n*8,100*");
  });

  it.each([
    ["another refusal", { kind: "error", error: "not_in_channel" }],
    ["a dropped connection, which may have posted it", { kind: "cut_after" }],
  ] as const)("is not posted again after %s", async (_, behaviour) => {
    slack.misbehave("chat.postMessage", behaviour);
    const posting = announcerWith("link").postPreview("C01REPORTS", unreachable, []);
    await expect(posting).rejects.toThrow();
    expect(callsOf("chat.postMessage")).toBe(1);
  });

  it("is posted twice at most, and not again where there is no picture", async () => {
    const refused = { kind: "error", error: "invalid_blocks" } as const;
    slack.misbehave("chat.postMessage", refused, 9);
    const announcer = announcerWith("link");
    await expect(announcer.postPreview("C01REPORTS", unreachable, [])).rejects.toThrow("invalid");
    expect(callsOf("chat.postMessage")).toBe(2);
    await expect(announcer.postPreview("C01REPORTS", dispatch, [])).rejects.toThrow("invalid");
    expect(callsOf("chat.postMessage")).toBe(3);
  });
});
