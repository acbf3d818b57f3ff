import { z } from "zod";
import type { RoleChange, RoleRecord } from "../dispatch/role-record.ts";
import { ROLE_CHANGES, roleChangeKey } from "./keys.ts";
import type { TableClient } from "./table-client.ts";

const ids = z.array(z.string());
const grants = z.array(
  z.object({ id: z.string(), role: z.enum(["admin", "approver", "requester", "viewer"]) }),
);

/** Strips what the table adds: what is hashed is what was written. */
const item = z.object({
  seq: z.number(),
  event: z.enum(["first_seen", "changed"]),
  at: z.string(),
  gained: grants,
  lost: grants,
  roles: z.object({ admin: ids, approver: ids, requester: ids, viewer: ids }),
  hash: z.string(),
});

/** Changes of roles, one item each, numbered. Kept without end. */
export function createRoleRecord({ table }: { readonly table: TableClient }): RoleRecord {
  const read = (found: unknown): RoleChange => item.parse(found);
  return {
    async last() {
      const [found] = await table.query(ROLE_CHANGES, { newestFirst: true, limit: 1 });
      return found === undefined ? undefined : read(found);
    },
    async all() {
      return (await table.query(ROLE_CHANGES)).map(read);
    },
    add: (change) =>
      table.put(
        { ...change, ...roleChangeKey(change.seq) },
        // Of several processes that notice the same change one records it; and nothing that is there is written over.
        { clauses: ["attribute_not_exists(task_id)"] },
      ),
  };
}
