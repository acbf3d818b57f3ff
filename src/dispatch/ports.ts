/** What the use cases need from the outside, in their own words. Adapters live in `store`, `email`, `commands`. */
import type { PortfolioError } from "../errors.ts";
import type { Portfolio, Settings } from "../portfolio/portfolio.ts";
import type { Subscription } from "./dispatch.ts";

/** The operator's data, and what keeps it from being today's. */
export interface LoadedPortfolio {
  readonly portfolio: Portfolio;
  /** The files as they are now cannot be used; the portfolio is the last one that could. */
  readonly outdatedBy?: PortfolioError;
}

/** Throws `PortfolioError` with every fault if the files were never valid since the start. */
export type LoadPortfolio = () => Promise<LoadedPortfolio>;

/** The settings alone: what people may do does not depend on the rest being in order. */
export type LoadSettings = () => Promise<Settings>;

/** Makes ids: sortable by time, unique without coordination. */
export interface Ids {
  /** A new ULID for this instant. */
  next(at: Date): string;
}

/** Who does not want which reports any more. */
export interface Unsubscriptions {
  /** @returns When each of these subscriptions was last ended, ISO 8601 in UTC; undefined for those that stand. */
  endedAt(subscriptions: readonly Subscription[]): Promise<readonly (string | undefined)[]>;
  /** Ending twice is ending once: whatever was said last counts, under the hash of now and the one before it. */
  end(subscription: Subscription): Promise<void>;
  resume(subscription: Subscription): Promise<void>;
}

/** HMAC-SHA-256 of the normalised address under a secret key, hex. */
export interface HashAddress {
  (email: string): string;
  /** Names the key, without revealing it. */
  readonly keyId?: string;
  /** The same under the key before this one, while the operator still has it. */
  readonly former?: (email: string) => string;
}
