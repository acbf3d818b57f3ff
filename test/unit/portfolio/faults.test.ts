import { describe, expect, it } from "vitest";
import { formatFault } from "../../../src/errors.ts";
import { entity, faultsOf, settings, valid } from "./portfolio-files.ts";

/** Change one text of a file, and this is the one fault. */
type Case = readonly [name: string, from: string, to: string, fault: string];

const settingsFaults: readonly Case[] = [
  ["a missing field", "name: Test\n", "", "1:1 name: is missing, expected text"],
  ["an empty field", "name: Test", "name:", "1:1 name: is empty, expected text"],
  ["a number for text", "name: Test", "name: 7", "1:7 name: is 7, expected text in quotes"],
  [
    "an unknown currency",
    "USD",
    "USDD",
    '2:11 currency: is "USDD", expected an ISO 4217 currency code such as USD',
  ],
  [
    "a malformed locale",
    "en-US",
    "english_us",
    '3:9 locale: is "english_us", expected a language tag such as en-US',
  ],
  [
    "a time zone that is none",
    "America/Los_Angeles",
    "America/Los_Angels",
    '4:12 time_zone: is "America/Los_Angels", expected an IANA time zone such as America/Los_Angeles',
  ],
  [
    "an offset for a time zone",
    "America/Los_Angeles",
    '"+08:00"',
    '4:12 time_zone: is "+08:00", expected an IANA time zone such as America/Los_Angeles',
  ],
  [
    "a channel by name",
    "C01REPORTS",
    '"#reports"',
    '6:12 channels.reports: is "#reports", expected a Slack channel id such as C01REPORTS',
  ],
  [
    "a bad e-mail address",
    "cto@example.com",
    "cto@example",
    '10:12 people.cto.email: is "cto@example", expected an e-mail address such as cto@example.com',
  ],
  [
    "one Slack user for two people",
    "    email: cto@example.com\n",
    "    email: cto@example.com\n    slack: U01CTO\n  ceo: { name: Chief, email: ceo@example.com, slack: U01CTO }\n",
    '12:54 people.ceo.slack: is "U01CTO", which settings.yml:11 has already; ids are given once',
  ],
  [
    "a misspelt field",
    "reports: C01",
    "reprots: C01",
    '6:3 channels.reprots: is not a known field here; did you mean "reports"?',
  ],
  [
    "a bad name for a person",
    "  cto:\n    name",
    "  CTO 1:\n    name",
    '8:3 people: has a key that cannot be used ("CTO 1"); keys are letters, digits, - and _, and text with a comma needs quotes inside { } or [ ]',
  ],
  [
    "a capital in an id",
    "  cto:\n    name",
    "  Cto:\n    name",
    "8:3 people.Cto: is not a usable name, expected lower-case letters, digits and hyphens, such as open-endpoint",
  ],
  [
    "an audience for an unknown report",
    "  cto:\n    to",
    "  cta:\n    to",
    '12:3 audiences.cta: is "cta", which is no known report; did you mean "cto"?',
  ],
  [
    "an unknown person",
    "[cto]",
    "[cto, cfo]",
    '13:15 audiences.cto.to[1]: is "cfo", which is no known person; did you mean "cto"?',
  ],
  [
    "a person named twice",
    "[cto]",
    "[cto, cto]",
    '13:15 audiences.cto.to[1]: names "cto" a second time',
  ],
  [
    "an alternate who does not exist",
    "@example.com\n",
    "@example.com\n    alternate: ct\n",
    '11:16 people.cto.alternate: is "ct", which is no known person; did you mean "cto"?',
  ],
  [
    "oneself as alternate",
    "@example.com\n",
    "@example.com\n    alternate: cto\n",
    "11:16 people.cto.alternate: is the person themselves",
  ],
  ["one text for a list", "[cto]", "cto", '13:9 audiences.cto.to: is "cto", expected a list'],
  [
    "a list for a mapping",
    "  reports: C01REPORTS",
    "  [C01REPORTS]",
    "6:3 channels: is a list, expected a mapping of fields",
  ],
  [
    "a bad Slack user",
    "people:",
    "roles: { admin: [bob] }\npeople:",
    '7:18 roles.admin[0]: is "bob", expected a Slack user id such as U01ADMIN, or the id of a user group such as S01FINANCE',
  ],
  [
    "a bad reporting date",
    "people:",
    "reporting_date: 2026-02-30\npeople:",
    '7:17 reporting_date: is "2026-02-30", expected a date such as 2026-10-31',
  ],
];

