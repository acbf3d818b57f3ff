import { describe, expect, it } from "vitest";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { call, clientOf, EXEC, startSlack } from "./fake-slack-support.ts";

const SCOPES = ["chat:write", "files:write", "files:read"];
const start = () => startSlack({ scopes: SCOPES });

const PNG = Buffer.from("\u0089PNG\r\n\u001a\n and so on \u00ff", "latin1");
const JPEG = Buffer.from("\u00ff\u00d8\u00ff\u00e0", "latin1");

/** As the real client does it. */
async function upload(slack: FakeSlack, file = PNG, more: object = {}): Promise<string> {
  const options = { file, filename: "chart.png", title: "Burn", alt_text: "Burn rose.", ...more };
  const { files } = await clientOf(slack).filesUploadV2(options);
  return files[0]?.files?.[0]?.id ?? "";
}

const image = (source: object) => ({ type: "image", alt_text: "a", ...source });
const show = (slack: FakeSlack, block: object) =>
  call(slack, "chat.postMessage", { channel: EXEC, blocks: [block] });
const showFile = (slack: FakeSlack, id: string) => show(slack, image({ slack_file: { id } }));

const INVALID = {
  ok: false,
  error: "invalid_blocks",
  response_metadata: {
    messages: ["[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]"],
  },
};

describe("an upload", () => {
  it("goes the three ways of the real client, and is private to the bot", async () => {
    const slack = await start();
    const id = await upload(slack);

    expect(slack.files()).toMatchObject([
      { id, name: "chart.png", title: "Burn", altText: "Burn rose.", isCompleted: true },
    ]);
    expect(slack.files()[0]?.channel).toBeUndefined();
    expect(Buffer.from(slack.files()[0]?.content ?? [])).toEqual(PNG);
    expect(slack.calls.map(({ method, outcome }) => `${method} ${outcome}`)).toEqual([
      "files.getUploadURLExternal ok",
      "upload ok",
      "files.completeUploadExternal ok",
    ]);
  });

  it("says where it was shared", async () => {
    const slack = await start();
    await upload(slack, PNG, { channel_id: EXEC });
    expect(slack.files()[0]?.channel).toBe(EXEC);
  });

  it.each([
    ["files.getUploadURLExternal", "files:write"],
    ["files.completeUploadExternal", "files:write"],
    ["files.info", "files:read"],
  ])("%s needs %s", async (method, needed) => {
    const slack = await startSlack({ scopes: SCOPES.filter((scope) => scope !== needed) });
    expect(await call(slack, method)).toMatchObject({ error: "missing_scope", needed });
  });

  it("takes the bytes as they are, too, but only as many as were announced, and only once", async () => {
    const slack = await start();
    const { file_id: id, upload_url: url } = await call(slack, "files.getUploadURLExternal", {
      filename: "a.png",
      length: PNG.length,
    });
    const send = async (body: Buffer) =>
      (await fetch(String(url), { method: "POST", body: new Uint8Array(body) })).status;

    expect(await call(slack, "files.completeUploadExternal", { files: [{ id }] })).toMatchObject({
      error: "file_not_found",
    });
    expect(await send(PNG.subarray(1))).toBe(400);
    expect(await send(PNG)).toBe(200);
    expect(await call(slack, "files.completeUploadExternal", { files: [{ id }] })).toMatchObject({
      ok: true,
    });
    expect(await send(PNG)).toBe(400);
    expect((await fetch(`${String(url)}x`, { method: "POST", body: "a" })).status).toBe(400);
  });

  it.each([
    [{ filename: "", length: 1 }, "missing_argument"],
    [{ filename: "a.png", length: 0 }, "missing_argument"],
    [{ filename: "a.png", length: 1, alt_txt: "x".repeat(1_001) }, "alt_txt_too_large"],
    [{ filename: "a.png", length: 1, alt_txt: "x".repeat(1_000) }, undefined],
  ])("of %o is answered with %s", async (args, error) => {
    expect((await call(await start(), "files.getUploadURLExternal", args))["error"]).toBe(error);
  });

  it.each([
    ["files.getUploadURLExternal", { kind: "rate_limited", retryAfter: 7 }, { retryAfter: 7 }],
    ["files.completeUploadExternal", { kind: "error", error: "internal_error" }, {}],
    ["upload", { kind: "http", status: 503 }, { statusCode: 503 }],
    ["upload", { kind: "cut" }, { code: "slack_webapi_request_error" }],
  ] as const)("fails where %s misbehaves, with %o", async (method, behaviour, error) => {
    const slack = await start();
    slack.misbehave(method, behaviour);
    await expect(upload(slack)).rejects.toMatchObject(error);
    expect(slack.files().filter(({ isCompleted }) => isCompleted)).toEqual([]);
  });
});

