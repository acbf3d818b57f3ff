import type { IsoMonth } from "./ledger.ts";
import type { IsoDate, MoneyRange, Sourced } from "./portfolio.ts";

/** When revenue counts as earned (IFRS 15, ASC 606). */
export const RECOGNITION_POLICIES = ["point_in_time", "over_time", "straight_line"] as const;

/**
 * Where units sold are counted, if not by hand: jobs completed (`jobs.csv`), nights of stays (`rent-roll.csv`),
 * recurring lines of a month (`invoices.csv`).
 */
export const UNIT_SOURCES = ["jobs", "stays", "recurring_invoices"] as const;
export type UnitSource = (typeof UNIT_SOURCES)[number];

/** Something an entity sells, by the unit. Without a recognition policy the report says that it is undefined. */
export interface RevenueStream extends Sourced {
  readonly id: string;
  readonly name: string;
  /** Singular and plural noun of what is sold, e.g. `charter`, `charters`. */
  readonly unit: string;
  readonly units: string;
  /** Minor units per unit sold. */
  readonly price: number;
  readonly variableCost: number;
  readonly recognition?: (typeof RECOGNITION_POLICIES)[number];
  /** Units sold by month, where they are counted by hand. */
  readonly sold: readonly UnitsSold[];
  /** The table of this entity that counts them instead. */
  readonly unitsFrom?: UnitSource;
}

export interface UnitsSold extends Sourced {
  readonly month: IsoMonth;
  readonly units: number;
}

/** What an entity means to earn and spend in a month, in minor units. */
export interface PlanMonth extends Sourced {
  readonly month: IsoMonth;
  readonly revenue?: number;
  readonly expense?: number;
}

export const CAPITAL_TIERS = [
  "zero-cost",
  "low-cost",
  "revenue-producing",
  "do-not-deploy",
] as const;
export type CapitalTier = (typeof CAPITAL_TIERS)[number];

/** Something money could be put into. */
export interface Initiative extends Sourced {
  readonly id: string;
  readonly title: string;
  readonly tier: CapitalTier;
  /** Minor units; 0 for what costs nothing. */
  readonly capital: number;
  readonly monthlyReturn?: MoneyRange;
  readonly owner: string;
  readonly due?: IsoDate;
  /** Why it is in this tier, as a sentence. */
  readonly reason: string;
}

/** What a financial rule measures; each is worked out, never typed in. */
export const RULE_MEASURES = ["runway_months", "monthly_burn", "largest_client_share"] as const;

/** A rule that is not negotiable: a measure and its bound. Money in minor units, shares as 0.25. */
export interface Rule extends Sourced {
  readonly title: string;
  /** Who sees to it, by role. */
  readonly owner: string;
  readonly measure: (typeof RULE_MEASURES)[number];
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Money in the bank on the record's as-of day, minor units. */
export interface Cash extends Sourced {
  readonly balance: number;
}

/** A dated step of a roadmap. */
export interface Milestone extends Sourced {
  readonly title: string;
  readonly owner: string;
  readonly due: IsoDate;
  readonly done?: IsoDate;
}

/** A named sequence of milestones, e.g. `Local search`, `Profitability`, `First 90 days`. */
export interface Roadmap extends Sourced {
  readonly name: string;
  /** Which report shows it. */
  readonly report: "cmo" | "accounting";
  readonly milestones: readonly Milestone[];
}

export const VISIBILITIES = ["strong", "weak", "absent"] as const;

/** Where customers could meet an entity. */
export interface MarketingChannel extends Sourced {
  /** e.g. `Google Business Profile`. */
  readonly name: string;
  readonly visibility: (typeof VISIBILITIES)[number];
  /** People reached a month, where known. */
  readonly reach?: number;
  /** Bookings a month that came through it, where known. */
  readonly bookings?: number;
  readonly note: string;
}

/** A mailing or other push to known contacts. Value of one booking in minor units. */
export interface Campaign extends Sourced {
  readonly id: string;
  readonly title: string;
  readonly contacts: number;
  /** Shares of contacts who book, cautious and hopeful. */
  readonly conversion: { readonly low: number; readonly high: number };
  readonly bookingValue: MoneyRange;
  readonly cost: number;
  readonly owner: string;
  readonly start: IsoDate;
}

export const LISTING_STATES = ["live", "in preparation", "planned", "after audit"] as const;

/** A place on an online travel agency or directory, in the order it should be taken. */
export interface Listing extends Sourced {
  readonly platform: string;
  readonly order: number;
  readonly state: (typeof LISTING_STATES)[number];
  /** What has to be there first. */
  readonly requires?: string;
  readonly due?: IsoDate;
  /** Expected revenue a month, minor units. */
  readonly monthlyValue?: MoneyRange;
}

/** Something that may happen. */
export interface Risk extends Sourced {
  readonly title: string;
  readonly likelihood: "low" | "medium" | "high";
  readonly impact: MoneyRange;
  readonly owner: string;
  readonly mitigation: string;
}

/** What an entity is as a business, beside its technology. All of it optional in the files. */
export interface Business {
  readonly revenueStreams: readonly RevenueStream[];
  readonly plan: readonly PlanMonth[];
  readonly initiatives: readonly Initiative[];
  readonly rules: readonly Rule[];
  readonly cash?: Cash;
  readonly roadmaps: readonly Roadmap[];
  readonly channels: readonly MarketingChannel[];
  readonly campaigns: readonly Campaign[];
  readonly listings: readonly Listing[];
  readonly risks: readonly Risk[];
}
