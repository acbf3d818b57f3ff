/** Whether an approved report can wait as long as the rules say. Looks at plain values, like the other cross-checks. */
import type { PortfolioFault } from "../errors.ts";
import { faultAt, valueAt } from "./faults.ts";
import { STANDARD_RETENTION } from "./retention.ts";
import { parseDuration } from "./schema/approval.ts";
import type { Path, YamlDocument } from "./yaml-document.ts";

const WHAT = { mail: "the mail is", addresses: "addresses are" } as const;

const DAY_MS = 24 * 3_600_000;

/**
 * What is sent after the wait is what was kept through it: a hold takes half of that time at most. The form asks the
 * same of a time that somebody chooses.
 *
 * @param rules Where rules of approval stand. What they inherit is looked at where it stands.
 */
export function checkHold(settings: YamlDocument, rules: Path): readonly PortfolioFault[] {
  const at = [...rules, "hold"];
  const hold = parseDuration(valueAt(settings.value, at));
  if (hold === undefined) return [];
  const [shortest] = (["mail", "addresses"] as const)
    .flatMap((kind) => keptFor(settings, kind) ?? [])
    .toSorted((one, other) => one.days - other.days);
  if (shortest === undefined || hold <= (shortest.days * DAY_MS) / 2) return [];
  const { kind, days, source } = shortest;
  const most = days % 2 === 0 ? `${days / 2}d` : `${days * 12}h`;
  const problem = `is longer than half the time for which ${WHAT[kind]} kept (${days}d${source}), expected at most ${most}; what is sent has to outlive the wait`;
  return [faultAt(settings, at, problem)];
}

/** For how long, and where that stands; undefined for what the schema does not take. */
function keptFor(settings: YamlDocument, kind: keyof typeof WHAT) {
  const at = ["retention", kind];
  const value = valueAt(settings.value, at);
  if (value === undefined) {
    return { kind, days: STANDARD_RETENTION[kind], source: ` without "retention.${kind}"` };
  }
  const duration = parseDuration(value);
  if (duration === undefined || duration % DAY_MS !== 0) return undefined;
  const { line } = settings.positionOf(at);
  return { kind, days: duration / DAY_MS, source: `, ${settings.file}:${line}` };
}
