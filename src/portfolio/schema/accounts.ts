import { z } from "zod";
import { ACCOUNT_TYPES, type Account, COST_BEHAVIORS } from "../ledger.ts";
import type { Path } from "../yaml-document.ts";
import { unique } from "./lists.ts";
import { type Fields, mapping, sourced } from "./mapping.ts";
import { isoDate, scalar, text } from "./scalars.ts";

/** Nothing within it is changed, as it is held against the ledger's own. */
const accountId = scalar("an account as the ledger writes it, such as 6100", (input) =>
  typeof input === "string" && text.safeParse(input).success ? input.trim() : undefined,
);

/** Whether a number there is text: the account 0420 is not 420. */
export function isAccountId([list, , field]: Path): boolean {
  return list === "accounts" && field === "id";
}

const account: z.ZodType<Account> = sourced({
  id: accountId,
  name: text,
  type: z.enum(ACCOUNT_TYPES),
  category: z.exactOptional(text),
  behavior: z.exactOptional(z.enum(COST_BEHAVIORS)),
}).superRefine(({ type, behavior }, context) => {
  if (behavior === undefined || type === "cost_of_sales" || type === "operating_expense") return;
  const message = `is for accounts of cost, and this one is ${type}; leave it out`;
  context.addIssue({ code: "custom", path: ["behavior"], message });
});

const accounts = unique(account, "id", ({ id }) => id);

/** `ledger/accounts.yml` */
export const accountsSchema: z.ZodType<Fields<{ accounts: typeof accounts }>> = mapping({
  as_of: isoDate,
  accounts,
}).transform(({ accounts }) => ({ accounts }));
