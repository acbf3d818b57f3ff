import type { Finding } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Section } from "../report.ts";
import type { Owned } from "./entities.ts";
import { findingList, oldestDays } from "./findings.ts";
import { heading, plural } from "./wording.ts";

export function vulnerabilitySection(
  input: ComposeInput,
  findings: readonly Owned<Finding>[],
): Section {
  const age = plural(oldestDays(input, findings), "day");
  const words = {
    none: "no open vulnerability is on record",
    one: `the one vulnerability is ${age} old`,
    many: `the oldest of ${findings.length} vulnerabilities is ${age} old`,
  };
  const none = "None is on record. An audit that found nothing looks the same as no audit.";
  return findingsSection(input, findings, words, none);
}

export function deliverySection(input: ComposeInput, findings: readonly Owned<Finding>[]): Section {
  const words = {
    none: "no delivery gap is on record",
    one: "1 delivery gap slows or endangers releases",
    many: `${findings.length} delivery gaps slow or endanger releases`,
  };
  const none = "Nothing is on record that slows or endangers releases.";
  return findingsSection(input, findings, words, none);
}

export function uxSection(input: ComposeInput, findings: readonly Owned<Finding>[]): Section {
  const words = {
    none: "no UX shortfall is on record",
    one: "1 UX shortfall stands between visitors and a booking",
    many: `${findings.length} UX shortfalls stand between visitors and a booking`,
  };
  const none = "Nothing is on record that visitors stumble over.";
  return findingsSection(input, findings, words, none);
}

function findingsSection(
  input: ComposeInput,
  findings: readonly Owned<Finding>[],
  words: { readonly none: string; readonly one: string; readonly many: string },
  none: string,
): Section {
  if (findings.length === 0)
    return { heading: heading(words.none), blocks: [{ kind: "text", text: none }] };
  return {
    heading: heading(findings.length === 1 ? words.one : words.many),
    blocks: [findingList(input, findings)],
  };
}
