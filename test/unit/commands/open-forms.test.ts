import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOpenForms, type OpenForms } from "../../../src/commands/open-forms.ts";
import { CLIENT_OPTIONS } from "../../../src/commands/slack-app.ts";
import { buildClosedModal } from "../../../src/commands/views/compose/compose-modal.ts";
import { textsOf } from "../../support/fake-slack/dump.ts";
import {
  createFakeSlack,
  type FakeSlack,
  type SlackView,
} from "../../support/fake-slack/fake-slack.ts";

/** Forms that are drawn anew while people act in them. */
let slack: FakeSlack;
let client: WebClient;
let forms: OpenForms;
let view: SlackView;
beforeEach(async () => {
  slack = await createFakeSlack({
    botToken: "xoxb-test",
    signingSecret: "secret",
    teamId: "T1",
    scopes: [],
    channels: [],
    users: [{ id: "U1", name: "one" }],
  });
  client = new WebClient("xoxb-test", { ...CLIENT_OPTIONS, slackApiUrl: slack.apiUrl });
  forms = createOpenForms(client, (call) => call());
  const opened = { trigger_id: slack.issueTrigger("U1"), view: buildClosedModal("0") };
  await client.views.open(opened);
  view = modal();
});
afterEach(() => slack.close());

function modal(): SlackView {
  const open = slack.modal("U1");
  if (open === undefined) throw new Error("Nothing is open.");
  return open;
}
const said = () => textsOf(modal().blocks).join();
const redraw = (actedAt: number, hash = view.hash) =>
  forms.redraw({ id: view.id, hash, actedAt }, buildClosedModal(String(actedAt)));

describe("redraw", () => {
  it("draws the later of two actions last, though both saw the same view", async () => {
    expect(await Promise.all([redraw(1), redraw(2)])).toEqual([expect.any(Boolean), true]);
    expect(said()).toContain("2");
  });

  it("never draws an action over a later one", async () => {
    expect(await redraw(2)).toBe(true);
    expect(await redraw(1)).toBe(false);
    expect(said()).toContain("2");
  });

  it("draws the same action again once more is known of it", async () => {
    expect([await redraw(1), await redraw(1)]).toEqual([true, true]);
  });

  it("leaves what another process has drawn, and goes on from there at the next action", async () => {
    await redraw(1);
    const elsewhere = createOpenForms(client, (call) => call());
    await elsewhere.redraw(
      { id: view.id, hash: modal().hash, actedAt: 2 },
      buildClosedModal("elsewhere"),
    );
    expect(await redraw(3)).toBe(false);
    expect(said()).toContain("elsewhere");
    expect(await redraw(4, modal().hash)).toBe(true);
  });

  it("draws at once what somebody does in a view that was changed elsewhere before they saw it", async () => {
    await redraw(1);
    const elsewhere = createOpenForms(client, (call) => call());
    await elsewhere.redraw(
      { id: view.id, hash: modal().hash, actedAt: 1 },
      buildClosedModal("elsewhere"),
    );
    expect(await redraw(2, modal().hash)).toBe(true);
    expect(said()).toContain("2");
    // And goes on from there.
    expect(await redraw(3)).toBe(true);
  });

  it("is quiet about a form that was closed, and tells of other failures", async () => {
    slack.misbehave("views.update", { kind: "error", error: "not_found" });
    expect(await redraw(1)).toBe(false);
    slack.misbehave("views.update", { kind: "error", error: "internal_error" });
    await expect(redraw(2)).rejects.toThrow("internal_error");
    expect(await redraw(3)).toBe(true);
  });
});
