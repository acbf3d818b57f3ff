import type { Business } from "./business.ts";
import type { Ledger } from "./ledger.ts";
import type {
  Handoff,
  Invoice,
  Job,
  Letting,
  Maintenance,
  RentalUnit,
  Truck,
} from "./operations.ts";
import type { Recurrence } from "./recurrence/recurrence.ts";
import type { Retention } from "./retention.ts";

/** A calendar day, `YYYY-MM-DD`. */
export type IsoDate = string;

/** Where a fact stands in the operator's data, and the day it was true. */
export interface SourceRef {
  /** Relative to the portfolio's folder, e.g. `entities/jada.yml`. */
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  readonly asOf: IsoDate;
}

/** What a person may do; each role includes the ones after it. */
export const ROLES = ["admin", "approver", "requester", "viewer"] as const;
export type Role = (typeof ROLES)[number];

/** Somebody who receives reports. Named by role, never by person. */
export interface Person {
  /** Key under `people` in `settings.yml`. */
  readonly id: string;
  /** e.g. `Chief technology officer`. */
  readonly name: string;
  readonly email: string;
  /** Id under `people` of whoever gets their reports when mail to them bounces, or they do not want it. */
  readonly alternate?: string;
  /** Slack user id of the person, so that they can have a test mailed to themselves. */
  readonly slack?: string;
}

/** Files that can come with a mail. */
export const ATTACHMENT_KINDS = ["pdf", "xlsx", "csv"] as const;
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

/** `private`: each recipient gets a mail of their own. `shared`: one mail to all, who see each other's addresses. */
export const ENVELOPE_MODES = ["private", "shared"] as const;
export type EnvelopeMode = (typeof ENVELOPE_MODES)[number];

/** Who has to approve reports, and how; what is left out is inherited. Durations are in milliseconds. */
export interface ApprovalSettings {
  /** Slack user ids, ids of user groups, and roles; a role includes the ones above it. */
  readonly approvers?: readonly string[];
  /** How many different people have to approve: 1 or 2. */
  readonly approvals?: number;
  readonly requesterMayApprove?: boolean;
  /** From the preview on; at least a minute. */
  readonly expiresAfter?: number;
  /** From the preview on, before it expires; 0 for no reminder. Half of `expiresAfter` without it. */
  readonly remindAfter?: number;
  /** From the preview on, before it expires; 0 for never. Half-way between `remindAfter` and the end without it. */
  readonly escalateAfter?: number;
  /** Slack user ids, ids of user groups, and roles. */
  readonly escalateTo?: readonly string[];
  /** Between approval and sending. */
  readonly hold?: number;
  /** Schedules that say so may send this report without anybody looking at it; no without it. */
  readonly schedulesMaySend?: boolean;
}

/** A schedule as the operator writes it. */
export interface DeclaredSchedule {
  /** Id of a report type. */
  readonly report: string;
  readonly when: Recurrence;
  /** IANA name; the portfolio's without it. */
  readonly timeZone?: string;
  /** As people type it, e.g. `last-month`. */
  readonly period?: string;
  /** Id or name of the only entity to look at. */
  readonly entity?: string;
  /** `required` without it. */
  readonly approval?: "required" | "not_needed";
  /** Slack user id of whoever asks for the report each time. */
  readonly owner: string;
  /** Slack channel id where previews go; that for summaries without it. */
  readonly channel?: string;
}

/** Who gets a report type, and how. */
export interface Audience {
  /** Ids under `people`. */
  readonly to: readonly string[];
  /** `private` without it. */
  readonly envelope?: EnvelopeMode;
  /** None without it. */
  readonly attachments?: readonly AttachmentKind[];
  /** Id under `people` that answers go to; the sender without it. */
  readonly replyTo?: string;
  /** Words and placeholders, e.g. `{title} · {period}: {headline}`, which is also what is used without it. */
  readonly subject?: string;
  /** Differs from the approval of all reports in what it says. */
  readonly approval?: ApprovalSettings;
}

