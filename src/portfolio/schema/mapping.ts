/** Mappings of the operator's files: snake_case in YAML, camelCase in the program, no unknown fields. */
import { z } from "zod";
import type { Sourced, SourceRef } from "../portfolio.ts";
import { isoDate } from "./scalars.ts";

type Camel<Key> = Key extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Key;

/** What a mapping with these fields becomes. */
export type Fields<Shape extends z.ZodRawShape> = {
  [Key in keyof z.output<z.ZodObject<Shape>> as Camel<Key>]: z.output<z.ZodObject<Shape>>[Key];
};

const source = z.custom<SourceRef>();

/** A mapping with exactly these fields, written in snake_case. */
export function mapping<Shape extends z.ZodRawShape>(shape: Shape) {
  // The source that the loader puts into every mapping is dropped where nobody needs it.
  return strict({ ...shape, $source: z.exactOptional(source) }).transform((input) => {
    const { $source: _, ...fields } = input as Readonly<Record<string, unknown>>;
    return camelCased<Fields<Shape>>(fields);
  });
}

/** A mapping that becomes a record with its `source`, and may have an `as_of` of its own. */
export function sourced<Shape extends z.ZodRawShape>(shape: Shape) {
  const fields = { as_of: z.exactOptional(isoDate), ...shape, $source: source };
  return strict(fields).transform((input) => {
    const { $source, as_of: _, ...fields } = input as Readonly<Record<string, unknown>>;
    return camelCased<Fields<Omit<Shape, "as_of">> & Sourced>({ ...fields, source: $source });
  });
}

function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape).filter((key) => !key.startsWith("$"));
  return z.strictObject(shape, {
    // The message carries the known fields to whoever words the fault.
    error: (issue) => (issue.code === "unrecognized_keys" ? known.join(" ") : undefined),
  });
}

/** The one place where the program vouches for what zod has checked: keys change, values do not. */
function camelCased<Output>(fields: Readonly<Record<string, unknown>>): Output {
  const renamed = Object.entries(fields).map(([key, value]) => [
    key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(renamed) as Output;
}