describe("a file", () => {
  const typeOf = async (slack: FakeSlack, id: string) =>
    (await clientOf(slack).files.info({ file: id })).file?.mimetype;

  it("is processed when it was asked for twice", async () => {
    const slack = await start();
    const id = await upload(slack);
    expect([await typeOf(slack, id), await typeOf(slack, id)]).toEqual(["", "image/png"]);
  });

  it("is processed after as many calls as it is told, on command, or never", async () => {
    const slack = await start();
    slack.filesReadyAfter = 1;
    expect(await typeOf(slack, await upload(slack))).toBe("image/png");

    slack.filesReadyAfter = Number.POSITIVE_INFINITY;
    const id = await upload(slack, JPEG);
    const looks = [];
    for (let look = 0; look < 20; look += 1) looks.push(await typeOf(slack, id));
    expect(new Set(looks)).toEqual(new Set([""]));
    slack.processFiles();
    expect(await typeOf(slack, id)).toBe("image/jpeg");
  });

  it("is not there before it was completed, nor under another id", async () => {
    const slack = await start();
    slack.misbehave("files.completeUploadExternal", { kind: "error", error: "fatal_error" });
    await upload(slack).catch(() => undefined);
    const ids = [slack.files()[0]?.id, "F0NOWHERE1"];
    for (const file of ids) {
      expect(await call(slack, "files.info", { file })).toMatchObject({ error: "file_not_found" });
    }
  });
});

describe("a file in a message", () => {
  it("is refused until it is processed, in a new message and in a changed one", async () => {
    const slack = await start();
    const { ts } = await call(slack, "chat.postMessage", { channel: EXEC, text: "a" });
    const id = await upload(slack);
    const blocks = [image({ slack_file: { id } })];
    const update = () => call(slack, "chat.update", { channel: EXEC, ts, blocks });

    expect(await showFile(slack, id)).toEqual(INVALID);
    expect(await update()).toEqual(INVALID);
    slack.processFiles();
    expect(await showFile(slack, id)).toMatchObject({ ok: true });
    expect(await update()).toMatchObject({ ok: true });
  });

  it("must be a picture", async () => {
    const slack = await start();
    for (const content of [JPEG, Buffer.from("GIF89a")]) {
      const id = await upload(slack, content);
      slack.processFiles();
      expect(await showFile(slack, id)).toMatchObject({ ok: true });
    }
    const text = await upload(slack, Buffer.from("no picture"));
    slack.processFiles();
    expect(await showFile(slack, text)).toEqual(INVALID);
  });

  it("must be there, and be named as files are", async () => {
    const slack = await start();
    expect(await showFile(slack, "F0NOWHERE1")).toEqual(INVALID);
    expect(JSON.stringify(await showFile(slack, "chart.png"))).toContain("must match regex");
  });

  it("must be named in one way", async () => {
    const slack = await start();
    const id = await upload(slack);
    slack.processFiles();
    const both = image({ slack_file: { id, url: "https://example.com/a.png" } });
    expect(JSON.stringify(await show(slack, both))).toContain("exactly one of id and url");
    const twice = image({ slack_file: { id }, image_url: "https://example.com/a.png" });
    expect(JSON.stringify(await show(slack, twice))).toContain("image_url and slack_file");
  });

  it("is checked wherever an image may stand", async () => {
    const slack = await start();
    const element = image({ slack_file: { id: "F0NOWHERE1" } });
    const context = { type: "context", elements: [element] };
    expect(JSON.stringify(await show(slack, context))).toContain("/blocks/0/elements/0/slack_file");
  });
});