/** A name, a colour and a logo as the operator writes them; what is left out is inherited. */
export interface BrandLook {
  readonly name?: string;
  /** `#rrggbb`, with a contrast of at least 4.5 : 1 on white. */
  readonly color?: string;
  /** PNG relative to the portfolio's folder. */
  readonly logo?: string;
}

/** How mails look. */
export interface Brand extends BrandLook {
  /** For reports on one entity alone, by its id. */
  readonly entities?: Readonly<Record<string, BrandLook>>;
}

/** A picture that mails begin with. */
export interface Logo {
  readonly png: Uint8Array;
  /** Pixels of the file; mails show it at half of that, so that it is sharp on every screen. */
  readonly width: number;
  readonly height: number;
}

/** `weekdays`: Monday to Friday. */
export const DIGEST_DAYS = ["weekdays", "daily"] as const;

/** The morning post. */
export interface DigestSettings {
  /** Slack channel id. */
  readonly channel: string;
  /** Minutes since midnight, by the clock in the portfolio's time zone. */
  readonly at: number;
  readonly days: (typeof DIGEST_DAYS)[number];
  /** Ids under `people` of those who get it as a mail, too. */
  readonly email: readonly string[];
}

/** `settings.yml` */
export interface Settings {
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  /** BCP 47. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Pins "today" of every report; without it the clock decides. */
  readonly reportingDate?: IsoDate;
  /** First month of the fiscal year, 1 to 12; January without it. */
  readonly fiscalYearStart?: number;
  /** Slack user ids and ids of user groups, by role. */
  readonly roles: Readonly<Record<Role, readonly string[]>>;
  readonly channels: {
    /** Slack channel id where summaries are posted. */
    readonly reports: string;
  };
  readonly people: Readonly<Record<string, Person>>;
  readonly brand?: Brand;
  /** For every report type, as far as its audience says nothing else. */
  readonly approval?: ApprovalSettings;
  /** By report type. */
  readonly audiences: Readonly<Record<string, Audience>>;
  /** `STANDARD_RETENTION` without it. */
  readonly retention?: Retention;
  /** By id. */
  readonly schedules?: Readonly<Record<string, DeclaredSchedule>>;
  /** Days that are no business days. */
  readonly holidays?: readonly IsoDate[];
  /** How long after its time a scheduled report may still be made, in milliseconds. */
  readonly catchUpWithin?: number;
  /** No digest is posted without it. */
  readonly digest?: DigestSettings;
}

/** A record of the operator's files that knows where it stands. */
export interface Sourced {
  readonly source: SourceRef;
}

/** Integer minor units (cents), `low` never above `high`. */
export interface MoneyRange {
  readonly low: number;
  readonly high: number;
}

/** Operating entities earn; auxiliary domains run beside them. */
export const ENTITY_KINDS = ["operating", "auxiliary"] as const;
type EntityKind = (typeof ENTITY_KINDS)[number];

/** From worst to mildest. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const ASSET_STATES = ["in use", "idle"] as const;

/** Something an entity owns or holds. */
export interface Asset extends Sourced {
  readonly name: string;
  /** A plain noun, e.g. `vessel`, `contact list`, `domain`. */
  readonly kind: string;
  readonly state: (typeof ASSET_STATES)[number];
  readonly note?: string;
}

/** Something that is wrong: a shortfall of the business, a vulnerability, a UX shortfall, a delivery gap. */
export interface Finding extends Sourced {
  /** Unique within the portfolio. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** The day it was first true. */
  readonly since: IsoDate;
  /** The day it stopped being true. */
  readonly closed?: IsoDate;
  /** Where it can be seen, e.g. a file, a page, a service. */
  readonly where?: string;
  /** What shows that it is so. */
  readonly evidence: string;
}

