import { expect, it } from "vitest";
import { asObject } from "../../support/fake-slack/json.ts";
import { findViewFaults } from "../../support/fake-slack/view-rules.ts";
import { clientOf, OWNER, startSlack } from "./fake-slack-support.ts";

/** Forms that are filled in, changed by the app, and filled in again. */
const plain = (text: string) => ({ type: "plain_text" as const, text });
const note = (block: string) => ({
  type: "input" as const,
  block_id: block,
  optional: true,
  label: plain("Note"),
  element: { type: "plain_text_input" as const, action_id: "note", initial_value: "none" },
});
const pick = (change: object) => ({
  type: "input",
  label: plain("When"),
  element: { action_id: "when", ...change },
});
const form = (blocks: readonly object[]) => ({
  type: "modal" as const,
  title: plain("Send a report"),
  submit: plain("Preview"),
  blocks,
});

async function openForm() {
  const slack = await startSlack();
  const client = clientOf(slack);
  const view = form([note("one")]);
  const opened = await client.apiCall("views.open", {
    trigger_id: slack.issueTrigger(OWNER),
    view,
  });
  return { slack, client, view: asObject(asObject(opened)["view"]) };
}

it("keeps what is filled in as long as block and action are called the same", async () => {
  const { slack, client, view } = await openForm();
  const filled = () => asObject(slack.modal(OWNER)?.state)["values"];
  slack.as(OWNER).fill({ note: "read this" });
  const update = (block: string, hash: unknown) =>
    client.apiCall("views.update", { view_id: view["id"], hash, view: form([note(block)]) });
  await update("one", view["hash"]);
  expect(filled()).toMatchObject({ one: { note: { value: "read this" } } });
  await expect(update("two", view["hash"])).rejects.toThrow("hash_conflict");
  await update("two", slack.modal(OWNER)?.hash);
  expect(filled()).toEqual({});
});

it("tells the bot of an answer only where the form says so", async () => {
  const { slack } = await openForm();
  const modal = slack.modal(OWNER);
  if (modal === undefined) throw new Error("Nothing is open.");
  expect(() => slack.as(OWNER).choose(modal, "note", "x")).toThrow("Nobody is told of note");
});

it.each([
  ["a time in milliseconds", { type: "datetimepicker", initial_date_time: 1_700_000_000_000 }],
  ["a placeholder for a time", { type: "datetimepicker", placeholder: plain("When") }],
  ["somebody who is no user", { type: "multi_users_select", initial_users: ["owner"] }],
  [
    "nothing chosen, said explicitly",
    { type: "checkboxes", options: [{ text: plain("A"), value: "a" }], initial_options: [] },
  ],
  ["options in two ways", { type: "static_select", options: [], option_groups: [] }],
])("refuses %s", (_case, element) => {
  expect(findViewFaults(form([pick(element)]), "modal")).not.toEqual([]);
});

it.each([
  { type: "datetimepicker", initial_date_time: 1_700_000_000 },
  { type: "multi_users_select", initial_users: ["U01ADMIN"] },
])("takes %o", (element) => {
  expect(findViewFaults(form([pick(element)]), "modal")).toEqual([]);
});
