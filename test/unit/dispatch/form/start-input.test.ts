import { describe, expect, it } from "vitest";
import type { DraftChoices } from "../../../../src/dispatch/choices.ts";
import { findFormFaults } from "../../../../src/dispatch/form/form-faults.ts";
import { OTHER_PERIOD } from "../../../../src/dispatch/form/form-input.ts";
import { startInput } from "../../../../src/dispatch/form/start-input.ts";
import { dispatchIn } from "../../commands/samples.ts";
import { basis, settings } from "./sample-basis.ts";

const editing = (choices: DraftChoices, reportType = "cto") =>
  startInput(basis(settings, dispatchIn("awaiting_approval", { reportType, choices })));

describe("a form that opens", () => {
  it("asks for the first report of this month, right after its approval", () => {
    expect(startInput(basis())).toStrictEqual({
      report: "ceo",
      period: "2026-10",
      when: "approved",
    });
  });

  it("without any report says that there is none", () => {
    const from = { ...basis(), registry: [] };
    const input = startInput(from);
    expect(input.report).toBe("");
    expect(findFormFaults(from, input)[0]).toMatchObject({ field: "report" });
  });
});

describe("a form that opens for a draft", () => {
  it("asks nothing but report and period where nothing was chosen", () => {
    expect(editing({})).toStrictEqual({ report: "cto", period: "2026-10", when: "approved" });
  });

  it("has everything that was chosen", () => {
    const sendAt = "2026-11-02T08:00:00.000Z";
    const choices: DraftChoices = {
      ...{ period: "2026-Q3", entity: "jada,qdn", recipients: ["c", "d"], attachments: [] },
      ...{ note: "Please look.", sendAt, approvers: ["U01ADMIN"] },
    };
    expect(editing(choices)).toStrictEqual({
      ...{ report: "cto", period: "2026-q3", entities: ["jada", "qdn"] },
      ...{ audience: ["c"], others: ["d"], attachments: [], note: "Please look." },
      ...{ when: "later", sendAt, approvers: ["U01ADMIN"] },
    });
  });

  it("has a period that is none of the usual as typed", () => {
    expect(editing({ period: "2019-Q1" })).toMatchObject({
      period: OTHER_PERIOD,
      typedPeriod: "2019-q1",
    });
    expect(editing({ period: "ytd" })).not.toHaveProperty("typedPeriod");
  });

  it("has all its people among the others where the report has no audience", () => {
    expect(editing({ recipients: ["a", "b"] }, "cfo")).toMatchObject({
      audience: [],
      others: ["a", "b"],
    });
  });
});
