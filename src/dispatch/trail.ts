import { createHash } from "node:crypto";

/**
 * One thing that happened, as it stands in the table. Each event carries the hash of everything before it, so that
 * none can be changed, left out, added or moved without all hashes after it becoming wrong.
 */
export interface TrailEvent {
  /** Counts from 1. */
  readonly seq: number;
  /** What happened, e.g. the state that was reached. */
  readonly event: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** SHA-256 of the hash before and the canonical JSON of everything else here, hex. */
  readonly hash: string;
  readonly [detail: string]: unknown;
}

/** What is known of an event before it is put into a chain. Details without a value are left out. */
export interface EventDetails {
  readonly event: string;
  readonly at: string;
  readonly [detail: string]: unknown;
}

/** The end of a chain, to which the next event is added. */
export interface TrailTip {
  readonly seq: number;
  readonly hash: string;
}

/**
 * Where a chain begins: bound to what it is the chain of, so that it cannot be put under something else.
 *
 * @param subject e.g. `dispatch#01K…` or `dispatch#01K…/delivery#5f…`.
 */
export function trailStart(subject: string): TrailTip {
  return { seq: 0, hash: sha256(subject) };
}

/**
 * The next event of a chain.
 *
 * @example nextEvent(trailStart(`dispatch#${id}`), { event: "drafted", at: clock.now().toISOString() })
 */
export function nextEvent({ seq, hash }: TrailTip, details: EventDetails): TrailEvent {
  const known = Object.entries(details).filter(([, value]) => value !== undefined);
  const event = { ...Object.fromEntries(known), ...pick(details), seq: seq + 1 };
  return { ...event, hash: hashEvent(hash, event) };
}

const pick = ({ event, at }: EventDetails) => ({ event, at });

/** SHA-256 over the 64 hex digits of the hash before, followed by the event without its own hash. */
export function hashEvent(previous: string, event: Readonly<Record<string, unknown>>): string {
  const { hash: _, ...content } = event;
  return sha256(`${previous}${canonicalJson(content)}`);
}

/**
 * JSON with exactly one spelling: no white space, keys in the order of their UTF-16 code units, values that are
 * undefined left out (RFC 8785, for the strings, booleans and safe integers that records consist of).
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

/** 64 hex digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** A chain and what it is the chain of. */
export interface Chain {
  readonly subject: string;
  readonly trail: readonly TrailEvent[];
}

/** How far several chains had come, put into one event of another chain. */
export interface Seal {
  /** SHA-256 over a line for each chain: its subject, a space, its last hash, a line feed. Sorted by subject, hex. */
  readonly digest: string;
  /** How many events each chain had, in that order: it may have grown since. */
  readonly lengths: readonly number[];
}

/**
 * @param lengths How many events of each chain count, in the order of subjects; all of them without it.
 */
export function sealChains(chains: readonly Chain[], lengths?: readonly number[]): Seal {
  const sorted = chains.toSorted((one, other) => (one.subject < other.subject ? -1 : 1));
  const counted = sorted.map(({ trail }, index) => lengths?.[index] ?? trail.length);
  const lines = sorted.map(({ subject, trail }, index) => {
    const last = trail[(counted[index] ?? 0) - 1];
    return `${subject} ${last?.hash ?? "missing"}\n`;
  });
  return { digest: sha256(lines.join("")), lengths: counted };
}
