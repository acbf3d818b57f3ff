import { caniemail } from "caniemail";
import { beforeAll, describe, expect, it } from "vitest";
import type { RenderedMail } from "../../../src/dispatch/artifact.ts";
import type { Report } from "../../../src/reports/report.ts";
import { renderDigests } from "../../support/sample-digests.ts";
import { renderAllReports, type SampleMail } from "../../support/sample-mails.ts";
import { CLIENTS, type Gap, PARTIAL, UNSUPPORTED } from "./known-gaps.ts";
import { createTestRenderer } from "./rendering.ts";
import { jobsTable, sampleReport } from "./sample-report.ts";

/** All reports of the sample, and the two ends: more than a mail can carry, and nothing at all. */
let mails: readonly SampleMail[];

beforeAll(async () => {
  const render = await createTestRenderer();
  const long = { heading: "Every job", blocks: [jobsTable(200), jobsTable(200)] };
  const nothing: Report = {
    ...sampleReport,
    ...{ metrics: [], sections: [], actions: [], missing: [], sources: [] },
  };
  mails = [
    ...(await renderAllReports()),
    ...(await renderDigests()),
    { id: "long", mail: await render({ ...sampleReport, sections: [long] }) },
    { id: "nothing", mail: await render(nothing) },
  ];
}, 60_000);

/** What a list finds in the mails beyond its gaps, as lines; and the features of the list that no mail has. */
function compare(found: ReadonlyMap<string, ReadonlySet<string>>, gaps: readonly Gap[]) {
  const isKnown = (feature: string, client: string) =>
    gaps.some(
      ({ features, clients }) =>
        features.includes(feature) && clients.some((name) => client.startsWith(name)),
    );
  const unknown = [...found].flatMap(([feature, clients]) =>
    [...clients]
      .filter((client) => !isKnown(feature, client))
      .map((client) => `${feature} in ${client}`),
  );
  const stale = gaps.flatMap(({ features }) => features.filter((feature) => !found.has(feature)));
  return { unknown, stale };
}

function findGaps(kind: "errors" | "warnings"): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { mail } of mails) {
    for (const [client, issues] of caniemail({ clients: [...CLIENTS], html: mail.html }).issues[
      kind
    ]) {
      for (const { title } of issues) {
        found.set(title, (found.get(title) ?? new Set()).add(client));
      }
    }
  }
  return found;
}

describe("mail clients", () => {
  it("support all that the mails are made of, beyond gaps that do no harm", () => {
    expect(compare(findGaps("errors"), UNSUPPORTED)).toEqual({ unknown: [], stale: [] });
  });

  it("support in part only what the mails do not need in full", () => {
    expect(compare(findGaps("warnings"), PARTIAL)).toEqual({ unknown: [], stale: [] });
  });
});

/** Runs a check for every mail and lists those that fail. */
const failing = (check: (mail: RenderedMail) => boolean) =>
  mails.filter(({ mail }) => !check(mail)).map(({ id }) => id);

describe("every mail", () => {
  it("is complete in itself: no picture in the address, no script, no form, nothing from elsewhere", () => {
    const never =
      /data:|<(?:svg|script|form|input|button|iframe|object|embed|link|video|audio|base)\b|@import|@font-face|url\(|\son\w+=/iu;
    expect(failing(({ html }) => !never.test(html))).toEqual([]);
    // Namespaces of Outlook's own vocabulary are names; nobody fetches them.
    const withoutNames = (html: string) => html.replaceAll(/\sxmlns(?::\w+)?="[^"]*"/gu, "");
    expect(failing(({ html }) => !/\b(?:https?:)?\/\/\w/iu.test(withoutNames(html)))).toEqual([]);
  });

  it("shows each of its pictures, and no other", () => {
    const shown = (html: string) => [...html.matchAll(/\bsrc="([^"]*)"/gu)].map(([, src]) => src);
    for (const { id, mail } of mails) {
      const cids = mail.images.map(({ cid }) => `cid:${cid}`);
      expect(shown(mail.html), id).toEqual(cids);
      expect(new Set(cids).size, id).toBe(cids.length);
    }
  });

  it("says in words what a picture shows, and how wide it is", () => {
    const pictures = (html: string) => html.match(/<img\b[^>]*>/gu) ?? [];
    const all = mails.flatMap(({ mail }) => pictures(mail.html));
    expect(all.length).toBeGreaterThan(8);
    expect(all.filter((img) => !/\salt="[^"]*\w[^"]*"/u.test(img))).toEqual([]);
    expect(all.filter((img) => !/\swidth="[1-9]\d*"/u.test(img))).toEqual([]);
  });

  it("is not clipped by Gmail", () => {
    expect(failing(({ html }) => Buffer.byteLength(html) < 102_400)).toEqual([]);
    const sheets = (html: string) => (html.match(/<style\b.*?<\/style>/gsu) ?? []).join("");
    expect(failing(({ html }) => Buffer.byteLength(sheets(html)) < 16_384)).toEqual([]);
    expect(failing(({ html }) => sheets(html).length > 1_000)).toEqual([]);
  });

  it("says where the rows are that it leaves out", () => {
    const long = mails.find(({ id }) => id === "long")?.mail;
    expect(long?.html).toMatch(/and \d+ more rows in the attached CSV/u);
    expect(long?.attachments.map(({ name }) => name)).toContainEqual(
      expect.stringMatching(/\.csv$/u),
    );
  });
});
