import { describe, expect, it } from "vitest";
import { DEFAULT_COLOR, resolvePresentation } from "../../../src/dispatch/presentation.ts";
import { UnknownEntityError } from "../../../src/errors.ts";
import type { Portfolio, Settings } from "../../../src/portfolio/portfolio.ts";
import { sample } from "../reports/sample.ts";

const withSettings = (change: Partial<Settings>): Portfolio => ({
  ...sample,
  settings: { ...sample.settings, ...change },
});
const logo = { png: Uint8Array.of(1), width: 10, height: 10 };

describe("resolvePresentation", () => {
  it("takes what the audience wants", () => {
    const audiences = {
      cfo: {
        to: ["owner"],
        attachments: ["pdf" as const],
        replyTo: "finance",
        subject: "{title}",
      },
    };
    expect(resolvePresentation(withSettings({ audiences }), "cfo", {}, ["x.csv"])).toMatchObject({
      attachments: ["pdf"],
      without: ["x.csv"],
      subject: "{title}",
      replyTo: { name: "Bookkeeper", email: "finance@example.com" },
    });
  });

  it("has the note that came with the wish, and none otherwise", () => {
    expect(resolvePresentation(sample, "cfo", { note: "Please read." }).note).toBe("Please read.");
    expect(resolvePresentation(sample, "cfo")).not.toHaveProperty("note");
  });

  it("has the group's look where several entities are chosen", () => {
    const brand = { name: "Group", entities: { jada: { name: "J" }, qos: { name: "Q" } } };
    const name = (entity: string) =>
      resolvePresentation(withSettings({ brand }), "cfo", { entity }).brand.name;
    expect(name("jada")).toBe("J");
    expect(name("jada,qos")).toBe("Group");
  });

  it("has a name, a colour and no attachments where nothing is said", () => {
    const { brand: _, ...settings } = sample.settings;
    const plain = { ...sample, settings: { ...settings, audiences: {} } };
    expect(resolvePresentation(plain, "cfo")).toEqual({
      brand: { name: "Harbor Portfolio", color: DEFAULT_COLOR },
      attachments: [],
      without: [],
    });
  });

  it.each([
    ["all of its own", { name: "N", color: "#111111", logo: "own.png" }, ["N", "#111111", 2]],
    ["a name of its own", { name: "N" }, ["N", "#222222", 1]],
    ["nothing of its own", undefined, ["Group", "#222222", 1]],
  ])("gives a report on one entity the look of that entity: %s", (_case, own, expected) => {
    const brand = {
      name: "Group",
      color: "#222222",
      logo: "group.png",
      entities: own === undefined ? {} : { jada: own },
    };
    const logos = { "group.png": logo, "own.png": { ...logo, png: Uint8Array.of(2) } };
    const portfolio = { ...withSettings({ brand }), logos };
    const look = resolvePresentation(portfolio, "cfo", { entity: "JADA" }).brand;
    expect([look.name, look.color, look.logo?.png[0]]).toEqual(expected);
    expect(resolvePresentation(portfolio, "cfo").brand.name).toBe("Group");
  });

  it("knows no look of an entity that does not exist", () => {
    expect(() => resolvePresentation(sample, "cfo", { entity: "nobody" })).toThrow(
      UnknownEntityError,
    );
  });
});
