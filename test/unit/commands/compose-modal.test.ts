import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  buildClosedModal,
  buildComposeModal,
} from "../../../src/commands/views/compose/compose-modal.ts";
import { readFormState } from "../../../src/commands/views/compose/form-state.ts";
import { ACTIONS } from "../../../src/commands/views/compose/ids.ts";
import { readReference, writeReference } from "../../../src/commands/views/compose/metadata.ts";
import type { Form, PersonOption } from "../../../src/dispatch/form/form.ts";
import { APPROVAL_NEEDS, SEND_TIMES } from "../../../src/dispatch/form/form-input.ts";
import { ATTACHMENT_KINDS } from "../../../src/portfolio/portfolio.ts";
import { parseRecurrence } from "../../../src/portfolio/recurrence/parse-recurrence.ts";
import type { FormOutlook } from "../../../src/schedule/schedule-form.ts";
import { asObjects } from "../../support/fake-slack/json.ts";
import type { SlackView } from "../../support/fake-slack/types.ts";
import { findViewFaults, isViewTooLarge } from "../../support/fake-slack/view-rules.ts";
import { buildViewState } from "../../support/fake-slack/view-state.ts";
import { assertHarmless, hostileText, said } from "./samples.ts";

const REFERENCE = { channel: "C01REPORTS", edits: "01KB0000000000000000000000" };
const outlook: FormOutlook = {
  recurrence: parseRecurrence("every monday 08:00"),
  timeZone: "America/Los_Angeles",
  nextRuns: [new Date("2026-11-02T16:00:00.000Z")],
};
const draw = (form: Form, told: FormOutlook = outlook) => {
  const shown = { outlook: told, isNews: true };
  return buildComposeModal(form, { reference: REFERENCE, daysAhead: 14, shown });
};
const person = (value: string, label = value): PersonOption => ({ value, label, isNew: false });

const plainForm: Form = {
  reports: [
    { value: "ceo", label: "CEO report" },
    { value: "cto", label: "CTO report" },
  ],
  report: { value: "cto", label: "CTO report" },
  periods: [{ value: "2026-10", label: "October 2026" }],
  period: "2026-10",
  typedPeriod: "",
  chosenEntities: [],
  audience: [person("owner", "Owner"), { ...person("cto", "Technology lead"), isNew: true }],
  others: [person("web", "Web developer")],
  isFirst: false,
  chosenPeople: ["owner", "cto"],
  attachments: ["pdf"],
  usualAttachments: ["pdf"],
  note: "",
  times: SEND_TIMES,
  when: "approved",
  recurrence: "every monday 08:00",
  mayGoUnseen: true,
  approval: "required",
  ableToApprove: ["U01ADMIN", "U04SECOND"],
  approvals: 1,
  approvers: [],
};

function assertSlackShows(view: { readonly blocks: unknown }): void {
  const sent: unknown = JSON.parse(JSON.stringify(view));
  expect(findViewFaults(sent, "modal")).toEqual([]);
  expect(isViewTooLarge(sent)).toBe(false);
  assertHarmless(view.blocks);
}

/** What Slack sends back of a form in which nobody has touched anything. */
function untouched(form: Form) {
  const view = JSON.parse(JSON.stringify(draw(form))) as SlackView;
  const state = buildViewState({ ...view, state: {} }, {});
  return readFormState(state["values"] as Parameters<typeof readFormState>[0]);
}

