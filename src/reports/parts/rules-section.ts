import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { addDays } from "../formulas/days.ts";
import type { Action, Metric, Section, TextBlock, Value } from "../report.ts";
import type { Books } from "./books.ts";
import { createMonthFormat } from "./month-format.ts";
import type { JudgedRule } from "./rules.ts";
import { sourcesOf } from "./sources.ts";
import { countIf, text } from "./values.ts";
import { all, heading, listing, plural, sentence } from "./wording.ts";

/**
 * The rules that are not negotiable, and whether each is kept: as things stand at the end of the period, so that what
 * is about a month is that of the last complete one.
 */
export function rulesSection(
  { portfolio, period }: ComposeInput,
  rules: readonly JudgedRule[],
  { lastFull, isStale }: Books,
): Section {
  if (rules.length === 0) {
    const hint = "Write a measure and its bound under rules in an entity's file.";
    return { heading: "No financial rule is on record", blocks: [{ kind: "text", text: hint }] };
  }
  const { full } = createMonthFormat(portfolio.settings.locale);
  const when = lastFull === undefined || isStale ? period.label : full(lastFull.month);
  return {
    heading: heading(ruleWords(rules)),
    blocks: [
      {
        kind: "table",
        title: { who: portfolio.settings.name, what: "Financial rules", when },
        columns: [
          { label: "Rule", align: "start" },
          { label: "Now", align: "end" },
          { label: "Bound", align: "end" },
          { label: "State", align: "end" },
        ],
        rows: rules.map(({ item, now, bound, state }) => {
          const cells: readonly Value[] = [text(item.title), now, bound, text(state)];
          if (state === "unknown") return { cells };
          return { cells, meaning: state === "kept" ? "good" : "bad" };
        }),
      },
      ...unknownText(rules),
    ],
  };
}

/** Why rules cannot be checked although there is a ledger. */
function unknownText(rules: readonly JudgedRule[]): readonly TextBlock[] {
  const open = rules.filter(({ reason }) => reason !== undefined);
  const titles = listing(open.map(({ item }) => `"${item.title}"`));
  return open.slice(0, 1).map(({ reason = "" }) => ({
    kind: "text",
    text: sentence(`${titles} cannot be checked: ${reason}`),
  }));
}

/** How long there is to get back within a bound: until the next month can be judged. */
const DAYS_TO_RETURN = 30;

/** Broken rules as next steps. */
export function ruleActions(
  { reportingDate }: ComposeInput,
  rules: readonly JudgedRule[],
  format: Formatter,
): readonly Action[] {
  return rules
    .filter(({ state }) => state === "broken")
    .map(({ entity, item, now, bound }) => ({
      title: `Return to the rule "${item.title}"`,
      owner: `${item.owner}, ${entity.name}`,
      due: addDays(reportingDate, DAYS_TO_RETURN),
      effect: `now ${format.value(now)}; ${item.atLeast === undefined ? "at most" : "at least"} ${format.value(bound)}`,
    }));
}

/** `1 of 3 financial rules is broken; 1 cannot be checked` */
function ruleWords(rules: readonly JudgedRule[]): string {
  const broken = rules.filter(({ state }) => state === "broken").length;
  const unknown = rules.filter(({ state }) => state === "unknown").length;
  const whole = plural(rules.length, "financial rule");
  if (broken + unknown === 0) {
    return rules.length === 1
      ? "the one financial rule is kept"
      : `${all(rules.length)} financial rules are kept`;
  }
  return heading(
    broken === 0 ? "" : `${broken} of ${whole} ${broken === 1 ? "is" : "are"} broken`,
    unknown === 0
      ? ""
      : broken === 0
        ? `${unknown} of ${whole} cannot be checked`
        : `${unknown} cannot be checked`,
  );
}

/** How many rules are kept, as a figure of the first screen. */
export function rulesMetric(rules: readonly JudgedRule[]): Metric {
  const kept = rules.filter(({ state }) => state === "kept").length;
  const broken = rules.filter(({ state }) => state === "broken").length;
  const unknown = rules.length - kept - broken;
  const note = [
    `of ${rules.length}`,
    broken === 0 ? "" : `${broken} broken`,
    unknown === 0 ? "" : `${unknown} cannot be checked`,
  ];
  return {
    id: "rules-kept",
    label: "Rules kept",
    value: countIf(rules.length > 0, kept),
    meaning: broken > 0 ? "bad" : unknown > 0 ? "neutral" : "good",
    note:
      rules.length === 0 ? "no rule is on record" : note.filter((each) => each !== "").join("; "),
    sources: sourcesOf(rules.flatMap(({ item, records }) => [item, ...records])),
  };
}
