import { describe, expect, it } from "vitest";
import { formatFault } from "../../../src/errors.ts";
import { faultsOf, load, settings, valid } from "./portfolio-files.ts";

const invoiceHeader = "number,entity,client,kind,performed,issued,due,paid,amount\n";
const rentHeader = "entity,unit,kind,occupant,from,to,rent,arrears\n";
const jobHeader =
  "number,entity,stage,lost,inquired,promised,completed,truck,hours,revenue,cost,disposal_fee\n";

const pinned = settings.replace("channels:", "reporting_date: 2026-10-31\nchannels:");

const files = {
  "settings.yml": pinned,
  "entities/one.yml": valid["entities/one.yml"],
  "invoices.csv":
    `${invoiceHeader}A-1,one,Client A,recurring,2026-09-01,2026-09-02,2026-11-20,2026-10-05,"1,220.50"\n` +
    "A-2,one,Client B,project,2026-10-07,,,,300\nA-3,one,Client B,project,2027-01-01,,,,-5\n",
  "rent-roll.csv":
    `${rentHeader}one,Upper,lease,Tenant A,2026-01-01,2027-01-01,1950,0\n` +
    "one,Lower,stay,Guest 7,2026-10-01,2026-10-04,480.00,12.30\none,Lower,stay,Guest 8,2026-10-04,2026-10-09,800,0\n",
  "jobs.csv":
    `${jobHeader}J-1,one,completed,no,2026-10-01,2026-10-05,2026-10-06,T1,3.25,495,258.82,105.86\n` +
    "J-2,one,quoted,yes,2026-10-20,,,,,,,\nJ-3,one,inquiry,,2026-10-21,,,,,,,\n",
};

const problemsOf = async (changes: Readonly<Record<string, string>>) =>
  (await faultsOf({ ...files, ...changes })).map(formatFault);

describe("the tables", () => {
  it("are read with what is empty left out", async () => {
    const { invoices, lettings, jobs } = await load(files);

    expect(invoices?.slice(0, 2)).toEqual([
      {
        number: "A-1",
        entity: "one",
        client: "Client A",
        kind: "recurring",
        performed: "2026-09-01",
        issued: "2026-09-02",
        due: "2026-11-20",
        paid: "2026-10-05",
        amount: 122_050,
        source: { file: "invoices.csv", line: 2, asOf: "2026-10-07" },
      },
      {
        number: "A-2",
        entity: "one",
        client: "Client B",
        kind: "project",
        performed: "2026-10-07",
        amount: 30_000,
        source: { file: "invoices.csv", line: 3, asOf: "2026-10-07" },
      },
    ]);
    expect(lettings?.[1]).toEqual({
      entity: "one",
      unit: "Lower",
      kind: "stay",
      occupant: "Guest 7",
      from: "2026-10-01",
      to: "2026-10-04",
      rent: 48_000,
      arrears: 1230,
      source: { file: "rent-roll.csv", line: 3, asOf: "2026-10-09" },
    });
    expect(jobs?.slice(0, 2)).toEqual([
      {
        number: "J-1",
        entity: "one",
        stage: "completed",
        lost: false,
        inquired: "2026-10-01",
        promised: "2026-10-05",
        completed: "2026-10-06",
        truck: "T1",
        hours: 3.25,
        revenue: 49_500,
        cost: 25_882,
        disposalFee: 10_586,
        source: { file: "jobs.csv", line: 2, asOf: "2026-10-21" },
      },
      {
        number: "J-2",
        entity: "one",
        stage: "quoted",
        lost: true,
        inquired: "2026-10-20",
        source: { file: "jobs.csv", line: 3, asOf: "2026-10-21" },
      },
    ]);
  });

  it("are missing, and not empty, without their files", async () => {
    const portfolio = await load(valid);

    expect(portfolio).not.toHaveProperty("invoices");
    expect(portfolio).not.toHaveProperty("lettings");
    expect(portfolio).not.toHaveProperty("jobs");
    expect(portfolio.handoffs).toEqual([]);
    expect((await load({ ...files, "jobs.csv": jobHeader })).jobs).toEqual([]);
  });

  it("are as of the day that their mapping says, and written as it says", async () => {
    const mapping = `files:
  - file: invoices.csv
    as_of: 2026-10-29
    delimiter: ";"
    dates: DD.MM.YYYY
    numbers: "1.234,56"
    entity: one
    columns: { number: Nr, client: Kunde, paid: null }
`;
    const csv = "Nr;Kunde;kind;performed;issued;due;amount\n1;A;project;07.10.2026;;;1.234,5\n";
    const { invoices } = await load({
      ...files,
      "ledger/mapping.yml": mapping,
      "invoices.csv": csv,
    });

    expect(invoices).toEqual([
      {
        number: "1",
        entity: "one",
        client: "A",
        kind: "project",
        performed: "2026-10-07",
        amount: 123_450,
        source: { file: "invoices.csv", line: 2, asOf: "2026-10-29" },
      },
    ]);
  });

  it("are as of today if nothing in them has happened yet", async () => {
    const csv = `${jobHeader}J-1,one,inquiry,no,2026-12-01,,,,,,,\n`;

    const { jobs } = await load({ ...files, "jobs.csv": csv });

    expect(jobs?.[0]?.source.asOf).toBe("2026-10-31");
  });

  it("know which month the fiscal year starts in", async () => {
    const july = pinned.replace("channels:", "fiscal_year_start: 7\nchannels:");

    expect((await load({ ...files, "settings.yml": july })).settings.fiscalYearStart).toBe(7);
    expect(await problemsOf({ "settings.yml": july.replace("7", "13") })).toEqual([
      "settings.yml:6:20 fiscal_year_start: is 13, expected a month from 1 to 12, such as 7 for July",
    ]);
  });
});

