import type { IsoDate, Sourced } from "./portfolio.ts";

/** One line of `invoices.csv`: an invoice, or work that is done and not yet invoiced (no `issued`). */
export interface Invoice extends Sourced {
  readonly number: string;
  readonly entity: string;
  readonly client: string;
  readonly kind: "recurring" | "project";
  /** Day the work was done or the recurring period began. */
  readonly performed: IsoDate;
  readonly issued?: IsoDate;
  readonly due?: IsoDate;
  readonly paid?: IsoDate;
  /** Minor units. */
  readonly amount: number;
}

/** One line of `rent-roll.csv`: a lease by the month, or a stay by the night. */
export interface Letting extends Sourced {
  readonly entity: string;
  readonly unit: string;
  readonly kind: "lease" | "stay";
  /** A role or a code, never a name. */
  readonly occupant: string;
  /** Half-open: the day of departure is not let. */
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** Lease: rent a month. Stay: the whole of it. Minor units. */
  readonly rent: number;
  /** Rent that was due and has not come, as of the file's day. Minor units. */
  readonly arrears: number;
}

/** How far a job has come; each stage includes the ones before it. */
export const JOB_STAGES = ["inquiry", "quoted", "booked", "completed"] as const;

/** One line of `jobs.csv`. */
export interface Job extends Sourced {
  readonly number: string;
  readonly entity: string;
  readonly stage: (typeof JOB_STAGES)[number];
  readonly lost: boolean;
  readonly inquired: IsoDate;
  /** When the customer was told it would be done, and when it was. */
  readonly promised?: IsoDate;
  readonly completed?: IsoDate;
  readonly truck?: string;
  /** Hours the truck was out. */
  readonly hours?: number;
  /** Minor units. */
  readonly revenue?: number;
  readonly cost?: number;
  readonly disposalFee?: number;
}

/** A thing that can be let, and how it is kept. */
export interface RentalUnit extends Sourced {
  readonly unit: string;
  readonly available: boolean;
}

/** A truck, and how many hours a day it could be out. */
export interface Truck extends Sourced {
  readonly truck: string;
  /** Whether it may be out at all: one without registration or under repair is no idle hours. */
  readonly available: boolean;
  readonly hoursPerDay: number;
  readonly daysPerMonth: number;
}

/** Something to be mended or kept up on a rental property. */
export interface Maintenance extends Sourced {
  readonly title: string;
  readonly unit: string;
  readonly opened: IsoDate;
  readonly closed?: IsoDate;
  /** Minor units, spent or estimated. */
  readonly cost: number;
}

/** A hand-off note from `handoffs/*.md`: what was decided and what is open, in the operator's own words. */
export interface Handoff extends Sourced {
  readonly entity: string;
  readonly date: IsoDate;
  readonly owner: string;
  readonly title: string;
  readonly decisions: readonly string[];
  readonly openItems: readonly string[];
}
