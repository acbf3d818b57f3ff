import type { MoneyRange } from "../../portfolio/portfolio.ts";
import type { Meaning, Value } from "../report.ts";

export const text = (value: string): Value => ({ kind: "text", value });
export const count = (value: number): Value => ({ kind: "count", value });
export const money = (minor: number): Value => ({ kind: "money", minor });
export const missing: Value = { kind: "missing" };

/** A range, or `missing`. */
export const range = (value: MoneyRange | undefined): Value =>
  value === undefined ? missing : { kind: "money-range", ...value };

/** In a column of amounts: nothing, which is not the same as unknown. */
export const nothing: Value = text("–");

/** A number of bad things. None on record is neutral: nobody may have looked. */
export const badIfAny = (bad: number): Meaning => (bad === 0 ? "neutral" : "bad");

/** A count, or `missing` where nothing was looked at. */
export const countIf = (known: boolean, value: number): Value => (known ? count(value) : missing);
