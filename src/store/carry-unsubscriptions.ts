import type { Attributes, Condition } from "./expressions.ts";
import { UNSUBSCRIBED_PREFIX, unsubscribedKey } from "./keys.ts";
import type { TableClient } from "./table-client.ts";
import { saidAt } from "./unsubscriptions.ts";

/** What came of it, counted in items. */
export interface CarriedUnsubscriptions {
  /** Unsubscriptions that hold under the new key too. */
  carriedOver: number;
  /** Unsubscriptions of addresses that are not known here; found while RECIPIENT_HASH_KEY_PREVIOUS is set. */
  unknownAddress: number;
}

export interface CarryUnsubscriptionsOptions {
  readonly table: TableClient;
  readonly dryRun: boolean;
}

/**
 * Copies to the key of now what was said under the key before. A link in an old mail may have been pressed after the
 * rotation before this one, so that later words replace what was copied then.
 *
 * @param hashes Which hash under the key before is which under the key of now.
 */
export async function carryUnsubscriptions(
  hashes: ReadonlyMap<string, string>,
  options: CarryUnsubscriptionsOptions,
): Promise<CarriedUnsubscriptions> {
  const current = new Set(hashes.values());
  const done = { carriedOver: 0, unknownAddress: 0 };
  const all = {
    clauses: ["begins_with(dashboard_id, :unsubscribed)"],
    values: { ":unsubscribed": UNSUBSCRIBED_PREFIX },
  };
  for await (const item of options.table.scan(all)) {
    const hash = String(item["dashboard_id"]).slice(UNSUBSCRIBED_PREFIX.length);
    const now = hashes.get(hash);
    if (now === undefined) done.unknownAddress += Number(!current.has(hash));
    else done.carriedOver += Number(await carry(item, now, options));
  }
  return done;
}

async function carry(
  { write_token: _, ...item }: Attributes,
  now: string,
  { table, dryRun }: CarryUnsubscriptionsOptions,
): Promise<boolean> {
  const key = unsubscribedKey(now, String(item["task_id"]));
  const known = await table.get(key);
  if (saidAt(item) <= saidAt(known)) return false;
  return dryRun || (await table.put({ ...item, ...key }, unchanged(known)));
}

/** Nothing was said under the new key since it was read: that would be newer. */
function unchanged(known: Attributes | undefined): Condition {
  return known === undefined
    ? { clauses: ["attribute_not_exists(task_id)"] }
    : { clauses: ["write_token = :seen"], values: { ":seen": known["write_token"] } };
}
