import type { Finding } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Section } from "../report.ts";
import type { Owned } from "./entities.ts";
import { countOf, findingList } from "./findings.ts";
import { heading, ofThem, plural, pluralIs } from "./wording.ts";

/** `6 vulnerabilities are open, 3 of them critical` */
export function vulnerabilityWords(findings: readonly Owned<Finding>[]): string {
  if (findings.length === 0) return "no open vulnerability is on record";
  const open = `${pluralIs(findings.length, "vulnerability", "vulnerabilities")} open`;
  return `${open}, ${ofThem(countOf(findings, "critical"), findings.length, "critical")}`;
}

export function vulnerabilitySection(
  input: ComposeInput,
  findings: readonly Owned<Finding>[],
): Section {
  const none = "None is on record. An audit that found nothing looks the same as no audit.";
  return findingsSection(input, findings, vulnerabilityWords(findings), none);
}

export function deliverySection(input: ComposeInput, findings: readonly Owned<Finding>[]): Section {
  const words = namedWords(
    findings,
    "delivery gap",
    "slows or endangers releases",
    "slow or endanger releases",
  );
  return findingsSection(
    input,
    findings,
    words,
    "Nothing is on record that slows or endangers releases.",
  );
}

export function uxSection(input: ComposeInput, findings: readonly Owned<Finding>[]): Section {
  const words = namedWords(
    findings,
    "UX shortfall",
    "stands between visitors and a booking",
    "stand between visitors and a booking",
  );
  return findingsSection(
    input,
    findings,
    words,
    "Nothing is on record that visitors stumble over.",
  );
}

function namedWords(
  findings: readonly Owned<Finding>[],
  noun: string,
  does: string,
  doTogether: string,
): string {
  if (findings.length === 0) return `no ${noun} is on record`;
  return `${plural(findings.length, noun)} ${findings.length === 1 ? does : doTogether}`;
}

function findingsSection(
  input: ComposeInput,
  findings: readonly Owned<Finding>[],
  words: string,
  none: string,
): Section {
  if (findings.length === 0)
    return { heading: heading(words), blocks: [{ kind: "text", text: none }] };
  return { heading: heading(words), blocks: [findingList(input, findings)] };
}
