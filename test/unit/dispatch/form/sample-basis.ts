import type { Dispatch } from "../../../../src/dispatch/dispatch.ts";
import type { FormBasis } from "../../../../src/dispatch/form/form.ts";
import { accessOf } from "../../../../src/dispatch/rights.ts";
import type { Settings } from "../../../../src/portfolio/portfolio.ts";
import { REPORTS } from "../../../../src/reports/registry.ts";

const person = (id: string) => ({ id, name: `Role ${id}`, email: `${id}@example.com` });

/** Four people, of whom two reports have some each, and an admin and an approver who may approve both. */
export const settings: Settings = {
  name: "P",
  currency: "USD",
  locale: "en-US",
  timeZone: "UTC",
  roles: { admin: ["U01ADMIN"], approver: ["U04SECOND"], requester: ["U02MEMBER"], viewer: [] },
  channels: { reports: "C1" },
  people: Object.fromEntries(["a", "b", "c", "d"].map((id) => [id, person(id)])),
  audiences: {
    ceo: { to: ["a", "b"], attachments: ["pdf"] },
    cto: { to: ["b", "c"], attachments: ["pdf", "csv"] },
  },
};

/** The form of somebody who may ask for reports, on a Saturday at noon, UTC. */
export function basis(own: Settings = settings, edited?: Dispatch): FormBasis {
  return basisOf("U02MEMBER", own, edited);
}

export function basisOf(userId: string, own: Settings = settings, edited?: Dispatch): FormBasis {
  const roster = { settings: own, members: {} };
  return {
    registry: REPORTS,
    access: accessOf({ userId, teamId: "T1" }, { value: "member" }, roster),
    now: new Date("2026-10-31T12:00:00Z"),
    ...(edited && { edited }),
  };
}
