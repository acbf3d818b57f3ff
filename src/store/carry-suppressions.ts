import type { Attributes } from "./expressions.ts";
import { SUPPRESSIONS, suppressionKey } from "./keys.ts";
import { lastChange } from "./suppressions.ts";
import type { TableClient } from "./table-client.ts";

/** What came of it, counted in items. */
export interface CarriedSuppressions {
  /** Suppressions that hold under the new key now. */
  carriedOver: number;
  /** Suppressions of addresses that are not known here; found while RECIPIENT_HASH_KEY_PREVIOUS is set. */
  unknownAddress: number;
}

export interface CarrySuppressionsOptions {
  readonly table: TableClient;
  readonly dryRun: boolean;
}

/**
 * Lets suppressions go on under the key of now. The item under the key before stays, and says where it goes on, so that
 * the list shows an address once.
 *
 * @param hashes Which hash under the key before is which under the key of now.
 */
export async function carrySuppressions(
  hashes: ReadonlyMap<string, string>,
  keyId: string | undefined,
  options: CarrySuppressionsOptions,
): Promise<CarriedSuppressions> {
  const current = new Set(hashes.values());
  const done = { carriedOver: 0, unknownAddress: 0 };
  for (const item of await options.table.query(SUPPRESSIONS)) {
    const hash = String(item["task_id"]);
    const now = hashes.get(hash);
    if (item["carried_to"] !== undefined) continue;
    if (now === undefined) {
      const isOld = item["recipient_hash_version"] !== keyId;
      done.unknownAddress += Number(isOld && !current.has(hash));
    } else done.carriedOver += Number(await carry(item, now, keyId, options));
  }
  return done;
}

/** Two writes: if the process dies in between, both items say the same, and the next run marks the older one. */
async function carry(
  item: Attributes,
  now: string,
  keyId: string | undefined,
  { table, dryRun }: CarrySuppressionsOptions,
): Promise<boolean> {
  const key = suppressionKey(now);
  const known = await table.get(key);
  // It bounced under the old hash after what was said under the new one: it stands, and both are read.
  if (known !== undefined && lastChange(item) > lastChange(known)) return false;
  if (dryRun) return true;
  const { write_token: seen, ...copy } = item;
  await table.put(
    { ...copy, ...key, recipient_hash_version: keyId },
    // Nothing was said under the new key yet; what was said there is newer.
    { clauses: ["attribute_not_exists(task_id)"] },
  );
  const marked = await table.update(suppressionKey(String(item["task_id"])), {
    set: { carried_to: now },
    // Nobody has changed it since it was read: what happened then would not have been carried over.
    condition: { clauses: ["#write_token = :seen"], values: { ":seen": seen } },
  });
  return marked !== undefined;
}