const entityFaults: readonly Case[] = [
  [
    "a date that does not exist",
    "2026-10-01",
    "2026-02-30",
    '10:12 vulnerabilities[0].since: is "2026-02-30", expected a date such as 2026-10-31',
  ],
  [
    "no date at the top",
    "as_of: 2026-10-20\n",
    "",
    "1:1 as_of: is missing, expected a date such as 2026-10-31",
  ],
  [
    "an unknown severity",
    "severity: high",
    "severity: urgent",
    '9:15 vulnerabilities[0].severity: is "urgent", expected one of critical, high, medium, low',
  ],
  [
    "a misspelt field",
    "severity: high",
    "severity: high\n    severty: low",
    '10:5 vulnerabilities[0].severty: is not a known field here; did you mean "severity"?',
  ],
  [
    "a field of nobody's",
    "severity: high",
    "severity: high\n    zzz: low",
    "10:5 vulnerabilities[0].zzz: is not a known field here; known are as_of, id, title, severity, since, closed, where, evidence",
  ],
  [
    "an end before the start",
    "since: 2026-10-01",
    "since: 2026-10-01\n    closed: 2026-09-30",
    "11:13 vulnerabilities[0].closed: is 2026-09-30, expected a day on or after since (2026-10-01)",
  ],
  [
    "more decimals than the currency has",
    "high: 2.5",
    "high: 2.505",
    "18:37 roadmap[0].monthly_impact.high: is 2.505, expected an amount such as 14 or 14.50, with at most 2 decimals",
  ],
  [
    "an amount beyond exactness",
    "high: 2.5",
    "high: 90071992547409.92",
    "18:37 roadmap[0].monthly_impact.high: is 90071992547409.92, expected an amount such as 14 or 14.50, with at most 2 decimals",
  ],
  [
    "an amount that is no number",
    "high: 2.5",
    "high: .nan",
    "18:37 roadmap[0].monthly_impact.high: is .nan, which YAML reads as the number NaN, expected an amount such as 14 or 14.50, with at most 2 decimals",
  ],
  [
    "a negative amount",
    "low: 1,",
    "low: -1,",
    "18:28 roadmap[0].monthly_impact.low: is -1, expected an amount such as 14 or 14.50, with at most 2 decimals",
  ],
  [
    "low above high",
    "low: 1,",
    "low: 3,",
    "18:28 roadmap[0].monthly_impact.low: is more than high, expected low to be the smaller of the two",
  ],
  [
    "a saving above the cost",
    "monthly: 4",
    "monthly: 10.11",
    "25:38 cloud.services[0].saving.monthly: is more than the service costs (monthly.low), expected at most that",
  ],
  [
    "odd hours",
    "effort_hours: 2",
    "effort_hours: 2.1",
    "16:19 roadmap[0].effort_hours: is 2.1, expected hours of work such as 6 or 0.5, in quarters of an hour",
  ],
  [
    "an id used twice",
    "id: nights",
    "id: leak",
    '25:21 cloud.services[0].saving.id: is "leak", which entities/one.yml:7 has already; ids are given once',
  ],
  [
    "work on nothing",
    "[leak]",
    "[leek]",
    '17:16 roadmap[0].resolves[0]: is "leek", which is no known finding or saving; did you mean "leak"?',
  ],
  [
    "a KPI of no kind",
    "roadmap:",
    "kpis:\n  - { name: A, kind: monny, comes_from: B }\nroadmap:",
    '13:22 kpis[0].kind: is "monny", expected one of count, money, ratio',
  ],
  [
    "a share above one",
    "roadmap:",
    "kpis:\n  - { name: A, kind: ratio, value: 62, comes_from: B }\nroadmap:",
    "13:36 kpis[0].value: is 62, expected a share from 0 to 1, such as 0.62 for 62 %",
  ],
  [
    "a key given twice",
    "name: One",
    "name: One\nname: Two",
    "4:1: is not valid YAML: Map keys must be unique",
  ],
  [
    "an alias",
    "name: One",
    "name: &n One\nbusiness2: *n",
    "4:12 business2: is the YAML alias *n, which is not used here; write the value out",
  ],
  ["a tag", "name: One", "name: !secret One", "3:7: is not valid YAML: Unresolved tag: !secret"],
  ["broken YAML", "roadmap:", "roadmap: [", "13:3: is not valid YAML: "],
  [
    "the loader's own key",
    "name: One",
    "name: One\n$source: x",
    '4:1: has a key that cannot be used ("$source"); keys are letters, digits, - and _, and text with a comma needs quotes inside { } or [ ]',
  ],
  [
    "a key for the prototype",
    "name: One",
    "name: One\n__proto__: { id: x }",
    '4:1: has a key that cannot be used ("__proto__"); keys are letters, digits, - and _, and text with a comma needs quotes inside { } or [ ]',
  ],
];

