import { toReport } from "../../src/digest/digest-report.ts";
import { resolvePresentation } from "../../src/dispatch/presentation.ts";
import { REPORTS } from "../../src/reports/registry.ts";
import { digestOf, entry, sentAt } from "../unit/digest/digests.ts";
import { createTestRenderer } from "../unit/email/rendering.ts";
import { sample } from "../unit/reports/sample.ts";
import type { SampleMail } from "./sample-mails.ts";

const YESTERDAY = "2026-11-29T20:00:00.000Z";

/** The digest's mail: of a day with everything, of a quiet one, and of one with far too much of everything. */
export async function renderDigests(): Promise<readonly SampleMail[]> {
  const render = await createTestRenderer();
  const { brand } = resolvePresentation(sample, "digest");
  const input = { portfolio: sample, registry: REPORTS };
  const busy = [
    sentAt(YESTERDAY, "delivered", "delivered", "bounced"),
    sentAt(YESTERDAY, "accepted"),
    entry("awaiting_approval", { generatedAt: "2026-11-30T13:00:00.000Z" }),
    entry("expired", { reportType: "ceo", approvalExpiresAt: YESTERDAY }),
  ];
  const planned = [{ name: "CFO report", at: "2026-11-30T18:00:00.000Z" }];
  const digests = {
    digest: digestOf(busy, { ...input, planned }),
    "digest-quiet": digestOf([], { ...input, since: "2026-11-30" }),
    "digest-long": digestOf(
      Array.from({ length: 60 }, () => busy)
        .flat()
        .map(({ dispatch, deliveries }, index) => ({
          dispatch: { ...dispatch, id: `01KB${String(index).padStart(22, "0")}` },
          deliveries,
        })),
      input,
    ),
  };
  const mails = Object.entries(digests).map(async ([id, digest]) => ({
    id,
    mail: await render(toReport(digest), { brand }),
  }));
  return await Promise.all(mails);
}
