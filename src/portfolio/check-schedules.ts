/** Whether schedules can run at all. Looks at plain values, like the other cross-checks. */
import type { PortfolioFault } from "../errors.ts";
import { faultAt, valueAt } from "./faults.ts";
import { notKnown } from "./known.ts";
import { matchEntities } from "./match-entities.ts";
import { ROLES } from "./portfolio.ts";
import type { Path, YamlDocument } from "./yaml-document.ts";

/** Reports exist, owners may ask for them, and only reports whose rules allow it go out unseen. */
export function checkSchedules(
  settings: YamlDocument,
  reportTypes: readonly string[],
): readonly PortfolioFault[] {
  return schedulesIn(settings).flatMap((path) => [
    ...unknownReport(settings, path, reportTypes),
    ...powerlessOwner(settings, path),
    ...unseenMail(settings, path),
  ]);
}

/** Entities that schedules are about exist. */
export function checkScheduledEntities(
  settings: YamlDocument,
  entities: readonly YamlDocument[],
): readonly PortfolioFault[] {
  const named = entities.map(({ value }) => ({
    id: String(valueAt(value, ["id"])),
    name: String(valueAt(value, ["name"])),
  }));
  return schedulesIn(settings).flatMap((schedule) => {
    const path = [...schedule, "entity"];
    const entity = valueAt(settings.value, path);
    if (typeof entity !== "string" || entity.trim() === "") return [];
    const matched = matchEntities(named, entity);
    if ("found" in matched) return [];
    const ids = named.map(({ id }) => id);
    return [faultAt(settings, path, notKnown(matched.unknown.trim(), "entity", ids))];
  });
}

function schedulesIn(settings: YamlDocument): readonly Path[] {
  const schedules = valueAt(settings.value, ["schedules"]);
  const ids = typeof schedules === "object" && schedules !== null ? Object.keys(schedules) : [];
  return ids.map((id) => ["schedules", id]);
}

function unknownReport(
  settings: YamlDocument,
  path: Path,
  reportTypes: readonly string[],
): readonly PortfolioFault[] {
  const report = valueAt(settings.value, [...path, "report"]);
  if (typeof report !== "string" || reportTypes.includes(report)) return [];
  return [faultAt(settings, [...path, "report"], notKnown(report, "report", reportTypes))];
}

/** A viewer cannot ask for reports, and neither can their schedule. */
function powerlessOwner(settings: YamlDocument, path: Path): readonly PortfolioFault[] {
  const owner = valueAt(settings.value, [...path, "owner"]);
  // What is no id is left to the schema; whom a user group holds is known to Slack alone.
  if (typeof owner !== "string" || !/^[UW][A-Z0-9]{2,}$/u.test(owner)) return [];
  const able = ROLES.slice(0, ROLES.indexOf("requester") + 1).flatMap((role) => {
    const members = valueAt(settings.value, ["roles", role]);
    return Array.isArray(members) ? members.map(String) : [];
  });
  if (able.includes(owner) || able.some((member) => member.startsWith("S"))) return [];
  const problem = `${notKnown(owner, "user id that may ask for reports", able)}; add it to "requester" under "roles"`;
  return [faultAt(settings, [...path, "owner"], problem)];
}

function unseenMail(settings: YamlDocument, path: Path): readonly PortfolioFault[] {
  if (valueAt(settings.value, [...path, "approval"]) !== "not_needed") return [];
  const report = String(valueAt(settings.value, [...path, "report"]));
  const allowed =
    valueAt(settings.value, ["audiences", report, "approval", "schedules_may_send"]) ??
    valueAt(settings.value, ["approval", "schedules_may_send"]);
  if (allowed === true) return [];
  const problem = `is "not_needed", but the rules of "${report}" do not allow that; set schedules_may_send: true under its "approval", or remove this line`;
  return [faultAt(settings, [...path, "approval"], problem)];
}
