import { describe, expect, it } from "vitest";
import { buildFacts } from "../../../src/commands/messages/facts.ts";
import { describeFileSize, describeMailSize } from "../../../src/commands/messages/size.ts";
import type { Dispatch, MailFacts } from "../../../src/dispatch/dispatch.ts";
import { dispatchIn, mailFacts, said, unsubscribed } from "./samples.ts";

const factsOf = (change: Partial<Dispatch>) =>
  buildFacts(dispatchIn("awaiting_approval", change)).map(said);
const mailFactsOf = (change: Partial<MailFacts>) => factsOf({ mail: mailFacts(change) });

const FILES = [
  { name: "cfo-2026-10.pdf", bytes: 218_500 },
  { name: "cfo-2026-10.xlsx", bytes: 40_000 },
  { name: "burn.csv", bytes: 10 },
];

describe("the facts of a mail", () => {
  it("names the attachments with their sizes, and the size of it all", () => {
    expect(mailFactsOf({ bytes: 400_000, attachments: FILES })[1]).toBe(
      "3 attachments: cfo-2026-10.pdf 214 KB, cfo-2026-10.xlsx 40 KB, burn.csv 1 KB; mail 0.4 MB",
    );
    expect(mailFactsOf({ bytes: 60_000, attachments: FILES.slice(2) })[1]).toBe(
      "1 attachment: burn.csv 1 KB; mail 0.1 MB",
    );
  });

  it("names five and counts the others", () => {
    const attachments = Array.from({ length: 7 }, (_, n) => ({ name: `${n}.csv`, bytes: 1024 }));
    expect(mailFactsOf({ attachments })[1]).toContain("7 attachments: 0.csv 1 KB");
    expect(mailFactsOf({ attachments })[1]).toContain("4.csv 1 KB and 2 more; mail");
    expect(mailFactsOf({ attachments: attachments.slice(0, 5) })[1]).toContain("4.csv 1 KB; mail");
  });

  it("says when people see each other, and what was left out", () => {
    const facts = mailFactsOf({ envelope: "shared", leftOut: ["cfo.pdf"], attachments: FILES });
    expect(facts[1]).toMatch(
      /^One mail to all, who see each other's addresses · 3 attachments: .* · Left out: cfo\.pdf$/,
    );
    expect(mailFactsOf({ envelope: "shared" })[1]).toBe(
      "One mail to all, who see each other's addresses",
    );
  });

  it("says nothing where there is nothing to say", () => {
    expect(mailFactsOf({})).toHaveLength(2);
  });

  it("says who does not get it, and that also behind many names", () => {
    const skipped = [unsubscribed("Bookkeeper"), unsubscribed("Counsel")];
    expect(factsOf({ skipped })[0]).toBe(
      "For 3 people: Owner, Technology lead, Web developer; one audit copy; not for Bookkeeper, Counsel, who unsubscribed",
    );
    const recipientNames = Array.from({ length: 50 }, (_, n) => `${n} ${"x".repeat(100)}`);
    expect(factsOf({ skipped, recipientNames })[0]).toMatch(
      /^For 50 people: 0 x+, .*…; one audit copy; not for Bookkeeper, Counsel, who unsubscribed$/,
    );
  });
});

describe("whoever is left out", () => {
  const since = "2026-10-30T08:00:00.000Z";
  const skippedAs = (skipped: Dispatch["skipped"]) =>
    factsOf({ skipped })[0]?.replace(/^.*one audit copy/, "");

  it("is named with why, since when, and who gets it instead", () => {
    expect(
      skippedAs([{ name: "Owner", reason: "bounced", since, instead: "Chief executive" }]),
    ).toBe(
      "; Owner (bounced <!date^1793347200^{date_short_pretty}|Oct 30, 2026>): Chief executive instead",
    );
    expect(skippedAs([{ name: "Owner", reason: "complained", since }])).toBe(
      "; not for Owner (reported as spam <!date^1793347200^{date_short_pretty}|Oct 30, 2026>)",
    );
    expect(
      skippedAs([
        { name: "Owner", reason: "unsubscribed", since, instead: "Chief executive" },
        unsubscribed("Counsel"),
        { name: "Bookkeeper", reason: "bounced", since },
      ]),
    ).toBe(
      "; not for Counsel, who unsubscribed; Owner (unsubscribed <!date^1793347200^{date_short_pretty}|Oct 30, 2026>): Chief executive instead; not for Bookkeeper (bounced <!date^1793347200^{date_short_pretty}|Oct 30, 2026>)",
    );
  });
});

describe("sizes", () => {
  it.each([
    [0, "0 KB"],
    [1, "1 KB"],
    [1024, "1 KB"],
    [1025, "2 KB"],
    [999 * 1024, "999 KB"],
    [999 * 1024 + 1, "1.0 MB"],
    [8.1 * 1024 * 1024, "8.1 MB"],
  ])("of a file of %i bytes: %s", (bytes, size) => {
    expect(describeFileSize(bytes)).toBe(size);
  });

  it.each([
    [1, "0.1 MB"],
    [10 * 1024 * 1024, "10.0 MB"],
    [10 * 1024 * 1024 + 1, "10.1 MB"],
  ])("of a mail of %i bytes: %s", (bytes, size) => {
    expect(describeMailSize(bytes)).toBe(size);
  });
});
