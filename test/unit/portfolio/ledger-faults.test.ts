import { describe, expect, it } from "vitest";
import { accounts, HEADER, mapping, problemsOf, sumsOf } from "./ledger-files.ts";
import { entity } from "./portfolio-files.ts";

describe("a fault in the ledger", () => {
  const row = (fields: string) => `${HEADER}2026-02-28,one,4100,1,,\n${fields}\n`;

  it.each([
    [
      "a day that does not exist",
      row("2026-02-30,one,4100,1,,"),
      '3:1 date: is "2026-02-30", expected a day written YYYY-MM-DD',
    ],
    [
      "a day of another format",
      row("28/02/2026,one,4100,1,,"),
      '3:1 date: is "28/02/2026", expected a day written YYYY-MM-DD; if the file writes DD/MM/YYYY, say so under dates in ledger/mapping.yml',
    ],
    [
      "an unknown entity",
      row("2026-02-28,oen,4100,1,,"),
      '3:12 entity: is "oen", which is no known entity; did you mean "one"?',
    ],
    [
      "no entity",
      row("2026-02-28,,4100,1,,"),
      "3:12 entity: is empty, expected the entity; known are one",
    ],
    [
      "too many decimals",
      row('2026-02-28,one,"41,00",1.005,,'),
      '3:24 amount: is "1.005", expected an amount such as 1,234.56, with at most 2 decimals; if the file writes 1.234,56, say so under numbers in ledger/mapping.yml',
    ],
    [
      "no amount",
      row("2026-02-28,one,4100,,,"),
      "3:21 amount: is empty, expected an amount such as 1,234.56, with at most 2 decimals",
    ],
    ["too few values", row("2026-02-28,one,4100"), "3:1: has 3 values, expected 6 as in line 1"],
    [
      "too many values",
      row("2026-02-28,one,4100,1,000,,x"),
      "3:28: has 7 values, expected 6 as in line 1",
    ],
    [
      "an amount after a quoted line break",
      `memo,date,entity,account,amount\r\n"a\r\nb, c",2026-02-28,one,4100,1\r\n"x\r\n\r\ny",2026-02-28,one,4100,x\r\n`,
      '6:24 amount: is "x", expected an amount such as 1,234.56, with at most 2 decimals',
    ],
    [
      "a quote in the middle",
      row('2026-02-28,one,4100,1,5" pipe,'),
      '3:24: has a quote in the wrong place, expected "" for a quote within "quoted text"; the file was read up to here',
    ],
    [
      "text after a quote",
      row('2026-02-28,one,4100,1,"a"b,'),
      '3:25: has a quote in the wrong place, expected "" for a quote within "quoted text"; the file was read up to here',
    ],
    [
      "a quote without end",
      row('2026-02-28,one,4100,1,"a,\n2026-02-28,one,4100,1,,'),
      "3:23: has a quote that is never closed; the file was read up to here",
    ],
    [
      "neither debit nor credit",
      "date,entity,account,debit,credit\n2026-02-28,one,4100,,\n",
      "2:21 debit: is empty, as is the credit, expected an amount in one of them",
    ],
    ["nothing at all", "", "1:1: is empty, expected a first line with the names of the columns"],
    [
      "sums beyond exactness",
      row("2026-02-28,one,4100,90071992547409.91,,"),
      "3:21 amount: makes a sum beyond exactness",
    ],
  ])("%s", async (_, csv, fault) => {
    expect(await problemsOf({ "ledger/a.csv": csv })).toEqual([`ledger/a.csv:${fault}`]);
  });

  it("is named with the file's own column", async () => {
    const files = {
      ...mapping("columns: { date: Datum }"),
      "ledger/a.csv": "Datum,entity,account,amount\nx,one,4100,1\n",
    };

    expect(await problemsOf(files)).toEqual([
      'ledger/a.csv:2:1 Datum: is "x", expected a day written YYYY-MM-DD',
    ]);
  });

  it("says which columns are missing, twice there, or divided in another way", async () => {
    const how = "(columns and delimiter are mapped in ledger/mapping.yml)";
    const files = {
      "ledger/a.csv": "date,entity,acount,amount,Date\n2026-02-28,one,4100,1,\n",
      "ledger/b.csv": "date;entity\n1;2\n",
    };

    expect(await problemsOf(files)).toEqual([
      "ledger/a.csv:1:1 date: names 2 columns",
      `ledger/a.csv:1:1 account: is no column of this file; is it "acount"? ${how}`,
      ...["date", "entity", "account", "amount"].map(
        (name) =>
          `ledger/b.csv:1:1 ${name}: is no column of this file; there are date;entity ${how}`,
      ),
    ]);
  });

  it("is a sum beyond exactness of all files together, or of one alone", async () => {
    const most = "90071992547409.91";
    const row = (amount: string) => `2026-02-28,one,4100,${amount},,\n`;
    expect(
      await problemsOf({
        "ledger/a.csv": `${HEADER}${row(most)}`,
        "ledger/b.csv": `${HEADER}${row("0.01")}`,
      }),
    ).toEqual(["ledger/b.csv:2:21 amount: makes a sum beyond exactness"]);
    expect(
      await problemsOf({
        "ledger/a.csv": `${HEADER}${row(`-${most}`)}`,
        "ledger/b.csv": `${HEADER}${row(most)}${row("0.01")}`,
      }),
    ).toEqual(["ledger/b.csv:3:21 amount: makes a sum beyond exactness"]);
  });

  it("never hides another", async () => {
    const faults = await problemsOf({
      "ledger/a.csv": `${HEADER}x,y,4100,z,,\n2026-02-28,one,4100,1,,\n2026-02-28,one\n`,
      "ledger/b.csv": `${HEADER}2026-02-28,one,4100,"z",,\n`,
      "entities/one.yml": entity.replace("severity: high", "severity: urgent"),
    });

    expect(faults.map((fault) => fault.split(" ")[0])).toEqual([
      "entities/one.yml:9:15",
      "ledger/a.csv:2:1",
      "ledger/a.csv:2:3",
      "ledger/a.csv:2:10",
      "ledger/a.csv:4:1:",
      "ledger/b.csv:2:21",
    ]);
  });

  it("of very many is counted", async () => {
    const faults = await problemsOf({
      "ledger/a.csv": HEADER + "2026-02-28,one,4100,x,,\n".repeat(150),
    });

    expect(faults).toHaveLength(101);
    expect(faults.at(-1)).toBe("ledger/a.csv:102:21: and 50 more faults from here on");
  });

  it("is another encoding", async () => {
    const latin = Buffer.from(`${HEADER}2026-02-28,one,4100,1,Müller,\n`, "latin1");
    const cut = Buffer.from(`${HEADER}2026-02-28,one,4100,1,,ü`).subarray(0, -1);

    const expected = ["ledger/a.csv:1:1: is not text in UTF-8"];
    expect(await problemsOf({ "ledger/a.csv": latin })).toEqual(expected);
    expect(await problemsOf({ "ledger/a.csv": cut })).toEqual(expected);
    const utf16 = Buffer.from(`\ufeff${HEADER}`, "utf16le");
    expect(await problemsOf({ "ledger/a.csv": utf16 })).toEqual(expected);
  });

  it("is not a character that lies across two reads", async () => {
    // Reads are of 64 KiB; three bytes to the character, so that every alignment occurs.
    const memo = "€".repeat(100_000);

    expect(await sumsOf({ "ledger/a.csv": `${HEADER}2026-02-28,one,4100,1,,${memo}\n` })).toEqual([
      "2026-02 one 4100 100 1",
    ]);
  });
});