describe("a fault in a table", () => {
  const invoice = (row: string) => ["invoices.csv", invoiceHeader + row] as const;
  const letting = (row: string) => ["rent-roll.csv", rentHeader + row] as const;
  const job = (row: string) => ["jobs.csv", jobHeader + row] as const;

  it.each([
    [
      "no number",
      invoice(",one,A,project,2026-10-07,,,,1"),
      ["2:1 number: is empty, expected text"],
    ],
    [
      "an unknown kind",
      invoice("1,one,A,projct,2026-10-07,,,,1"),
      ['2:9 kind: is "projct", expected one of recurring, project'],
    ],
    [
      "an unknown entity",
      invoice("1,oen,A,project,2026-10-07,,,,1"),
      ['2:3 entity: is "oen", which is no known entity; did you mean "one"?'],
    ],
    [
      "a day that does not exist",
      invoice("1,one,A,project,2026-10-07,2026-02-30,,,1"),
      ['2:28 issued: is "2026-02-30", expected a day written YYYY-MM-DD'],
    ],
    [
      "due before issued",
      invoice("1,one,A,project,2026-10-07,2026-10-09,2026-10-08,,1"),
      ["2:39 due: is 2026-10-08, expected a day on or after issued (2026-10-09)"],
    ],
    [
      "paid before issued",
      invoice("1,one,A,project,2026-10-07,2026-10-09,2026-10-20,2025-10-19,1"),
      [
        "2:50 paid: is 2025-10-19, expected a day on or after issued (2026-10-09); what was paid in advance counts from the day it is invoiced",
      ],
    ],
    [
      "due and paid before issued",
      invoice("1,one,A,project,2026-10-07,2026-10-09,2026-10-08,2026-10-08,1"),
      [
        "2:39 due: is 2026-10-08, expected a day on or after issued (2026-10-09)",
        "2:50 paid: is 2026-10-08, expected a day on or after issued (2026-10-09); what was paid in advance counts from the day it is invoiced",
      ],
    ],
    [
      "paid and not issued",
      invoice("1,one,A,project,2026-10-07,,,2026-10-08,1"),
      ["2:30 paid: is given, expected it to be empty while nothing is issued"],
    ],
    [
      "a number given twice",
      invoice("1,one,A,project,2026-10-07,,,,1\n1,one,B,project,2026-10-07,,,,1"),
      ['3:1 number: is "1", which line 2 has already'],
    ],
    [
      "several faults of several rows",
      invoice("1,one,A,x,y,,,,z\n2,one,A,project,2026-10-07,,,,"),
      [
        '2:9 kind: is "x", expected one of recurring, project',
        '2:11 performed: is "y", expected a day written YYYY-MM-DD',
        '2:16 amount: is "z", expected an amount such as 1,234.56, with at most 2 decimals',
        "3:31 amount: is empty, expected an amount such as 1,234.56, with at most 2 decimals",
      ],
    ],
    [
      "an end that is no later",
      letting("one,U,lease,T,2026-10-07,2026-10-07,1,0"),
      ["2:26 to: is 2026-10-07, expected a day after from (2026-10-07)"],
    ],
    [
      "a unit let twice at a time",
      letting("one,U,stay,A,2026-10-05,2026-10-07,1,0\none,U,lease,T,2026-01-01,2026-10-06,1,0"),
      ["2:14 from: is 2026-10-05, when U is still let until 2026-10-06 (line 3)"],
    ],
    [
      "a negative rent",
      letting("one,U,stay,A,2026-10-05,2026-10-07,-1,0"),
      ['2:36 rent: is "-1", expected 0 or more'],
    ],
    [
      "completed without a day",
      job("1,one,completed,no,2026-10-05,,,,,,,"),
      ["2:32 completed: is empty, expected the day on which the job was completed"],
    ],
    [
      "a day without being completed",
      job("1,one,booked,no,2026-10-05,,2026-10-06,,,,,"),
      ["2:29 completed: is 2026-10-06, expected it to be empty at the stage booked"],
    ],
    [
      "completed before it was asked for",
      job("1,one,completed,no,2026-10-05,2026-10-05,2026-10-04,,,,,"),
      ["2:42 completed: is 2026-10-04, expected a day on or after inquired (2026-10-05)"],
    ],
    [
      "completed and lost",
      job("1,one,completed,yes,2026-10-05,,2026-10-06,,,,,"),
      ["2:17 lost: is yes, expected no for a job that was completed"],
    ],
    [
      "an unclear answer",
      job("1,one,quoted,maybe,2026-10-05,,,,,,,"),
      ['2:14 lost: is "maybe", expected yes or no'],
    ],
    [
      "a disposal fee above the cost that includes it",
      job("1,one,completed,no,2026-10-05,,2026-10-05,,,100.00,20.00,20.01"),
      ["2:58 disposal_fee: is more than cost, which includes the disposal fee"],
    ],
    [
      "negative hours",
      job("1,one,quoted,no,2026-10-05,,,,-1,,,"),
      ['2:31 hours: is "-1", expected hours of 0 or more, with at most 2 decimals'],
    ],
  ])("%s", async (_, [file, csv], faults) => {
    expect(await problemsOf({ [file]: csv })).toEqual(faults.map((fault) => `${file}:${fault}`));
  });
});
