import { describe, expect, it } from "vitest";
import { checkBlocks, type Surface } from "../../support/fake-slack/blocks.ts";
import { createFaults } from "../../support/fake-slack/faults.ts";
import { findViewFaults, isViewTooLarge } from "../../support/fake-slack/view-rules.ts";

function faultsOf(blocks: unknown, surface: Surface = "message"): readonly string[] {
  const faults = createFaults();
  checkBlocks(faults, "/blocks", blocks, surface);
  return faults.messages;
}

const x = (length: number) => "x".repeat(length);
const times = <T>(count: number, make: (n: number) => T) =>
  Array.from({ length: count }, (_, n) => make(n));
const plain = (text: string) => ({ type: "plain_text", text });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const section = (text: string) => ({ type: "section", text: mrkdwn(text) });
const fields = (all: readonly object[]) => ({ type: "section", fields: all });
const header = (text: object) => ({ type: "header", text });
const button = (more: object = {}) => ({ type: "button", text: plain("Approve"), ...more });
const actions = (elements: readonly object[]) => ({ type: "actions", elements });
const context = (elements: readonly object[]) => ({ type: "context", elements });
const image = (more: object) => ({
  type: "image",
  image_url: "https://example.com/a.png",
  ...more,
});
const option = (text: string, value: string) => ({ text: plain(text), value });
const select = (count: number, text = "CTO", value = "cto") => ({
  type: "static_select",
  options: times(count, () => option(text, value)),
});
const input = (more: object, label = "Period") => ({
  type: "input",
  label: plain(label),
  element: { type: "plain_text_input", ...more },
});
const confirm = (more: object) =>
  actions([
    button({
      confirm: {
        title: plain("Sure?"),
        text: plain("Really?"),
        confirm: plain("Yes"),
        deny: plain("No"),
        ...more,
      },
    }),
  ]);

describe("each limit, at it and one over", () => {
  it.each<[string, unknown, unknown, string]>([
    ["section text", section(x(3000)), section(x(3001)), "/text/text"],
    [
      "section fields",
      fields(times(10, () => mrkdwn("a"))),
      fields(times(11, () => mrkdwn("a"))),
      "/fields",
    ],
    ["a field", fields([mrkdwn(x(2000))]), fields([mrkdwn(x(2001))]), "/fields/0/text"],
    ["header", header(plain(x(150))), header(plain(x(151))), "/text/text"],
    [
      "button text",
      actions([button({ text: plain(x(75)) })]),
      actions([button({ text: plain(x(76)) })]),
      "/elements/0/text/text",
    ],
    [
      "button value",
      actions([button({ value: x(2000) })]),
      actions([button({ value: x(2001) })]),
      "/elements/0/value",
    ],
    [
      "button url",
      actions([button({ url: x(3000) })]),
      actions([button({ url: x(3001) })]),
      "/elements/0/url",
    ],
    [
      "action id",
      actions([button({ action_id: x(255) })]),
      actions([button({ action_id: x(256) })]),
      "/elements/0/action_id",
    ],
    [
      "block id",
      { ...section("a"), block_id: x(255) },
      { ...section("a"), block_id: x(256) },
      "/block_id",
    ],
    [
      "actions",
      actions(times(25, () => button())),
      actions(times(26, () => button())),
      "/elements",
    ],
    [
      "context",
      context(times(10, () => mrkdwn("a"))),
      context(times(11, () => mrkdwn("a"))),
      "/elements",
    ],
    ["alt text", image({ alt_text: x(2000) }), image({ alt_text: x(2001) }), "/alt_text"],
    ["options", actions([select(100)]), actions([select(101)]), "/elements/0/options"],
    [
      "option text",
      actions([select(1, x(75))]),
      actions([select(1, x(76))]),
      "/elements/0/options/0/text/text",
    ],
    [
      "option value",
      actions([select(1, "a", x(150))]),
      actions([select(1, "a", x(151))]),
      "/elements/0/options/0/value",
    ],
    [
      "placeholder",
      input({ placeholder: plain(x(150)) }),
      input({ placeholder: plain(x(151)) }),
      "/element/placeholder/text",
    ],
    ["input label", input({}, x(2000)), input({}, x(2001)), "/label/text"],
    ["max_length", input({ max_length: 3000 }), input({ max_length: 3001 }), "/element/max_length"],
    [
      "confirm title",
      confirm({ title: plain(x(100)) }),
      confirm({ title: plain(x(101)) }),
      "/elements/0/confirm/title/text",
    ],
    [
      "confirm text",
      confirm({ text: plain(x(300)) }),
      confirm({ text: plain(x(301)) }),
      "/elements/0/confirm/text/text",
    ],
    [
      "confirm button",
      confirm({ deny: plain(x(30)) }),
      confirm({ deny: plain(x(31)) }),
      "/elements/0/confirm/deny/text",
    ],
  ])("%s", (_, atLimit, over, pointer) => {
    expect(faultsOf([atLimit])).toEqual([]);
    expect(faultsOf([over])).toEqual([
      expect.stringContaining(`[json-pointer:/blocks/0${pointer}]`),
    ]);
  });

  it.each<[Surface, number]>([
    ["message", 50],
    ["modal", 100],
    ["home", 100],
  ])("blocks of a %s: %i", (surface, max) => {
    const dividers = (count: number) => times(count, () => ({ type: "divider" }));

    expect(faultsOf(dividers(max), surface)).toEqual([]);
    expect(faultsOf(dividers(max + 1), surface)).toEqual([
      `[ERROR] no more than ${max} items allowed [json-pointer:/blocks]`,
    ]);
  });
});