/** A piece of work that closes findings or realises savings. */
export interface Remedy extends Sourced {
  /** Verb first. */
  readonly title: string;
  /** A role, never a name. */
  readonly owner: string;
  readonly due: IsoDate;
  /** The day it was finished. */
  readonly done?: IsoDate;
  readonly effortHours: number;
  /** Ids of findings and savings, of any entity. */
  readonly resolves: readonly string[];
  /** What it brings or stops losing, a month. */
  readonly monthlyImpact?: MoneyRange;
}

/** How a figure is counted: a number of things, money in minor units, or a share (0.25 is 25 %). */
export const KPI_KINDS = ["count", "money", "ratio"] as const;

/** A figure the entity should be steered by. Without a value it is missing, which is not zero. */
export interface Kpi extends Sourced {
  readonly name: string;
  readonly kind: (typeof KPI_KINDS)[number];
  /** Plural noun of a count, e.g. `contacts`. */
  readonly unit?: string;
  readonly value?: number;
  readonly target?: number;
  /** What supplies the figure, or would; follows "from", e.g. `the captain's calendar`. */
  readonly comesFrom: string;
}

export const VERDICTS = ["keep", "fix", "replace"] as const;

/** One layer of an entity's technology and what the audit says of it. */
export interface StackLayer extends Sourced {
  /** e.g. `hosting`, `payments`. */
  readonly layer: string;
  readonly technology: string;
  readonly verdict: (typeof VERDICTS)[number];
  readonly note: string;
}

/** Money that could be saved on a cloud service. */
export interface CloudSaving extends Sourced {
  readonly id: string;
  /** Minor units a month; never more than the service's lowest cost. */
  readonly monthly: number;
  /** How, as a sentence that can follow the service's name. */
  readonly how: string;
}

/** One service on the cloud bill. */
export interface CloudService extends Sourced {
  readonly name: string;
  readonly monthly: MoneyRange;
  readonly saving?: CloudSaving;
}

/** What an entity pays one cloud provider. */
export interface Cloud extends Sourced {
  /** e.g. `AWS`. */
  readonly provider: string;
  readonly services: readonly CloudService[];
}

/** One business, from one file under `entities/`. */
export interface Entity extends Sourced, Business {
  readonly id: string;
  readonly name: string;
  /** What it does, in a few words. */
  readonly business: string;
  readonly kind: EntityKind;
  /** First day on which it is no longer in business; from then on no posting and no plan of it is missed. */
  readonly closed?: IsoDate;
  readonly assets: readonly Asset[];
  readonly kpis: readonly Kpi[];
  readonly shortfalls: readonly Finding[];
  readonly agenda: readonly Remedy[];
  readonly stack: readonly StackLayer[];
  readonly vulnerabilities: readonly Finding[];
  readonly uxShortfalls: readonly Finding[];
  readonly deliveryGaps: readonly Finding[];
  readonly roadmap: readonly Remedy[];
  readonly cloud?: Cloud;
  readonly rentalUnits: readonly RentalUnit[];
  readonly trucks: readonly Truck[];
  readonly maintenance: readonly Maintenance[];
}

/** All of the operator's data, checked; an immutable snapshot. What has no file is absent, not empty. */
export interface Portfolio {
  readonly settings: Settings;
  /** Sorted by id. */
  readonly entities: readonly Entity[];
  /** `ledger/*.csv`; absent without a single posting. */
  readonly ledger?: Ledger;
  /** `invoices.csv`, in its order. */
  readonly invoices?: readonly Invoice[];
  /** `rent-roll.csv`, in its order. */
  readonly lettings?: readonly Letting[];
  /** `jobs.csv`, in its order. */
  readonly jobs?: readonly Job[];
  /** `handoffs/*.md`, oldest first; empty without the folder. */
  readonly handoffs?: readonly Handoff[];
  /** By the file the brand names; absent without any. */
  readonly logos?: Readonly<Record<string, Logo>>;
  /** SHA-256 of every file as it was read, hex, by its path; absent where it did not come from files. */
  readonly files?: Readonly<Record<string, string>>;
}
