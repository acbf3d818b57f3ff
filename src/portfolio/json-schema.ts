import { z } from "zod";
import { accountsSchema } from "./schema/accounts.ts";
import { entitySchema } from "./schema/entity.ts";
import { fileMappingsSchema } from "./schema/file-mapping.ts";
import { settingsSchema } from "./schema/settings.ts";

/** A JSON schema, ready to be written. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Files of the portfolio by the name of their schema. */
export const JSON_SCHEMAS = ["settings", "entity", "accounts", "mapping"] as const;

/**
 * JSON schemas of the operator's YAML files, for editors that complete and check while one types. Made from the
 * very schemas that check the files; what cannot be said in JSON schema (amounts, cross references) is left to
 * `npm run portfolio -- check`.
 */
export function buildJsonSchemas(): Readonly<Record<(typeof JSON_SCHEMAS)[number], JsonSchema>> {
  return {
    settings: toJsonSchema(settingsSchema, "settings.yml of Exec Report"),
    // Amounts are not spelled out in JSON schema, so the currency's decimals do not matter.
    entity: toJsonSchema(entitySchema(2), "entities/*.yml of Exec Report"),
    accounts: toJsonSchema(accountsSchema, "ledger/accounts.yml of Exec Report"),
    mapping: toJsonSchema(fileMappingsSchema, "ledger/mapping.yml of Exec Report"),
  };
}

function toJsonSchema(schema: z.ZodType, title: string): JsonSchema {
  const json = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      // Put in by the loader, not by people.
      if (jsonSchema.properties !== undefined) delete jsonSchema.properties["$source"];
      if (jsonSchema.required !== undefined) {
        jsonSchema.required = jsonSchema.required.filter((name) => name !== "$source");
      }
    },
  });
  return { ...json, title };
}
