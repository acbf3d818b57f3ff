import { DispatchNotFoundError } from "../errors.ts";
import { headKey, type Key } from "./keys.ts";

/**
 * The key of a dispatch's head, for what must be on record.
 *
 * @throws DispatchNotFoundError if nothing can have this id.
 */
export function keyOfHead(id: string): Key {
  const key = headKey(id);
  if (key === undefined) throw notFound(id);
  return key;
}

export function notFound(id: string): DispatchNotFoundError {
  return new DispatchNotFoundError(`There is no report with the id ${id} on record.`, {
    hint: "/exec-report history lists those that are.",
  });
}
