import { describe, expect, it } from "vitest";
import type { InlineImage, RenderedMail } from "../../../src/dispatch/artifact.ts";
import { firstChart, loadFirstChart } from "../../../src/dispatch/first-chart.ts";
import type { DispatchStore } from "../../../src/dispatch/store-port.ts";
import { ArtifactCorruptError, ArtifactExpiredError } from "../../../src/errors.ts";
import { dispatchIn } from "../commands/samples.ts";

const image = (cid: string, role: InlineImage["role"]): InlineImage => ({
  ...{ cid, role, name: `${cid}.png`, contentType: "image/png", alt: cid },
  content: new TextEncoder().encode(cid),
});
const mailWith = (...images: InlineImage[]): RenderedMail => ({
  ...{ subject: "s", html: "h", text: "t", attachments: [] },
  images,
});
const logo = image("logo", "logo");
const burn = image("burn", "chart");
const runway = image("runway", "chart");

describe("the chart that stands for a report", () => {
  it("is the first one in its mail, and never a logo", () => {
    expect(firstChart(mailWith(logo, burn, runway))).toBe(burn);
    expect(firstChart(mailWith(logo))).toBeUndefined();
  });
});

describe("the chart of a dispatch", () => {
  /** One dispatch, with a mail that is read this way. */
  const storeWith = (getMail: DispatchStore["getMail"]) => {
    const dispatch = dispatchIn("sent");
    const get = async (id: string) => (id === dispatch.id ? dispatch : undefined);
    return {
      store: { get, getMail } as Partial<DispatchStore> as DispatchStore,
      id: dispatch.id,
    };
  };
  const refuse = (error: Error) => async () => {
    throw error;
  };

  it("is that of its mail", async () => {
    const { store, id } = storeWith(async () => mailWith(logo, burn));
    expect(await loadFirstChart(id, store)).toEqual(burn.content);
  });

  it("is none where its mail has none, is not kept any more, or was never there", async () => {
    const plain = storeWith(async () => mailWith(logo));
    expect(await loadFirstChart(plain.id, plain.store)).toBeUndefined();
    const old = storeWith(refuse(new ArtifactExpiredError("The mail is not kept any more.")));
    expect(await loadFirstChart(old.id, old.store)).toBeUndefined();
    expect(await loadFirstChart("01KB0000000000000000000001", plain.store)).toBeUndefined();
  });

  it("is not taken from a mail that was changed", async () => {
    const changed = storeWith(refuse(new ArtifactCorruptError("The mail was changed.")));
    await expect(loadFirstChart(changed.id, changed.store)).rejects.toThrow(ArtifactCorruptError);
  });
});