describe("a negative value in a debit or credit column", () => {
  const csv = "Datum;Konto;Soll;Haben\n28.02.2026;6100;-1.000,00;\n01.03.2026;6100;;(5,00)\n";
  const files = (negative: string) => ({
    ...mapping(
      `delimiter: ";"\ndates: DD.MM.YYYY\nnumbers: 1.234,56\nentity: one\ncolumns: { date: Datum, account: Konto }\namount: { debit: Soll, credit: Haben${negative} }`,
    ),
    "ledger/a.csv": csv,
  });
  const how =
    "which may mean money out or take back what the column says; say which with amount, negative: money_out or reversal, in ledger/mapping.yml";

  it("could mean two things", async () => {
    expect(await problemsOf(files(""))).toEqual([
      `ledger/a.csv:2:17 Soll: is "-1.000,00", ${how}`,
      `ledger/a.csv:3:18 Haben: is "(5,00)", ${how}`,
    ]);
    const unmapped = "date,entity,account,debit,credit\n2026-02-28,one,6100,-1,\n";
    expect(await problemsOf({ "ledger/a.csv": unmapped })).toEqual([
      `ledger/a.csv:2:21 debit: is "-1", ${how}`,
    ]);
  });

  it("means what the mapping says", async () => {
    expect(await sumsOf(files(", negative: money_out"))).toEqual([
      "2026-02 one 6100 -100000 1",
      "2026-03 one 6100 -500 1",
    ]);
    expect(await sumsOf(files(", negative: reversal"))).toEqual([
      "2026-02 one 6100 100000 1",
      "2026-03 one 6100 -500 1",
    ]);
  });

  it("leaves positive ones and 0 as they are, but for signed columns", async () => {
    const plain = { "ledger/a.csv": csv.replace("-1.000", "1.000").replace("(5,00)", "-0,00") };
    for (const negative of ["", ", negative: reversal"]) {
      expect(await sumsOf({ ...files(negative), ...plain })).toEqual([
        "2026-02 one 6100 -100000 1",
        "2026-03 one 6100 0 1",
      ]);
    }
    expect(await problemsOf({ ...files(", negative: money_out"), ...plain })).toEqual([
      'ledger/a.csv:2:17 Soll: is "1.000,00", expected a negative amount or 0, as the mapping says that money out is negative',
    ]);
  });

  it("has no meaning beside one column", async () => {
    const both = mapping("amount: { column: A, negative: reversal }");
    expect(await problemsOf({ ...both, "ledger/a.csv": csv })).toEqual([
      "ledger/mapping.yml:3:13 files[0].amount: is unclear, expected either column, or debit and credit",
    ]);
  });
});