describe("the form", () => {
  it("names every question, and its hints tell what cannot be seen", () => {
    const view = draw(plainForm);
    assertSlackShows(view);
    const inputs = view.blocks.filter(({ type }) => type === "input");
    expect(inputs).toHaveLength(8);
    for (const block of inputs) {
      expect(block).toMatchObject({ label: { text: expect.stringMatching(/\w/) } });
    }
    expect(said(view.blocks)).toContain("New: has not got this report before.");
    expect(said(view.blocks)).toContain("May approve it: <@U01ADMIN>, <@U04SECOND>");
    expect(said(view.blocks)).toContain("Technology lead (new)");
  });

  it("says once that nobody has got the report before, instead of marking everybody", () => {
    const audience = [person("owner", "Owner")].map(({ value, label }) => ({ value, label }));
    const { blocks } = draw({ ...plainForm, audience, isFirst: true });
    expect(said(blocks)).toContain("Nobody has got this report before.");
    expect(said(blocks)).not.toContain("(new)");
  });

  it("says who gets a report for which the settings name nobody, if anybody", () => {
    const nobody = { ...plainForm, audience: [], chosenPeople: [] };
    expect(said(draw(nobody).blocks)).not.toContain("name nobody");
    const view = draw({ ...nobody, lastResort: "Boss" });
    assertSlackShows(view);
    expect(said(view.blocks)).toContain("it goes to Boss, unless you choose others.");
    expect(said(view.blocks)).toContain("Who gets it this time");
    expect(said(draw({ ...nobody, lastResort: "Boss", others: [] }).blocks)).toContain(
      "it goes to Boss.",
    );
  });

  it("lists a long audience to search in, and says how many there is no room for", () => {
    const many = Array.from({ length: 1_000 }, (_, n) => person(`p${n}`, `Role ${n}`));
    const view = draw({ ...plainForm, audience: many, chosenPeople: many.map((it) => it.value) });
    assertSlackShows(view);
    const listed = new Set(JSON.stringify(view.blocks).match(/"p\d+"/g));
    const [, rest = ""] = / (\d+) more of them get it too/.exec(said(view.blocks)) ?? [];
    expect(listed.size + Number(rest)).toBe(1_000);
    expect(JSON.stringify(view.blocks)).toContain('"101 to 200"');
  });

  it("reads back what it was drawn with, whatever that is", () => {
    const some = (ids: readonly string[]) => fc.subarray([...ids]);
    const people = ["owner", "cto", "web"];
    const filled = fc.record({
      report: fc.constantFrom(...plainForm.reports),
      period: fc.constantFrom("2026-10", "other"),
      typedPeriod: fc.constantFrom("2026-Q3", "soon"),
      entities: fc.constant(["jada", "qdn", "dc"].map((id) => person(id))),
      chosenEntities: some(["jada", "qdn", "dc"]),
      chosenPeople: some(people),
      attachments: fc.subarray([...ATTACHMENT_KINDS]),
      note: fc.constantFrom("a", "two\nlines"),
      when: fc.constantFrom(...SEND_TIMES),
      sendAt: fc.constant("2026-11-02T08:00:00.000Z"),
      recurrence: fc.constantFrom("every monday 08:00", "0 8 * * 1 in Berlin"),
      mayGoUnseen: fc.boolean(),
      approval: fc.constantFrom(...APPROVAL_NEEDS),
      approvers: some(["U01ADMIN", "U04SECOND"]),
    });
    fc.assert(
      fc.property(filled, (change) => {
        const approval = change.mayGoUnseen ? change.approval : ("required" as const);
        const form = { ...plainForm, ...change, approval };
        const isSchedule = form.when === "schedule";
        const { typedPeriod, sendAt, recurrence, ...input } = untouched(form);
        expect(input).toEqual({
          report: form.report.value,
          period: form.period,
          entities: form.chosenEntities,
          audience: ["owner", "cto"].filter((id) => form.chosenPeople.includes(id)),
          others: ["web"].filter((id) => form.chosenPeople.includes(id)),
          attachments: form.attachments,
          note: form.note,
          when: form.when,
          ...(isSchedule && form.mayGoUnseen && { approval }),
          ...(!(isSchedule && approval === "not_needed") && { approvers: form.approvers }),
        });
        expect(recurrence).toBe(isSchedule ? form.recurrence : undefined);
        expect(typedPeriod).toBe(form.period === "other" ? form.typedPeriod : undefined);
        expect(sendAt).toBe(form.when === "later" ? form.sendAt : undefined);
      }),
    );
  });

  const option = fc.record({ value: hostileText, label: hostileText });
  const hostileForm: fc.Arbitrary<Form> = fc
    .record({
      names: fc.array(hostileText, { maxLength: 30 }),
      ids: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 160 }), { maxLength: 60 }),
      text: hostileText,
      other: fc.boolean(),
      nobody: fc.boolean(),
      when: fc.constantFrom(...SEND_TIMES),
      fault: fc.option(hostileText, { nil: undefined }),
    })
    .chain(({ names, ids, text, other, nobody, when, fault }) => {
      const people = ids.map((id, n) => ({
        ...person(id, names[n % Math.max(1, names.length)]),
        isNew: n % 2 === 0,
      }));
      return option.map(
        (report): Form => ({
          ...plainForm,
          edited: text,
          report: { value: report.value || "x", label: report.label },
          typedPeriod: text,
          period: other ? "other" : "2026-10",
          entities: people,
          chosenEntities: ids,
          audience: nobody ? [] : people,
          ...(nobody && { lastResort: text }),
          others: people,
          chosenPeople: ids,
          note: text.slice(0, 1_000),
          when,
          sendAt: text,
          recurrence: text,
          ableToApprove: names,
          ...(fault !== undefined && { fault }),
        }),
      );
    });

  it("is shown by Slack whatever names, notes and faults hold", () => {
    fc.assert(
      fc.property(hostileForm, hostileText, (form, problem) => {
        assertSlackShows(draw(form));
        assertSlackShows(draw(form, { problem }));
      }),
    );
  });

  it.each(["x", "&", "😀", "ア", '"'])("is shown by Slack at its largest, of %s", (unit) => {
    const long = unit.repeat(2_000 / unit.length);
    const people = Array.from({ length: 500 }, (_, n) => ({
      ...person(`${n}`.padEnd(150, "p"), `${n}${long}`),
      isNew: true,
    }));
    const ids = people.map(({ value }) => value);
    const form = (when: Form["when"]): Form => ({
      ...plainForm,
      edited: long,
      reports: people.slice(0, 150),
      report: { value: "cto".padEnd(300, "x"), label: long },
      typedPeriod: long,
      period: "other",
      entities: people,
      chosenEntities: [],
      audience: people,
      others: people,
      chosenPeople: ids.slice(0, 140),
      note: long.slice(0, 1_000),
      when,
      sendAt: "2026-11-02T08:00:00.000Z",
      recurrence: long,
      ableToApprove: people.map((_, n) => `U${n}`),
      approvers: people.map((_, n) => `U${n}`),
      fault: long,
    });
    for (const when of SEND_TIMES) assertSlackShows(draw(form(when), { problem: long }));
  });

  it("gives way to a reason where nothing is left to fill in", () => {
    fc.assert(fc.property(hostileText, (reason) => assertSlackShows(buildClosedModal(reason))));
    expect(buildClosedModal("No.")).not.toHaveProperty("submit");
  });

  it("carries references, and nothing else is one", () => {
    expect(readReference(writeReference(REFERENCE))).toEqual(REFERENCE);
    expect(readReference(writeReference({ channel: "C1" }))).toEqual({ channel: "C1" });
    for (const wrong of ["", "{}", "01KB", '{"channel":1}']) {
      expect(() => readReference(wrong)).toThrow();
    }
  });

  it("asks for each thing once", () => {
    const ids = asObjects(JSON.parse(JSON.stringify(draw(plainForm).blocks))).map(
      (it) => it["block_id"],
    );
    const named = ids.filter((id) => id !== undefined);
    expect(new Set(named).size).toBe(named.length);
    expect(new Set(Object.values(ACTIONS)).size).toBe(Object.values(ACTIONS).length);
  });
});
