import type { Delivery, DeliveryState } from "../../dispatch/delivery.ts";
import type { Dispatch } from "../../dispatch/dispatch.ts";

/** More kinds of problem than this in one dispatch are counted, not listed. */
const MAX_PROBLEMS = 10;

/** What went wrong with a delivery, up to the names of those it was for. */
const PROBLEMS: Readonly<Partial<Record<DeliveryState, string>>> = {
  failed: "Not sent to",
  uncertain: "Perhaps sent to",
  bounced: "Not delivered to",
  complained: "Reported as spam by",
};

/** One sentence for each reason, naming everybody it concerns in the order of the preview. */
export function describeProblems(
  { recipientNames }: Dispatch,
  deliveries: readonly Delivery[],
): string[] {
  const place = ({ kind, name, recipients }: Delivery) =>
    kind === "audit" ? recipientNames.length : placeOf(name, recipients, recipientNames);
  const unsent = deliveries
    .filter(({ state }) => PROBLEMS[state] !== undefined)
    .toSorted((a, b) => place(a) - place(b));
  const byReason = new Map<string, string[]>();
  for (const delivery of unsent) {
    const key = `${PROBLEMS[delivery.state]}\n${delivery.reason ?? "no reason was given"}`;
    byReason.set(key, [...(byReason.get(key) ?? []), delivery.name]);
  }
  const sentences = [...byReason].map(([key, names]) => {
    const [verb, ...reason] = key.split("\n");
    return `${verb} ${names.join(", ")}: ${reason.join(" ")}`;
  });
  const more = sentences.length - MAX_PROBLEMS;
  return more > 0 ? [...sentences.slice(0, MAX_PROBLEMS), `And ${more} more reasons.`] : sentences;
}

/** Where in the preview the people of a delivery stand; those of a shared mail stand together. */
function placeOf(name: string, count: number, recipientNames: readonly string[]): number {
  return recipientNames.findIndex(
    (_, at) => recipientNames.slice(at, at + count).join(", ") === name,
  );
}