describe("a file of the ledger that is a copy of another", () => {
  const csv = `${HEADER}2026-02-28,one,4100,1,,\n2026-03-01,one,4100,2,,\n`;
  const copied = (copy: string, original: string) =>
    `${copy}:1:1: is the same, byte for byte, as ${original}, and each posting would count twice; remove one of the two`;

  it("is a fault that names both", async () => {
    const names = ["2026-02 (1)", "2026-02 copy", "Copy of 2026-02", "z", "2026-02"];
    const files = Object.fromEntries(names.map((name) => [`ledger/${name}.csv`, csv]));
    expect(await problemsOf(files)).toEqual(
      ["2026-02 (1)", "2026-02 copy", "2026-02", "Copy of 2026-02"].map((name) =>
        copied(`ledger/${name}.csv`, "ledger/z.csv"),
      ),
    );
    expect(await problemsOf({ "ledger/a.csv": csv, "ledger/a (1).csv": csv })).toEqual([
      copied("ledger/a (1).csv", "ledger/a.csv"),
    ]);
  });

  it("does not tell the faults of the other twice", async () => {
    const faulty = `${csv}2026-02-30,one,4100,1,,\n`;
    const problems = await problemsOf({ "ledger/a.csv": faulty, "ledger/b.csv": faulty });
    expect(problems.map((problem) => problem.split(" ", 2).join(" "))).toEqual([
      "ledger/a.csv:4:1 date:",
      "ledger/b.csv:1:1: is",
    ]);
  });

  it("is none without a posting, with a difference of one byte, or as another entity's", async () => {
    expect(await problemsOf({ "ledger/a.csv": HEADER, "ledger/b.csv": HEADER })).toEqual([]);
    const other = csv.replace(",2,", ",3,");
    expect(await problemsOf({ "ledger/a.csv": csv, "ledger/b.csv": other })).toEqual([]);
    const fee = "date,account,amount\n2026-02-28,6100,-15\n";
    const mapped = ["one", "two"].map((id) => `  - { file: ledger/${id}*.csv, entity: ${id} }`);
    const banks = {
      "ledger/mapping.yml": `files:\n${mapped.join("\n")}\n`,
      "entities/two.yml": "as_of: 2026-10-20\nid: two\nname: Two\nbusiness: B\nkind: operating\n",
      "ledger/one.csv": fee,
      "ledger/two.csv": fee,
    };
    expect(await problemsOf(banks)).toEqual([]);
    expect(await problemsOf({ ...banks, "ledger/two (1).csv": fee })).toEqual([
      copied("ledger/two (1).csv", "ledger/two.csv"),
    ]);
  });
});

describe("a fault in accounts.yml or mapping.yml", () => {
  const csv = { "ledger/a.csv": `${HEADER}x,one,4100,1,,\n` };

  it.each([
    [
      "an unknown type",
      { "ledger/accounts.yml": accounts.replace("revenue", "income") },
      'ledger/accounts.yml:3:36 accounts[0].type: is "income", expected one of revenue, cost_of_sales, operating_expense, transfer',
    ],
    [
      "a cost behaviour of what is no cost",
      {
        "ledger/accounts.yml": accounts.replace("type: revenue", "type: revenue, behavior: fixed"),
      },
      "ledger/accounts.yml:3:55 accounts[0].behavior: is for accounts of cost, and this one is revenue; leave it out",
    ],
    [
      "an account given twice",
      { "ledger/accounts.yml": accounts.replace("4100", "6100") },
      'ledger/accounts.yml:4:11 accounts[1].id: gives "6100" a second time in this list; each is given once',
    ],
    [
      "an unknown column",
      mapping("columns: { dat: Datum }"),
      'ledger/mapping.yml:3:16 files[0].columns.dat: is not a known field here; did you mean "date"?',
    ],
    [
      "an unknown format",
      mapping("dates: DD-MM-YYYY"),
      'ledger/mapping.yml:3:12 files[0].dates: is "DD-MM-YYYY", expected one of YYYY-MM-DD, MM/DD/YYYY, DD/MM/YYYY, DD.MM.YYYY',
    ],
    [
      "an unclear amount",
      mapping("amount: { column: A, debit: B }"),
      "ledger/mapping.yml:3:13 files[0].amount: is unclear, expected either column, or debit and credit",
    ],
    [
      "an unknown entity",
      mapping("entity: oen"),
      'ledger/mapping.yml:3:13 files[0].entity: is "oen", which is no known entity; did you mean "one"?',
    ],
    [
      "a pattern of no file",
      { "ledger/mapping.yml": "files:\n  - file: ledger\n" },
      'ledger/mapping.yml:2:11 files[0].file: is "ledger", expected a CSV file such as invoices.csv or ledger/*.csv',
    ],
  ])("%s", async (_, files, fault) => {
    expect(await problemsOf({ ...csv, ...files })).toContain(fault);
  });

  it("keeps the CSV files from being misread", async () => {
    const faults = await problemsOf({ ...csv, ...mapping("dates: x") });

    expect(faults).toHaveLength(1);
  });
});
