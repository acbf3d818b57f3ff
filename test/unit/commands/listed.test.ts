import { describe, expect, it } from "vitest";
import { escapeEntities, plain } from "../../../src/commands/text.ts";
import { chooseFromList, chooseMany } from "../../../src/commands/views/compose/choose-many.ts";
import { listedIn } from "../../../src/commands/views/compose/listed.ts";

/** A form as Slack hands it back: its texts escaped. */
function handedBack(element: ReturnType<typeof chooseMany>) {
  const block = {
    type: "input" as const,
    block_id: "entities/cto",
    label: plain("Entities"),
    element,
  };
  const escaped = JSON.stringify([block], (_, value: unknown) =>
    typeof value === "string" ? escapeEntities(value) : value,
  );
  return JSON.parse(escaped) as [typeof block];
}

const some = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ value: `e${n}`, label: `A & B <${n}> &amp;` }));

describe("what a form lists, handed back by Slack", () => {
  it.each([1, 10, 11, 100, 101, 250])("is what it was drawn with, of %i", (count) => {
    const blocks = handedBack(chooseMany("compose_entities", some(count), []));
    expect(listedIn(blocks, "entities", "cto")).toEqual(some(count));
  });

  it("is nothing where it is not asked, or asked of another report, or offers no list", () => {
    const blocks = handedBack(chooseFromList("compose_entities", some(2), [], "All"));
    expect(listedIn(blocks, "entities", "cfo")).toBeUndefined();
    expect(listedIn(blocks, "audience", "cto")).toBeUndefined();
    expect(
      listedIn([{ type: "divider", block_id: "entities/cto" }], "entities", "cto"),
    ).toBeUndefined();
  });
});
