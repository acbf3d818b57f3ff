import { z } from "zod";
import { ACCOUNT_TYPES, type Account } from "../ledger.ts";
import { unique } from "./lists.ts";
import { type Fields, mapping, sourced } from "./mapping.ts";
import { isoDate, scalar, text } from "./scalars.ts";

const accountId = scalar("an account as the ledger writes it, such as 6100", (input) =>
  typeof input === "number" && Number.isSafeInteger(input)
    ? String(input)
    : text.safeParse(input).data,
);

const account: z.ZodType<Account> = sourced({
  id: accountId,
  name: text,
  type: z.enum(ACCOUNT_TYPES),
  category: z.exactOptional(text),
});

const accounts = unique(account, "id", ({ id }) => id);

/** `ledger/accounts.yml` */
export const accountsSchema: z.ZodType<Fields<{ accounts: typeof accounts }>> = mapping({
  as_of: isoDate,
  accounts,
}).transform(({ accounts }) => ({ accounts }));
