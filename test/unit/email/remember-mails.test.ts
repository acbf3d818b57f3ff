import { beforeEach, describe, expect, it } from "vitest";
import type { RenderMail } from "../../../src/dispatch/mail-ports.ts";
import type { Presentation } from "../../../src/dispatch/presentation.ts";
import { rememberMails } from "../../../src/email/remember-mails.ts";
import type { Logo } from "../../../src/portfolio/portfolio.ts";
import type { Report } from "../../../src/reports/report.ts";
import { createTestRenderer } from "./rendering.ts";
import { sampleReport } from "./sample-report.ts";

const LOOK: Presentation = {
  brand: { name: "Harbour Group", color: "#1d4f91" },
  attachments: [],
  without: [],
};

const logoOf = (byte: number): Logo => ({ png: Uint8Array.of(byte), width: 2, height: 2 });

const real = await createTestRenderer();

describe("rememberMails", () => {
  let rendered: [Report, Presentation][];
  let render: RenderMail;
  beforeEach(() => {
    rendered = [];
    render = rememberMails(async (report, presentation) => {
      rendered.push([report, presentation]);
      return await real(report, presentation);
    });
  });

  it("renders the same report once", async () => {
    const first = await render(sampleReport, LOOK);
    const again = await render(structuredClone(sampleReport), structuredClone(LOOK));
    expect(again).toBe(first);
    expect(rendered).toHaveLength(1);
  });

  it.each<[string, Report, Presentation]>([
    ["report", { ...sampleReport, headline: "Something else." }, LOOK],
    ["note", sampleReport, { ...LOOK, note: "Please read." }],
    ["brand", sampleReport, { ...LOOK, brand: { ...LOOK.brand, color: "#000000" } }],
    ["logo", sampleReport, { ...LOOK, brand: { ...LOOK.brand, logo: logoOf(2) } }],
  ])("renders another %s anew", async (_what, report, presentation) => {
    await render(sampleReport, { ...LOOK, brand: { ...LOOK.brand, logo: logoOf(1) } });
    const other = await render(report, presentation);
    expect(rendered).toHaveLength(2);
    expect(other).toEqual(await real(report, presentation));
  });

  it("does not keep a failure", async () => {
    let fails = true;
    const shaky = rememberMails(async (report, presentation) => {
      if (fails) throw new Error("no memory");
      return await real(report, presentation);
    });
    await expect(shaky(sampleReport, LOOK)).rejects.toThrow("no memory");
    fails = false;
    await expect(shaky(sampleReport, LOOK)).resolves.toMatchObject({ subject: expect.any(String) });
  });
});
