import type { z } from "zod";
import type { PortfolioFault } from "../errors.ts";
import { faultsOf } from "./faults.ts";
import type { YamlDocument } from "./yaml-document.ts";

/** What a part of the loader made of its files. */
export interface Loaded<Value> {
  /** Undefined if there is no file, or a faulty one. */
  readonly value?: Value;
  readonly faults: readonly PortfolioFault[];
}

/**
 * Parses a document's values, and adds what is wrong to `faults`. A document that is no YAML has no values, and its
 * fault is known already.
 *
 * @param value The document's own, or with sources.
 */
export function check<Output>(
  document: YamlDocument,
  value: unknown,
  schema: z.ZodType<Output>,
  faults: PortfolioFault[],
): Output | undefined {
  if (document.value === undefined) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  faults.push(...result.error.issues.flatMap((issue) => faultsOf(document, issue)));
  return undefined;
}

/** By code point, the same on every machine. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** Freezes a value in depth. Bytes cannot be frozen; nothing writes to them. */
export function freeze<Value>(value: Value): Value {
  if (ArrayBuffer.isView(value)) return value;
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
}
