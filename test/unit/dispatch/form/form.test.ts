import { describe, expect, it } from "vitest";
import { buildForm, type FormBasis } from "../../../../src/dispatch/form/form.ts";
import type { FormFacts } from "../../../../src/dispatch/form/form-facts.ts";
import type { FormInput } from "../../../../src/dispatch/form/form-input.ts";
import { periodOptions } from "../../../../src/dispatch/form/period-options.ts";
import { REPORTS } from "../../../../src/reports/registry.ts";
import { dispatchIn, summary } from "../../commands/samples.ts";
import { basis, basisOf, settings } from "./sample-basis.ts";

const USUAL: FormInput = { report: "ceo", period: "2026-10", when: "approved" };

const form = (change: Partial<FormInput>, facts?: FormFacts, from: FormBasis = basis()) =>
  buildForm(from, { ...USUAL, ...change }, facts);

describe("a form", () => {
  it("that is drawn at once asks what the settings know, and says nothing of what is not known yet", () => {
    const registry = REPORTS.filter(({ id }) => id === "ceo" || id === "cto");
    expect(form({}, undefined, { ...basis(), registry })).toStrictEqual({
      reports: [
        { value: "ceo", label: "CEO report" },
        { value: "cto", label: "CTO report" },
      ],
      report: { value: "ceo", label: "CEO report" },
      periods: periodOptions(settings, basis().now),
      period: "2026-10",
      typedPeriod: "",
      chosenEntities: [],
      audience: [
        { value: "a", label: "Role a" },
        { value: "b", label: "Role b" },
      ],
      others: [
        { value: "c", label: "Role c" },
        { value: "d", label: "Role d" },
      ],
      isFirst: false,
      chosenPeople: ["a", "b"],
      attachments: ["pdf"],
      usualAttachments: ["pdf"],
      note: "",
      times: ["approved", "later", "schedule"],
      when: "approved",
      recurrence: "every monday 08:00",
      mayGoUnseen: false,
      approval: "required",
      ableToApprove: ["U01ADMIN", "U04SECOND"],
      approvals: 1,
      approvers: [],
    });
  });

  it("goes on showing whatever was filled in", () => {
    const filled: Partial<FormInput> = {
      ...{ attachments: ["csv"], usualAttachments: ["xlsx"], note: "Please look.", listed: ["a"] },
      ...{ when: "later", sendAt: "2026-11-02T08:00:00.000Z", approvers: ["U01ADMIN"] },
      recurrence: "every day 07:00",
    };
    expect(form(filled)).toMatchObject(filled);
  });

  it("shows the first report where the one that was asked for is not there any more", () => {
    const [first] = REPORTS;
    expect(form({ report: "weather" }).report).toEqual({ value: first?.id, label: first?.title });
  });

  it("cannot be without any report", () => {
    const nothing = { ...basis(), registry: [] };
    expect(() => form({}, undefined, nothing)).toThrow("There are no reports.");
  });

  it("says what could not be read", () => {
    expect(form({}, { fault: "The data cannot be read." })).toMatchObject({
      fault: "The data cannot be read.",
    });
  });
});

describe("a form that edits a draft", () => {
  const edited = dispatchIn("awaiting_approval", { summary });

  it("says which, and offers no schedule", () => {
    const { edited: which, times } = form({}, undefined, basis(settings, edited));
    expect(which).toBe("CTO report, October 2026");
    expect(times).toEqual(["approved", "later"]);
  });
});

describe("entities of a form", () => {
  const entities = [
    { value: "jada", label: "Jada Books" },
    { value: "qdn", label: "Quarry Down" },
    { value: "hm", label: "Harbor Mill" },
  ];

  it("are chosen by id or name, as people type them", () => {
    const { chosenEntities } = form({ entities: [" QDN ", "jada books"] }, { entities });
    expect(chosenEntities).toEqual(["jada", "qdn"]);
  });

  it("are all offered, and none chosen, where nothing was typed that there is", () => {
    expect(form({ entities: ["nowhere"] }, { entities })).toMatchObject({
      entities,
      chosenEntities: [],
    });
  });

  it("cannot be chosen while they are not known", () => {
    const unknown = form({ entities: ["jada"] });
    expect(unknown).not.toHaveProperty("entities");
    expect(unknown.chosenEntities).toEqual([]);
  });
});

describe("people of a form", () => {
  it("are each asked about once, however often the audience names them", () => {
    const ceo = { to: ["b", "a", "b"] };
    const { audience } = form({}, undefined, basis({ ...settings, audiences: { ceo } }));
    expect(audience.map(({ value }) => value)).toEqual(["b", "a"]);
  });

  it("are those who are in the settings", () => {
    const ceo = { to: ["a", "gone"] };
    const { audience } = form({}, undefined, basis({ ...settings, audiences: { ceo } }));
    expect(audience).toEqual([{ value: "a", label: "Role a" }]);
  });

  it("stay ticked as they were, of the audience and of the others", () => {
    expect(form({ audience: ["b"], others: ["d"] }).chosenPeople).toEqual(["b", "d"]);
    expect(form({ others: ["d"] }).chosenPeople).toEqual(["a", "b", "d"]);
  });

  it("are new where others got this report before, and they did not", () => {
    const { audience, others, isFirst } = form({}, { earlierRecipients: ["Role a", "Role d"] });
    const isNew = [...audience, ...others].map((one) => [one.value, one.isNew]);
    expect(isNew).toEqual([
      ["a", false],
      ["b", true],
      ["c", true],
      ["d", false],
    ]);
    expect(isFirst).toBe(false);
  });

  it("are not called new where everybody is: it is said once that the report is", () => {
    const { audience, isFirst } = form({}, { earlierRecipients: [] });
    expect(audience[0]).toStrictEqual({ value: "a", label: "Role a" });
    expect(isFirst).toBe(true);
  });

  it("are not called new where the record cannot be read", () => {
    const { audience, isFirst } = form({}, { fault: "The record cannot be read." });
    expect(audience[0]).toStrictEqual({ value: "a", label: "Role a" });
    expect(isFirst).toBe(false);
  });
});

describe("a report without an audience", () => {
  it("is one for nobody, without attachments and without a last resort where there is none", () => {
    const alone = form({ report: "cfo" });
    expect(alone).toMatchObject({ audience: [], chosenPeople: [], attachments: [] });
    expect(alone.others).toHaveLength(4);
    expect(alone).not.toHaveProperty("lastResort");
  });
});

describe("a schedule that sends a report unseen", () => {
  const approval = { schedulesMaySend: true };
  const unseen = { ...settings, approval };

  it("needs an approval unless an admin says otherwise", () => {
    const admin = basisOf("U01ADMIN", unseen);
    expect(form({}, undefined, admin)).toMatchObject({ mayGoUnseen: true, approval: "required" });
    expect(form({ approval: "not_needed" }, undefined, admin).approval).toBe("not_needed");
  });

  it("is not for others to make, nor where the rules allow none", () => {
    for (const from of [basisOf("U04SECOND", unseen), basisOf("U01ADMIN", settings)]) {
      expect(form({ approval: "not_needed" }, undefined, from)).toMatchObject({
        mayGoUnseen: false,
        approval: "required",
      });
    }
  });
});
