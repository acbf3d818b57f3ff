import { describe, expect, it } from "vitest";
import { UnknownEntityError } from "../../../src/errors.ts";
import { narrowTo } from "../../../src/reports/scope.ts";
import { compose, sample, withEntities } from "./sample.ts";

describe("narrowTo", () => {
  it("leaves one entity and what is its own", () => {
    const only = narrowTo(sample, "JADA");
    expect(only.entities.map(({ id }) => id)).toEqual(["jada"]);
    expect(only.settings.name).toBe(`${sample.settings.name}, JADA only`);
    const { ledger, invoices = [], lettings = [], jobs = [], handoffs = [] } = only;
    const rows = [...(ledger?.cells ?? []), ...invoices, ...lettings, ...jobs, ...handoffs];
    for (const row of rows) expect(row.entity).toBe("jada");
    expect(only.ledger?.cells.length).toBeGreaterThan(0);
    expect(only.ledger?.cells.length).toBeLessThan(sample.ledger?.cells.length ?? 0);
  });

  it("finds an entity by its name as well", () => {
    expect(narrowTo(sample, " quickdumpnow ").entities[0]?.id).toBe("qdn");
  });

  it("leaves several, each once and in the portfolio's order, whatever they are called by", () => {
    const some = narrowTo(sample, "qdn, JADA,quickdumpnow");
    expect(some.entities.map(({ id }) => id)).toEqual(["jada", "qdn"]);
    expect(some.settings.name).toBe(`${sample.settings.name}, JADA and QuickDumpNow only`);
    const owners = new Set(some.ledger?.cells.map(({ entity }) => entity));
    expect([...owners].toSorted()).toEqual(["jada", "qdn"]);
    expect(() => narrowTo(sample, "jada,nobody")).toThrow(UnknownEntityError);
  });

  it("finds a name that holds a comma itself", () => {
    const named = withEntities((entity) =>
      entity.id === "qdn" ? { ...entity, name: "Dump, Quickly" } : entity,
    );
    expect(narrowTo(named, "dump, quickly").entities.map(({ id }) => id)).toEqual(["qdn"]);
  });

  it("finds a name of several words, and one with either apostrophe", () => {
    expect(narrowTo(sample, "rental property").entities[0]?.id).toBe("rental");
    const named = withEntities((entity) =>
      entity.id === "qdn" ? { ...entity, name: "Joe's Yard" } : entity,
    );
    expect(narrowTo(named, "joe’s yard").entities[0]?.id).toBe("qdn");
  });

  it("leaves what has no file without one", () => {
    const { ledger: _ledger, jobs: _jobs, ...rest } = sample;
    expect(narrowTo(rest, "jada")).not.toHaveProperty("ledger");
  });

  it.each(["", "jad", "nobody"])("refuses %j and names what there is", (typed) => {
    expect(() => narrowTo(sample, typed)).toThrow(UnknownEntityError);
    expect(() => narrowTo(sample, "jad")).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/Did you mean "jada"\?.*qdn/) }),
    );
  });

  it.each([
    ["billing", "invoices.csv holds no invoice of Harbor Portfolio, JADA only."],
    ["logistics", "jobs.csv holds no job of Harbor Portfolio, JADA only."],
    ["rental", "rent-roll.csv holds no letting of Harbor Portfolio, JADA only."],
  ])("lets the %s report say that its file holds nothing of the entity", (type, headline) => {
    expect(compose(type, narrowTo(sample, "jada")).headline).toBe(headline);
  });
});
