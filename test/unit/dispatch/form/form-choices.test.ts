import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DraftChoices } from "../../../../src/dispatch/choices.ts";
import { buildForm, type FormBasis } from "../../../../src/dispatch/form/form.ts";
import { findFormFaults, mostDaysAhead } from "../../../../src/dispatch/form/form-faults.ts";
import type { FormInput } from "../../../../src/dispatch/form/form-input.ts";
import { startInput } from "../../../../src/dispatch/form/start-input.ts";
import { toChoices } from "../../../../src/dispatch/form/to-choices.ts";
import { ATTACHMENT_KINDS, type Settings } from "../../../../src/portfolio/portfolio.ts";
import { dispatchIn } from "../../commands/samples.ts";
import { basis, settings } from "./sample-basis.ts";

/** What the form holds when nobody touches anything in it, as it is drawn with everything known. */
function untouched(from: FormBasis): FormInput {
  const input = startInput(from);
  const entities = ["jada", "qdn"].map((value) => ({ value, label: value.toUpperCase() }));
  const form = buildForm(from, input, { entities, earlierRecipients: [] });
  const chosen = (options: readonly { readonly value: string }[]) =>
    options.map(({ value }) => value).filter((id) => form.chosenPeople.includes(id));
  return {
    ...input,
    entities: form.chosenEntities,
    audience: chosen(form.audience),
    others: chosen(form.others),
    attachments: form.attachments,
    note: form.note,
    approvers: form.approvers,
  };
}

describe("a form that is sent as it was opened", () => {
  it("chooses nothing but the period: the settings decide", () => {
    expect(toChoices(settings, untouched(basis()))).toEqual({ period: "2026-10" });
  });

  it("has everything that the edited draft had", () => {
    const choices: fc.Arbitrary<DraftChoices> = fc.record(
      {
        period: fc.constantFrom("2026-q3", "ytd", "2019-04"),
        entity: fc.constantFrom("jada", "jada,qdn", "QDN"),
        recipients: fc.subarray(["a", "b", "c", "d"], { minLength: 1 }),
        attachments: fc.subarray([...ATTACHMENT_KINDS]),
        note: fc.constantFrom("n", "two\nlines"),
        sendAt: fc.constant("2026-11-02T08:00:00.000Z"),
        approvers: fc.subarray(["U01ADMIN", "U04SECOND"], { minLength: 1 }),
      },
      { requiredKeys: ["period"] },
    );
    fc.assert(
      fc.property(choices, fc.constantFrom("ceo", "cto"), (had, reportType) => {
        const edited = dispatchIn("awaiting_approval", { reportType, choices: had });
        const from = basis(settings, edited);
        const now = toChoices(settings, untouched(from), had);
        const usual = settings.audiences[reportType];
        const same = (one: readonly string[], other: readonly string[] = []) =>
          one.toSorted().join() === other.toSorted().join();
        const { recipients, attachments, entity, ...rest } = had;
        expect(now).toEqual({
          ...rest,
          ...(entity !== undefined && { entity: entity.toLowerCase() }),
          // What is the same as the settings follows them again.
          ...(recipients && !same(recipients, usual?.to)
            ? { recipients: expect.toSatisfy((ids: string[]) => same(ids, recipients)) }
            : {}),
          ...(attachments && !same(attachments, usual?.attachments) && { attachments }),
        });
        expect(findFormFaults(from, untouched(from))).toEqual([]);
      }),
    );
  });

  it("follows the settings as they are by then, for what nobody has chosen", () => {
    const input = { ...untouched(basis()), usualAttachments: ["pdf"] as const };
    const ceo = { to: ["b", "a", "c"], attachments: ["pdf", "xlsx"] as const };
    const changed = { ...settings, audiences: { ceo } };
    const audience = [...(input.audience ?? []), "c"];
    expect(toChoices(changed, { ...input, audience })).toEqual({ period: "2026-10" });
    // Somebody who was ticked among the others may have joined the audience.
    expect(toChoices(changed, { ...input, audience, others: ["c"] })).toEqual({
      period: "2026-10",
    });
    expect(toChoices(changed, { ...input, audience: ["a", "c"], attachments: [] })).toEqual({
      period: "2026-10",
      recipients: ["a", "c"],
      attachments: [],
    });
  });

  it("keeps the entity of the edited draft where entities could not be asked for", () => {
    const had = { entity: "jada" };
    const { entities: _, ...input } = untouched(basis());
    expect(toChoices(settings, input, had)).toMatchObject(had);
    expect(toChoices(settings, { ...input, entities: [] }, had)).not.toHaveProperty("entity");
  });
});

describe("a report for which the settings name nobody", () => {
  const nobody = { ...settings, audiences: { cto: { to: ["b"] } } };
  const withLastResort = (own: Settings): FormBasis => ({ ...basis(own), lastResort: "Boss" });
  const messages = (from: FormBasis, input: Partial<FormInput>) =>
    findFormFaults(from, { ...startInput(from), ...input }).map(({ message }) => message);

  it("goes to the recipient of last resort, if there is one and nobody else is chosen", () => {
    const from = withLastResort(nobody);
    expect(buildForm(from, startInput(from))).toMatchObject({ audience: [], lastResort: "Boss" });
    expect(messages(from, {})).toEqual([]);
    expect(toChoices(nobody, startInput(from))).not.toHaveProperty("recipients");
    expect(messages(basis(nobody), {})).toEqual(["Nobody is chosen. Choose at least one person."]);
  });

  it("is not one of which everybody is unticked", () => {
    const from = withLastResort(nobody);
    const input = { report: "cto", audience: [] };
    expect(buildForm(from, { ...startInput(from), ...input })).not.toHaveProperty("lastResort");
    expect(messages(from, input)).toEqual(["Nobody is chosen. Choose at least one person."]);
  });
});

describe("how far ahead a report can be sent", () => {
  it.each([
    [{ mail: 90, addresses: 30, record: 400 }, 14],
    [{ mail: 90, addresses: 10, record: 400 }, 5],
    [{ mail: 1, addresses: 30, record: 400 }, 0.5],
  ])("with a retention of %o is %d days", (retention, days) => {
    expect(mostDaysAhead(basis({ ...settings, retention }))).toBe(days);
  });
});
