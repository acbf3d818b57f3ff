import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  parseReport,
  type ReportCommand,
  splitCommand,
} from "../../../src/commands/parse-command.ts";

const named = (entity: string): ReportCommand & { kind: "report" } => ({
  kind: "report",
  report: "ceo",
  entity,
});
const report = (id: string): ReportCommand => ({ kind: "report", report: id });

describe("splitCommand", () => {
  it.each([
    ["", "", ""],
    ["   ", "", ""],
    [" HELP ", "help", ""],
    ["Status 01JABC", "status", "01JABC"],
    ["schedule\u00a0cto  Monday 08:00 ", "schedule", "cto  Monday 08:00"],
  ])("splits %j", (text, word, rest) => {
    expect(splitCommand(text)).toEqual({ word, rest });
  });
});

describe("parseReport", () => {
  it.each<[string, ReportCommand]>([
    ["cto", report("cto")],
    ["  CTO\t", report("cto")],
    ["helpful", report("helpful")],
    ["what-is-this", report("what-is-this")],
    ["cto\u00a0", report("cto")],
    ["cto last-month", { kind: "report", report: "cto", period: "last-month" }],
    ["cto ENTITY:Jada", { kind: "report", report: "cto", entity: "jada" }],
    ["cfo 2026-Q3 entity:qdn", { kind: "report", report: "cfo", period: "2026-q3", entity: "qdn" }],
    ["cfo entity:qdn ytd", { kind: "report", report: "cfo", period: "ytd", entity: "qdn" }],
    ['ceo entity:"Rental property"', named("rental property")],
    ["ceo entity:“Rental  property”", named("rental property")],
    ["ceo entity:„Rental property“", named("rental property")],
    ["ceo entity:«Rental property»", named("rental property")],
    ["ceo entity:'Rental property'", named("rental property")],
    ["ceo entity:‘Rental property’", named("rental property")],
    ['ceo entity:"Joe’s bar"', named("joe’s bar")],
    ['ceo entity:"jada"', named("jada")],
    ["ceo entity:“jada", named("jada")],
    ['ceo entity:"Rental property" ytd', { ...named("rental property"), period: "ytd" }],
    ['ceo ytd entity:"Rental property"', { ...named("rental property"), period: "ytd" }],
    [
      'ceo entity:"a b" entity:"c d"',
      { kind: "unexpected", report: "ceo", words: ['entity:"c d"'] },
    ],
    ['ceo entity:"Rental property', { ...named("rental"), period: "property" }],
    ['ceo entity:""', { kind: "report", report: "ceo", period: 'entity:""' }],
    ["cto for Q4", { kind: "unexpected", report: "cto", words: ["q4"] }],
    ["cto entity:a entity:b", { kind: "unexpected", report: "cto", words: ["entity:b"] }],
    ["cto entity:", { kind: "report", report: "cto", period: "entity:" }],
  ])("reads %j", (text, expected) => {
    expect(parseReport(text)).toEqual(expected);
  });

  it("never throws, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 4_000 }), (text) => {
        const parsed = parseReport(text);
        expect(["report", "unexpected"]).toContain(parsed.kind);
        expect(parsed.report).toMatch(/^\S*$/);
        if (parsed.kind === "unexpected") expect(parsed.words).not.toHaveLength(0);
      }),
    );
  });

  it("does not care about case or blanks", () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/);
    const blanks = fc.stringMatching(/^[ \t]{1,3}$/);
    const typed = fc.tuple(fc.array(word, { maxLength: 4 }), blanks, fc.boolean());
    fc.assert(
      fc.property(typed, ([words, blank, loud]) => {
        const text = `${blank}${words.join(blank)}${blank}`;
        const plain = parseReport(words.join(" "));
        expect(parseReport(loud ? text.toUpperCase() : text)).toEqual(plain);
      }),
    );
  });
});