describe("a fault in settings.yml", () => {
  it.each(settingsFaults)("%s", async (_, from, to, fault) => {
    const faults = await faultsOf({ ...valid, "settings.yml": changed(settings, from, to) });

    expect(faults.map(formatFault)).toContain(`settings.yml:${fault}`);
  });
});

describe("a fault in an entity's file", () => {
  it.each(entityFaults)("%s", async (_, from, to, fault) => {
    const faults = await faultsOf({ ...valid, "entities/one.yml": changed(entity, from, to) });

    expect(faults.map(formatFault).join("\n")).toContain(`entities/one.yml:${fault}`);
  });
});

describe("a file", () => {
  it.each([
    ["is empty", "", "entities/one.yml:1:1: is empty, expected a mapping of fields"],
    ["is a list", "- a\n", "entities/one.yml:1:1: is a list, expected a mapping of fields"],
    ["is one text", "hello", 'entities/one.yml:1:1: is "hello", expected a mapping of fields'],
    [
      "is not text",
      new Uint8Array([0xff, 0xfe, 0x61]),
      "entities/one.yml:1:1: is not text in UTF-8",
    ],
  ])("that %s is a fault", async (_, content, fault) => {
    const faults = await faultsOf({ ...valid, "entities/one.yml": content });

    expect(faults.map(formatFault)).toContain(fault);
  });

  it("that is nested without end is a fault", async () => {
    const faults = await faultsOf({ ...valid, "entities/one.yml": "[".repeat(50_000) });

    // How deep is too deep depends on the stack.
    expect(faults.map(formatFault)).toContainEqual(
      expect.stringMatching(/^entities\/one\.yml:1:\d+: is nested too deeply to be read$/),
    );
  });

  it("that grows when its aliases are followed is a fault at each of them, at once", async () => {
    const bomb = `a: &a [x]\nb: &b [${"*a,".repeat(50)}]\nc: [${"*b,".repeat(50)}]\n`;

    const faults = await faultsOf({ ...valid, "entities/one.yml": bomb });

    expect(faults.filter(({ problem }) => problem.includes("alias"))).toHaveLength(100);
  });

  it("that is a folder is a fault", async () => {
    const faults = await faultsOf({ ...valid, "entities/two.yml/x": "" });

    expect(faults.map(formatFault)).toEqual(["entities/two.yml:1:1: is a folder, expected a file"]);
  });
});

describe("all faults", () => {
  it("of all files come at once, in reading order", async () => {
    const faults = await faultsOf({
      "settings.yml": settings.replace("USD", "XXL").replace("[cto]", "[cto, ceo]"),
      "entities/one.yml": entity.replace("high", "urgent").replace("low: 1,", "low: 3,"),
      "entities/two.yml": entity.replace("id: nights", "id: days").replace("[leak]", "[lake]"),
      "entities/zoo.yml": "{",
    });

    expect(faults.map(({ file, line, path }) => `${file}:${line} ${path}`)).toEqual([
      "settings.yml:2 currency",
      "settings.yml:13 audiences.cto.to[1]",
      "entities/one.yml:9 vulnerabilities[0].severity",
      "entities/one.yml:18 roadmap[0].monthly_impact.low",
      "entities/two.yml:2 id",
      "entities/two.yml:7 vulnerabilities[0].id",
      "entities/two.yml:17 roadmap[0].resolves[0]",
      expect.stringMatching(/^entities\/zoo.yml:/),
    ]);
  });

  it("are found in the sound files while another is unreadable", async () => {
    const faults = await faultsOf({ "entities/one.yml": entity.replace("AWS", "''") });

    expect(faults.map(formatFault)).toEqual([
      "settings.yml:1:1: is missing, expected it in the portfolio's folder",
      "entities/one.yml:20:13 cloud.provider: is empty, expected text",
    ]);
  });
});

function changed(text: string, from: string, to: string): string {
  expect(text).toContain(from);
  return text.replace(from, to);
}
