import type { Standing } from "../../dispatch/people.ts";
import type { NamedGroup, NamedPerson, RoleOverview } from "../../dispatch/role-overview.ts";
import type { Grant, RoleChange } from "../../dispatch/role-record.ts";
import type { Role } from "../../portfolio/portfolio.ts";
import { type Block, clipMarkup, LIMITS, markup, mentionAny, moment, plain } from "../text.ts";
import type { SlackMessage } from "./preview.ts";

/** Shares of the 13,000 characters of a message: four roles and eight changes stay below 10,000. */
const SHARES = { role: 1200, change: 600 } as const;

/** More ids than this in one list are counted, not listed. */
const MOST_NAMES = 20;

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  admin: "Admins may do what approvers may, lift suppressions, and see this list.",
  approver: "Approvers may approve and reject reports, and ask for them.",
  requester: "Requesters may ask for reports.",
  viewer: "Viewers may see reports.",
};

const EXCLUDED_WORDS: Readonly<Record<Exclude<Standing, "member">, string>> = {
  guest: "a guest, who may do nothing",
  stranger: "of another workspace, who may do nothing",
  bot: "a bot, which may do nothing",
  deactivated: "deactivated",
};

/** Who has which role, and the last changes. */
export function buildRoles(overview: RoleOverview): SlackMessage {
  const { roles, changes } = overview;
  return {
    text: "Who may do what with reports, and the last changes.",
    blocks: [
      { type: "header", text: plain("Roles", LIMITS.header) },
      ...roles.map(({ role, people, groups }) =>
        section(
          `*${ROLE_WORDS[role]}*\n${list([...people.map(person), ...groups.map(group)]) || "Nobody."}`,
          SHARES.role,
        ),
      ),
      { type: "header", text: plain("Changes", LIMITS.header) },
      ...changes.map((change) => section(describeChange(change), SHARES.change)),
      { type: "context", elements: [plain(describeRecord(overview))] },
    ],
  };
}

function describeRecord({ changes, count, isUnbroken }: RoleOverview): string {
  const older = count - changes.length;
  const more =
    older > 0 ? `${older} older ${older === 1 ? "change is" : "changes are"} on record. ` : "";
  const proof = isUnbroken
    ? "The record is as it was written."
    : "The record was tampered with: a change in it is not the one that was written. Compare the table with a backup.";
  return `${more}${proof} Roles stand in settings.yml; an edit is noticed within a minute, and who made it is known to whoever keeps that file.`;
}

function describeChange({ event, at, gained, lost }: RoleChange): string {
  const when = sentenceCase(moment(at));
  const more = gained.length > 0 ? `gained: ${list(gained.map(grant))}` : "";
  const less = lost.length > 0 ? `lost: ${list(lost.map(grant))}` : "";
  if (event === "first_seen") return `${when}: first seen${more === "" ? "" : `, ${more}`}`;
  return `${when}: ${[more, less].filter((part) => part !== "").join("; ")}`;
}

function grant({ id, role }: Grant): string {
  return `${mentionAny(id)} ${role}`;
}

function person({ id, excluded }: NamedPerson): string {
  return excluded === undefined
    ? mentionAny(id)
    : `${mentionAny(id)} (${EXCLUDED_WORDS[excluded]})`;
}

function group({ id, members }: NamedGroup): string {
  if (members === undefined) return `${mentionAny(id)} (Slack does not say who belongs to it)`;
  return `${mentionAny(id)} (${members === 1 ? "1 person" : `${members} people`})`;
}

function list(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return more > 0 ? `${names.slice(0, MOST_NAMES).join(", ")} and ${more} more` : names.join(", ");
}

function section(text: string, limit: number): Block {
  return { type: "section", text: markup(clipMarkup(text, limit), LIMITS.section) };
}

/** A date token begins with its own words. */
function sentenceCase(text: string): string {
  return text.startsWith("<") ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
