/** YAML reads 0420 as the number 420. What names something is kept as it is written, or refused as it is written. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ledgerOf, problemsOf } from "./ledger-files.ts";
import { entity, load, settings, valid } from "./portfolio-files.ts";

const digits = (least: number, most: number) =>
  fc.stringMatching(new RegExp(`^[0-9]{${least},${most}}$`, "u"));

/** Ways in which people and programs write something that looks like a number. */
const spelling = fc.oneof(
  digits(1, 24),
  fc.tuple(digits(1, 4), digits(1, 4)).map(([whole, part]) => `${whole}.${part}`),
  fc
    .tuple(digits(1, 3), fc.constantFrom("e", "E", "e+", "e-"), digits(1, 3))
    .map((it) => it.join("")),
  fc.tuple(fc.constantFrom("+", "-"), digits(1, 6)).map((it) => it.join("")),
  fc.stringMatching(/^0x[0-9a-fA-F]{1,8}$/u),
  fc.stringMatching(/^0o[0-7]{1,8}$/u),
  fc.stringMatching(/^[0-9]{1,3}_[0-9]{3}$/u),
  fc.stringMatching(/^\.[0-9]{1,4}$/u),
  fc.stringMatching(/^[0-9]{1,4}\.$/u),
  fc.constantFrom(
    "0420",
    "420",
    "1e3",
    "1000",
    "0x10",
    "16",
    "1_000",
    "12.10",
    "12.1",
    ".inf",
    ".nan",
  ),
);

const account = (id: string, name: string) => `  - { id: ${id}, name: ${name}, type: revenue }\n`;
const chart = (...accounts: readonly string[]) =>
  `as_of: 2026-10-01\naccounts:\n${accounts.join("")}`;

describe("the id of an account", () => {
  it("is what the ledger writes, in quotes or without", async () => {
    await fc.assert(
      fc.asyncProperty(spelling, fc.constantFrom("", '"', "'"), async (id, quote) => {
        const ledger = await ledgerOf({
          "ledger/accounts.yml": chart(account(`${quote}${id}${quote}`, "Sales")),
          "ledger/a.csv": `date,entity,account,amount\n2026-02-28,one,${id},1\n`,
        });

        expect(ledger?.accounts.map((each) => each.id)).toEqual([id]);
        expect(ledger?.cells.map((cell) => cell.account)).toEqual([id]);
      }),
      { numRuns: 60 },
    );
  }, 30_000);

  it("is told from another of the same value", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(spelling, { minLength: 2, maxLength: 6 }), async (ids) => {
        const ledger = await ledgerOf({
          "ledger/accounts.yml": chart(...ids.map((id) => account(id, "Sales"))),
          "ledger/a.csv": "date,entity,account,amount\n2026-02-28,one,420,1\n",
        });

        expect(ledger?.accounts.map(({ id }) => id)).toEqual(ids);
      }),
      { numRuns: 20 },
    );
  }, 30_000);

  it("keeps the spaces within it", async () => {
    const ledger = await ledgerOf({
      "ledger/accounts.yml": chart(account('" 04  20 "', "Sales")),
      "ledger/a.csv": "date,entity,account,amount\n2026-02-28,one, 04  20 ,1\n",
    });

    expect(ledger?.accounts.map(({ id }) => id)).toEqual(["04  20"]);
    expect(ledger?.cells.map((cell) => cell.account)).toEqual(["04  20"]);
  });

  it("is refused where it is no text and no number", async () => {
    expect(await problemsOf({ "ledger/accounts.yml": chart(account("true", "Sales")) })).toEqual([
      "ledger/accounts.yml:3:11 accounts[0].id: is true, expected an account as the ledger writes it, such as 6100",
    ]);
  });
});

describe("a number where text belongs", () => {
  it.each([
    ["0420", "is 0420, which YAML reads as the number 420, expected text in quotes"],
    ["1e3", "is 1e3, which YAML reads as the number 1000, expected text in quotes"],
    ["0x10", "is 0x10, which YAML reads as the number 16, expected text in quotes"],
    ["12.10", "is 12.10, which YAML reads as the number 12.1, expected text in quotes"],
    ["101", "is 101, expected text in quotes"],
    [
      "0".repeat(100),
      `is ${"0".repeat(60)}…, which YAML reads as the number 0, expected text in quotes`,
    ],
  ])("is refused as it is written: %s", async (unit, problem) => {
    const written = (text: string) => ({
      "entities/one.yml": `${entity}rental_units:\n  - { unit: ${text}, available: true }\n`,
    });

    expect(await problemsOf(written(unit))).toEqual([
      `entities/one.yml:27:13 rental_units[0].unit: ${problem}`,
    ]);
    const { entities } = await load({ ...valid, ...written(`"${unit}"`) });
    expect(entities[0]?.rentalUnits.map((each) => each.unit)).toEqual([unit]);
  });

  it("is not advised to be quoted where quotes do not mend it", async () => {
    const files = { "entities/one.yml": entity.replace("id: one", "id: 0420") };

    expect(await problemsOf(files)).toContain(
      "entities/one.yml:2:5 id: is 0420, which YAML reads as the number 420, expected lower-case letters, digits and hyphens, such as open-endpoint",
    );
  });

  it("is no more a number out of range than it is written", async () => {
    const files = { "entities/one.yml": entity.replace("effort_hours: 2", "effort_hours: 0x1F.8") };
    expect((await problemsOf(files))[0]).toContain('effort_hours: is "0x1F.8", expected hours');
    const tenth = { "entities/one.yml": entity.replace("effort_hours: 2", "effort_hours: 0.10") };
    expect((await problemsOf(tenth))[0]).toContain(
      "effort_hours: is 0.10, which YAML reads as the number 0.1, expected hours",
    );
  });
});

describe("the period of a schedule", () => {
  it.each(["02026", "0x7EA", "2026.0", "2.026e3"])("is not a year written %s", async (period) => {
    const schedule = `schedules:\n  weekly: { report: cto, when: daily 09:00, owner: U02ASKS, period: ${period} }\n`;
    const files = { "settings.yml": `${settings}roles:\n  requester: [U02ASKS]\n${schedule}` };

    expect(await problemsOf(files)).toEqual([
      `settings.yml:17:69 schedules.weekly.period: is "${period}", expected a period: 2026-10, 2026-Q3, 2026, this-month, last-month, last-quarter, ytd`,
    ]);
  });
});

describe("a key", () => {
  it.each([".inf", ".nan", "~", "0420", "1e3", "0x10"])(
    "that is %s is not renamed",
    async (key) => {
      const person = `  ${key}: { name: Chief, email: chief@example.com }\naudiences:`;
      const files = { "settings.yml": settings.replace("audiences:", person) };

      expect(await problemsOf(files)).toEqual([
        `settings.yml:11:3 people: has a key that cannot be used ("${key}"); keys are letters, digits, - and _, and text with a comma needs quotes inside { } or [ ]`,
      ]);
    },
  );

  it("is a word as it is written, also where YAML reads more into it", async () => {
    const people =
      "  true: { name: Chief, email: chief@example.com }\n  Null: { name: Cfo, email: cfo@example.com }\naudiences:";
    const files = { "settings.yml": settings.replace("audiences:", people) };

    expect(await problemsOf(files)).toEqual([
      "settings.yml:12:3 people.Null: is not a usable name, expected lower-case letters, digits and hyphens, such as open-endpoint",
    ]);
  });
});
