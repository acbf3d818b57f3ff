import { describe, expect, it } from "vitest";
import { formatFault } from "../../../src/errors.ts";
import { faultsOf, load, valid } from "./portfolio-files.ts";

const note = `---
entity: one
date: 2026-10-05
owner: Technology lead
decisions:
  - Keep the form
open_items: [Find the login, "Ask: who pays?"]
---

Some words before it.

## Form handed over ##

# Not this one
`;

const problemsOf = async (text: string) =>
  (await faultsOf({ ...valid, "handoffs/a.md": text })).map(formatFault);

describe("hand-off notes", () => {
  it("are read with their front matter and first heading", async () => {
    const { handoffs } = await load({ ...valid, "handoffs/a.md": note });

    expect(handoffs).toEqual([
      {
        entity: "one",
        date: "2026-10-05",
        owner: "Technology lead",
        title: "Form handed over",
        decisions: ["Keep the form"],
        openItems: ["Find the login", "Ask: who pays?"],
        source: { file: "handoffs/a.md", line: 1, asOf: "2026-10-05" },
      },
    ]);
  });

  it("are faults where one is a copy of another", async () => {
    const files = { ...valid, "handoffs/a (1).md": note, "handoffs/a.md": note };

    expect((await faultsOf(files)).map(formatFault)).toEqual([
      "handoffs/a (1).md:1:1: is the same, byte for byte, as handoffs/a.md, and each point would be told twice; remove one of the two",
    ]);
  });

  it("come oldest first, and other files do not count", async () => {
    const { handoffs } = await load({
      ...valid,
      "handoffs/a.md": note,
      "handoffs/b.md": note.replace("10-05", "09-01").replaceAll("\n", "\r\n"),
      "handoffs/c.md": `${note}\n`,
      "handoffs/.draft.md": "",
      "handoffs/picture.png": "",
    });

    expect(handoffs?.map(({ source }) => source.file)).toEqual([
      "handoffs/b.md",
      "handoffs/a.md",
      "handoffs/c.md",
    ]);
  });

  it.each([
    [
      "no front matter",
      "# Title\n",
      "1:1: has no front matter, expected fields between two lines of --- at its start",
    ],
    [
      "front matter without end",
      note.replace("---\n\nSome", "\n\nSome"),
      "1:1: has no front matter, expected fields between two lines of --- at its start",
    ],
    [
      "no heading",
      note.replaceAll("#", ""),
      "2:1 title: is missing, expected a heading after the front matter, such as # Handover",
    ],
    [
      "a day that does not exist",
      note.replace("10-05", "02-30"),
      '3:7 date: is "2026-02-30", expected a date such as 2026-10-31',
    ],
    [
      "an unknown entity",
      note.replace("one", "oen"),
      '2:9 entity: is "oen", which is no known entity; did you mean "one"?',
    ],
    [
      "a misspelt field",
      note.replace("open_items", "open_item"),
      '7:1 open_item: is not a known field here; did you mean "open_items"?',
    ],
    [
      "a text with a colon",
      note.replace("Keep the", "Keep: the"),
      "6:5 decisions[0]: is a mapping, expected text",
    ],
    ["broken YAML", note.replace("[Find", "[[Find"), "7:48: is not valid YAML: "],
  ])("with %s are refused", async (_, text, fault) => {
    const problems = await problemsOf(text);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`handoffs/a.md:${fault}`);
  });

  it("with nothing in the front matter miss every field", async () => {
    const problems = await problemsOf("---\n---\n# A\n");

    expect(problems.map((problem) => problem.split(" ")[1])).toEqual([
      "entity:",
      "date:",
      "owner:",
    ]);
  });
});
