import type { Clock } from "../clock.ts";
import type { Envelope } from "../dispatch/artifact.ts";
import { rehash } from "../dispatch/plan-deliveries.ts";
import type { HashAddress } from "../dispatch/ports.ts";
import { ArtifactCorruptError } from "../errors.ts";
import { parseAddresses } from "./artifact-items.ts";
import { bodyOf } from "./artifact-parts.ts";
import { type CarriedSuppressions, carrySuppressions } from "./carry-suppressions.ts";
import { type CarriedUnsubscriptions, carryUnsubscriptions } from "./carry-unsubscriptions.ts";
import { fromDeliveryItem } from "./delivery-item.ts";
import { readDeliveryItems } from "./delivery-trails.ts";
import { isExpired } from "./expiry.ts";
import type { Attributes } from "./expressions.ts";
import { type Key, partsPartition } from "./keys.ts";
import type { Sealer } from "./sealer.ts";
import type { TableClient } from "./table-client.ts";

export interface RotateKeysOptions {
  readonly table: TableClient;
  readonly sealer: Sealer;
  readonly hashAddress: HashAddress;
  readonly clock: Clock;
  /** Addresses that are known otherwise, e.g. from the settings: what is recorded of them can be taken over. */
  readonly known: readonly string[];
  /** Counts what would be done, and does none of it. */
  readonly dryRun: boolean;
}

/** What came of it, counted in items. */
export interface Rotation {
  /** Sealed anew under DATA_KEY. */
  resealed: number;
  /** Sealed under a key that is not at hand. */
  unreadable: number;
  /** Deliveries whose recipient's hash was made anew under RECIPIENT_HASH_KEY. */
  rehashed: number;
  /** Deliveries whose addresses are not kept any more: their hashes stay under an older key. */
  leftBehind: number;
  unsubscriptions: CarriedUnsubscriptions;
  suppressions: CarriedSuppressions;
}

/**
 * Brings what is on record under the keys of now: seals addresses anew, makes hashes of recipients anew where their
 * addresses are still kept. Every item is changed by a write of its own, on the condition that it is as it was read, so
 * that it may be broken off, repeated, and run beside the bot.
 */
export async function rotateRecords(options: RotateKeysOptions): Promise<Rotation> {
  const none = { resealed: 0, unreadable: 0, rehashed: 0, leftBehind: 0 };
  const carried = { carriedOver: 0, unknownAddress: 0 };
  const done: Rotation = { ...none, unsubscriptions: carried, suppressions: carried };
  const hashes = new Map<string, string>();
  for (const email of options.known) learn(email, hashes, options);
  const envelopes = { clauses: ["task_id = :envelope"], values: { ":envelope": "envelope" } };
  for await (const item of options.table.scan(envelopes)) {
    if (isExpired(item, options.clock.now())) continue;
    const envelope = await reseal(item, done, options);
    if (envelope === undefined) continue;
    const { recipients, auditCopy } = envelope;
    for (const { email } of recipients) learn(email, hashes, options);
    if (auditCopy !== undefined) learn(auditCopy.email, hashes, options);
    await rehashDeliveries(dispatchOf(item), envelope, done, options);
  }
  await countLeftBehind(done, options);
  done.unsubscriptions = await carryUnsubscriptions(hashes, options);
  done.suppressions = await carrySuppressions(hashes, options.hashAddress.keyId, options);
  return done;
}

/** Which hash under the key before is which under the key of now. */
function learn(email: string, hashes: Map<string, string>, { hashAddress }: RotateKeysOptions) {
  if (hashAddress.former) hashes.set(hashAddress.former(email), hashAddress(email));
}

async function reseal(
  item: Attributes,
  done: Rotation,
  { table, sealer, dryRun }: RotateKeysOptions,
): Promise<Envelope | undefined> {
  const id = dispatchOf(item);
  try {
    const body = bodyOf(item);
    const opened = sealer.open(body, id);
    if (!sealer.isCurrent(body)) {
      const written = dryRun || (await replaceBody(table, item, sealer.seal(opened, id)));
      done.resealed += Number(written);
    }
    return parseAddresses(opened).envelope;
  } catch (error) {
    if (!(error instanceof ArtifactCorruptError)) throw error;
    done.unreadable += 1;
    return undefined;
  }
}

async function replaceBody(table: TableClient, item: Attributes, body: Uint8Array) {
  const changed = await table.update(keyOf(item), {
    set: { body },
    // Still what was opened: a second rotation at the same time does not seal twice, and nothing is brought back.
    condition: { clauses: ["#body = :seen"], values: { ":seen": item["body"] } },
  });
  return changed !== undefined;
}

async function rehashDeliveries(
  id: string,
  envelope: Envelope,
  done: Rotation,
  { table, hashAddress, dryRun }: RotateKeysOptions,
): Promise<void> {
  for (const item of await readDeliveryItems(table, id)) {
    if (item["recipient_hash_version"] === hashAddress.keyId) continue;
    const hash = tryRehash(item, envelope, hashAddress);
    if (hash === undefined) continue;
    const written =
      dryRun ||
      (await table.update(keyOf(item), {
        set: { recipient_hash: hash, recipient_hash_version: hashAddress.keyId },
        // Still the hash that was read: of two rotations one counts it, and nothing is brought back.
        condition: {
          clauses: ["#recipient_hash = :seen"],
          values: { ":seen": item["recipient_hash"] },
        },
      }));
    done.rehashed += Number(Boolean(written));
  }
}

function tryRehash(item: Attributes, envelope: Envelope, hashAddress: HashAddress) {
  try {
    return rehash(fromDeliveryItem(item), { envelope }, hashAddress);
  } catch (error) {
    // It was planned under a key even older than the one before.
    if (error instanceof ArtifactCorruptError) return undefined;
    throw error;
  }
}

async function countLeftBehind(done: Rotation, options: RotateKeysOptions): Promise<void> {
  const { table, hashAddress, dryRun } = options;
  const others = {
    clauses: [
      // Events of the mail service carry hashes too, and keep those they came with.
      "(begins_with(task_id, :delivery) OR begins_with(task_id, :audit))",
      "(attribute_not_exists(recipient_hash_version) OR recipient_hash_version <> :now)",
    ],
    values: { ":now": hashAddress.keyId ?? "", ":delivery": "delivery#", ":audit": "audit#" },
  };
  let stale = 0;
  for await (const _ of table.scan(others)) stale += 1;
  done.leftBehind = dryRun ? stale - done.rehashed : stale;
}

function keyOf(item: Attributes): Key {
  return { dashboard_id: String(item["dashboard_id"]), task_id: String(item["task_id"]) };
}

function dispatchOf(item: Attributes): string {
  return keyOf(item).dashboard_id.slice(partsPartition("").length);
}
