import { describe, expect, it } from "vitest";
import { type FormInput, OTHER_PERIOD } from "../../../../src/dispatch/form/form-input.ts";
import { toChoices } from "../../../../src/dispatch/form/to-choices.ts";
import { settings } from "./sample-basis.ts";

const USUAL: FormInput = { report: "ceo", period: "2026-10", when: "approved" };
const choices = (change: Partial<FormInput>) => toChoices(settings, { ...USUAL, ...change });

describe("what a form chooses", () => {
  it("is the period alone where nothing else was asked", () => {
    expect(choices({})).toStrictEqual({ period: "2026-10" });
  });

  it("is written without the white space around it", () => {
    const typed = { period: OTHER_PERIOD, typedPeriod: " 2025-q3\n", note: "\n Please look. " };
    expect(choices(typed)).toStrictEqual({ period: "2025-q3", note: "Please look." });
    expect(choices({ note: " \n " })).not.toHaveProperty("note");
  });

  it("is several entities at once, and those who are to approve it", () => {
    const chosen = { entities: ["jada", "qdn"], approvers: ["U01ADMIN"] };
    const written = { period: "2026-10", entity: "jada,qdn", approvers: ["U01ADMIN"] };
    expect(choices(chosen)).toStrictEqual(written);
    expect(choices({ entities: [], approvers: [] })).toStrictEqual({ period: "2026-10" });
  });

  it("is no period where nothing was typed", () => {
    expect(choices({ period: OTHER_PERIOD }).period).toBe("");
  });

  it("is a time only where it is to be sent later, and one was chosen", () => {
    const sendAt = "2026-11-02T08:00:00.000Z";
    expect(choices({ when: "later", sendAt })).toStrictEqual({ period: "2026-10", sendAt });
    expect(choices({ when: "approved", sendAt })).not.toHaveProperty("sendAt");
    expect(choices({ when: "schedule", sendAt })).not.toHaveProperty("sendAt");
    expect(choices({ when: "later" })).not.toHaveProperty("sendAt");
  });

  it("is everybody of the audience and whoever is added, where the audience was not asked about", () => {
    expect(choices({ others: ["d"] }).recipients).toEqual(["a", "b", "d"]);
  });

  it("is those who were added alone, where the report has no audience", () => {
    expect(choices({ report: "cfo", others: ["d"] }).recipients).toEqual(["d"]);
    expect(choices({ report: "cfo", attachments: [] })).not.toHaveProperty("attachments");
  });
});
