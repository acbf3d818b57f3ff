import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accounts, HEADER, ledgerOf, mapping, problemsOf, sumsOf } from "./ledger-files.ts";
import { settings } from "./portfolio-files.ts";

describe("the ledger", () => {
  it("is summed by month, entity, account and file, and knows its span and its places", async () => {
    const ledger = await ledgerOf({
      "ledger/accounts.yml": accounts,
      "ledger/b.csv": `${HEADER}2026-03-01,one,6100,-12.50,,\n`,
      "ledger/a.csv": `${HEADER}2026-02-28,one,4100,100,Guest,"late, paid"\n2026-02-01,one,4100,.05,,\n`,
    });

    expect(ledger).toEqual({
      accounts: [
        {
          id: "4100",
          name: "Sales",
          type: "revenue",
          source: { file: "ledger/accounts.yml", line: 3, asOf: "2026-10-01" },
        },
        {
          id: "6100",
          name: "Rent",
          type: "operating_expense",
          category: "Premises",
          source: { file: "ledger/accounts.yml", line: 4, asOf: "2026-10-01" },
        },
      ],
      cells: [
        {
          month: "2026-02",
          entity: "one",
          account: "4100",
          minor: 10005,
          count: 2,
          source: { file: "ledger/a.csv", line: 2, asOf: "2026-02-28" },
        },
        {
          month: "2026-03",
          entity: "one",
          account: "6100",
          minor: -1250,
          count: 1,
          source: { file: "ledger/b.csv", line: 2, asOf: "2026-03-01" },
        },
      ],
      from: "2026-02-01",
      to: "2026-03-01",
      postings: 3,
      later: 0,
    });
  });

  it("keeps a sum for each file that shares an account, with the file's own first and last posting", async () => {
    const ledger = await ledgerOf({
      "ledger/b-card.csv": `${HEADER}2026-02-03,one,4100,-4,,\n2026-02-27,one,4100,1,,\n`,
      "ledger/a-bank.csv": `${HEADER}2026-02-05,one,4100,100,,\n2026-02-02,one,4100,1,,\n`,
    });

    expect(ledger?.cells).toMatchObject([
      {
        minor: 10100,
        count: 2,
        source: { file: "ledger/a-bank.csv", line: 2, asOf: "2026-02-05" },
      },
      { minor: -300, count: 2, source: { file: "ledger/b-card.csv", line: 2, asOf: "2026-02-27" } },
    ]);
    expect(ledger).toMatchObject({ from: "2026-02-02", to: "2026-02-27", postings: 4 });
  });

  it("leaves out what is dated after the reporting date, within its month too", async () => {
    const csv = `${HEADER}2026-09-30,one,4100,1,,\n2026-10-12,one,4100,2,,\n2026-10-13,one,4100,4,,\n2026-11-01,one,6100,8,,\n`;
    const on = (day: string) => ({
      "settings.yml": `${settings}reporting_date: ${day}\n`,
      "ledger/a.csv": csv,
    });

    expect(await sumsOf(on("2026-10-12"))).toEqual([
      "2026-09 one 4100 100 1",
      "2026-10 one 4100 200 1",
    ]);
    expect(await ledgerOf(on("2026-10-12"))).toMatchObject({
      from: "2026-09-30",
      to: "2026-10-12",
      postings: 2,
      later: 2,
    });
    expect(await sumsOf(on("2026-10-13"))).toContain("2026-10 one 4100 600 2");
    expect(await ledgerOf(on("2026-11-01"))).toMatchObject({ to: "2026-11-01", later: 0 });
    expect(await ledgerOf(on("2026-09-29"))).toBeUndefined();
  });

  it("refuses what is wrong with a posting also where it is left out", async () => {
    const files = {
      "settings.yml": `${settings}reporting_date: 2026-10-12\n`,
      "ledger/a.csv": `${HEADER}2026-10-13,two,4100,4,,\n`,
    };
    expect(await problemsOf(files)).toHaveLength(1);
  });

  it("is missing, and not zero, without a folder, a file or a posting", async () => {
    expect(await ledgerOf({})).toBeUndefined();
    expect(await ledgerOf({ "ledger/accounts.yml": accounts })).toBeUndefined();
    expect(await ledgerOf({ "ledger/a.csv": HEADER })).toBeUndefined();
  });

  it("goes without a chart of accounts, and with accounts that are in none", async () => {
    const ledger = await ledgerOf({
      "ledger/a.csv": `${HEADER}2026-02-28,one,9999,1,,\n2026-02-28,one,,2,,\n`,
    });

    expect(ledger?.accounts).toEqual([]);
    expect(ledger?.cells.map(({ account, minor }) => [account, minor])).toEqual([
      ["", 200],
      ["9999", 100],
    ]);
  });

  it.each([
    ["a byte order mark", `\ufeff${HEADER}2026-02-28,one,4100,1,,\n`],
    ["lines of Windows", `${HEADER}2026-02-28,one,4100,1,,\n`.replaceAll("\n", "\r\n")],
    ["lines of old Macs", `${HEADER}2026-02-28,one,4100,1,,\n`.replaceAll("\n", "\r")],
    ["lines of both", `${HEADER.trim()}\r\n2026-02-28,one,4100,0.4,,\n2026-02-28,one,4100,0.6,,`],
    ["a quoted line break", `${HEADER}2026-02-28,one,4100,1,"A\r\nB","say ""hi""\n"\n`],
    ["no line break at the end", `${HEADER}2026-02-28,one,4100,1,,`],
    ["blank lines", `\n${HEADER}\n  \n2026-02-28,one,4100,1,,\n,,,,,\n\n`],
    ["spaces", `${HEADER.replaceAll(",", " , ")} 2026-02-28 ,one , 4100, 1 ,,\n`],
    ["empty values too many", `${HEADER}2026-02-28,one,4100,1,,,,\n`],
    ["columns in another order", "Memo,AMOUNT,Account,entity,x,Date\n,1,4100,one,y,2026-02-28\n"],
    ["no optional columns", "date,entity,account,amount\n2026-02-28,one,4100,1\n"],
    ["debit and credit", "date,entity,account,debit,credit\n2026-02-28,one,4100,0.5,1.50\n"],
  ])("is read with %s", async (_, csv) => {
    const sums = await sumsOf({ "ledger/a.csv": csv });

    expect(sums?.map((sum) => sum.replace(/ \d$/, ""))).toEqual(["2026-02 one 4100 100"]);
  });

  it("is read as a German bank exports it", async () => {
    const files = {
      "settings.yml": settings.replace("USD", "EUR").replace("en-US", "de-DE"),
      ...mapping(
        'delimiter: ";"\ndates: DD.MM.YYYY\nnumbers: "1.234,56"\nentity: one\n' +
          "columns: { date: Buchungstag, account: Konto }\namount: { debit: Soll, credit: Haben }",
      ),
      "ledger/a.csv":
        "Buchungstag;Konto;Soll;Haben;Text\n28.02.2026;4100;;1.234,56 €;Müller\n1.2.2026;6100;12,5;;\n",
    };

    expect(await sumsOf(files)).toEqual(["2026-02 one 4100 123456 1", "2026-02 one 6100 -1250 1"]);
  });

  it("may lack a column that the mapping declares absent", async () => {
    const csv = "date,entity,amount\n2026-02-28,one,1\n";

    expect(await sumsOf({ ...mapping("columns: { account: null }"), "ledger/a.csv": csv })).toEqual(
      ["2026-02 one  100 1"],
    );
  });

  it("sums to the same in any order and any split into files", async () => {
    const posting = fc.record({
      day: fc.constantFrom("2026-01-03", "2026-01-30", "2026-02-15", "2027-01-15"),
      account: fc.constantFrom("4100", "6100", ""),
      minor: fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
      file: fc.constantFrom("a", "b", "c"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(posting, { maxLength: 40 }), async (postings) => {
        const files: Record<string, string> = {};
        const naive = new Map<string, { minor: bigint; count: number; asOf: string }>();
        for (const { day, account, minor, file } of postings) {
          const name = `ledger/${file}.csv`;
          const amount = (minor / 100).toFixed(2);
          // The memo keeps files apart: one that is the same as another is a fault.
          files[name] = `${files[name] ?? HEADER}${day},one,${account},${amount},,${file}\n`;
          const key = `${day.slice(0, 7)} ${account} ${name}`;
          const sum = naive.get(key) ?? { minor: 0n, count: 0, asOf: day };
          naive.set(key, {
            minor: sum.minor + BigInt(minor),
            count: sum.count + 1,
            asOf: day > sum.asOf ? day : sum.asOf,
          });
        }
        const expected = [...naive].map(
          ([key, { minor, count, asOf }]) => `${key} ${minor} ${count} ${asOf}`,
        );
        const cells = (await ledgerOf(files))?.cells ?? [];
        expect(
          cells.map(
            ({ month, account, minor, count, source }) =>
              `${month} ${account} ${source.file} ${minor} ${count} ${source.asOf}`,
          ),
        ).toEqual(expected.sort());
      }),
      { numRuns: 40 },
    );
  }, 30_000);
});