describe("what is refused however short", () => {
  it.each<[string, unknown, string]>([
    ["an empty text", section(""), "must be more than 0 characters"],
    ["an empty header", header(plain("")), "must be more than 0 characters"],
    ["an empty button value", actions([button({ value: "" })]), "must be more than 0 characters"],
    ["mrkdwn in a header", header(mrkdwn("a")), "must be one of: plain_text"],
    ["mrkdwn on a button", actions([button({ text: mrkdwn("a") })]), "must be one of: plain_text"],
    ["mrkdwn as an input's label", { ...input({}), label: mrkdwn("a") }, "plain_text"],
    [
      "emoji in mrkdwn",
      { type: "section", text: { ...mrkdwn("a"), emoji: true } },
      "property: emoji",
    ],
    ["a string for a text object", { type: "section", text: "a" }, "must provide an object"],
    ["a section of nothing", { type: "section" }, "must have text or fields"],
    ["no fields", fields([]), "no less than 1 items"],
    ["a field that is null", { type: "section", fields: [null] }, "missing required field"],
    ["actions without elements", actions([]), "no less than 1 items"],
    ["a select without options", actions([select(0)]), "no less than 1 items"],
    ["an image without alt text", image({}), "missing required field: alt_text"],
    ["an image of nowhere", { type: "image", alt_text: "a" }, "exactly one of image_url"],
    ["a style of its own", actions([button({ style: "default" })]), "primary, danger"],
    ["a misspelt property", { ...section("a"), blockid: "a" }, "property: blockid"],
    ["an unknown block", { type: "chart" }, "unsupported type: chart"],
    ["an input among buttons", actions([{ type: "plain_text_input" }]), "unsupported type"],
    [
      "a multi-select among buttons",
      actions([{ ...select(1), type: "multi_static_select" }]),
      "unsupported",
    ],
    ["a button as an input", { ...input({}), element: button() }, "unsupported type: button"],
    [
      "an initial option that is none",
      actions([{ ...select(1), initial_option: option("CFO", "cfo") }]),
      "must be one of the options",
    ],
    [
      "two elements of one action id",
      actions([button({ action_id: "a" }), button({ action_id: "a" })]),
      '"a" already exists',
    ],
  ])("%s", (_, block, problem) => {
    expect(faultsOf([block])).toEqual([expect.stringContaining(problem)]);
  });

  it("two blocks of one id", () => {
    const block = { ...section("a"), block_id: "same" };

    expect(faultsOf([block, block])).toEqual([
      '[ERROR] `block_id` "same" already exists [json-pointer:/blocks/1/block_id]',
    ]);
  });

  it("lists every fault, not just the first", () => {
    expect(faultsOf([section(""), header(mrkdwn("a")), { type: "chart" }])).toHaveLength(3);
  });

  it("the same action id in two blocks is fine", () => {
    const row = actions([button({ action_id: "open" })]);

    expect(faultsOf([row, row])).toEqual([]);
  });
});

describe("views", () => {
  const modal = (more: object = {}) => ({
    type: "modal",
    title: plain("Send"),
    blocks: [],
    ...more,
  });

  it.each<[string, object, object, string]>([
    ["title", { title: plain(x(24)) }, { title: plain(x(25)) }, "/view/title/text"],
    ["submit", { submit: plain(x(24)) }, { submit: plain(x(25)) }, "/view/submit/text"],
    ["close", { close: plain(x(24)) }, { close: plain(x(25)) }, "/view/close/text"],
    ["callback id", { callback_id: x(255) }, { callback_id: x(256) }, "/view/callback_id"],
    [
      "metadata",
      { private_metadata: x(3000) },
      { private_metadata: x(3001) },
      "/view/private_metadata",
    ],
  ])("%s, at its limit and one over", (_, atLimit, over, pointer) => {
    expect(findViewFaults(modal(atLimit), "modal")).toEqual([]);
    expect(findViewFaults(modal(over), "modal")).toEqual([
      expect.stringContaining(`[json-pointer:${pointer}]`),
    ]);
  });

  it("an input needs a submit button", () => {
    expect(findViewFaults(modal({ blocks: [input({})] }), "modal")).toEqual([
      expect.stringContaining("missing required field: submit"),
    ]);
    expect(findViewFaults(modal({ blocks: [input({})], submit: plain("Send") }), "modal")).toEqual(
      [],
    );
  });

  it("a modal needs a title, and is no home tab", () => {
    expect(findViewFaults({ type: "modal", blocks: [] }, "modal")).toHaveLength(1);
    expect(findViewFaults(modal(), "home")).toEqual([
      "[ERROR] must be one of: home [json-pointer:/view/type]",
    ]);
  });

  it("is too large above 250,000 bytes, not characters", () => {
    expect(isViewTooLarge("x".repeat(249_998))).toBe(false);
    expect(isViewTooLarge("x".repeat(249_999))).toBe(true);
    expect(isViewTooLarge("é".repeat(125_000))).toBe(true);
  });
});
