import type { ReportDefinition } from "../reports/definition.ts";
import { findReport } from "../reports/registry.ts";
import type { Delivery } from "./delivery.ts";
import type { Dispatch, Requester } from "./dispatch.ts";
import { findTyped, type LookupDependencies } from "./lookup.ts";
import type { ReadRecord } from "./record.ts";
import { assertAccess } from "./rights.ts";
import type { TrailEvent } from "./trail.ts";

export interface DispatchWithDeliveries {
  readonly dispatch: Dispatch;
  readonly deliveries: readonly Delivery[];
}

/** Dispatches on one page of a list. */
const HISTORY_PAGE = 8;

/** Read at a time, where only one type is wanted; and how often. */
const STRIDE = 50;
const MOST_STRIDES = 20;

export interface HistoryRequest {
  /** As typed; all types without it. */
  readonly type?: string;
  /** Only what was drafted before this one. */
  readonly before?: string;
}

export interface HistoryPage {
  readonly entries: readonly DispatchWithDeliveries[];
  /** Id of the type that was asked for. */
  readonly type?: string;
  /** Whether it does not begin with the newest. */
  readonly isLater: boolean;
  /** Where the next page begins; absent on the last one. */
  readonly next?: string;
}

/**
 * A page of what was asked for, the newest first.
 *
 * @throws NotAllowedError, UnknownReportError
 */
export async function readHistory(
  { type: typed, before }: HistoryRequest,
  by: Requester,
  deps: LookupDependencies & { readonly registry: readonly ReportDefinition[] },
): Promise<HistoryPage> {
  await assertAccess(deps, by, "view");
  const type = typed === undefined ? undefined : findReport(deps.registry, typed).id;
  const found = await findPage(type, before, deps);
  const shown = found.slice(0, HISTORY_PAGE);
  const last = shown.at(-1);
  return {
    entries: await withDeliveries(shown, deps),
    isLater: before !== undefined,
    ...(type !== undefined && { type }),
    ...(found.length > shown.length && last !== undefined && { next: last.id }),
  };
}

/** One more than fits on the page, if there is one. */
async function findPage(
  type: string | undefined,
  before: string | undefined,
  { store }: LookupDependencies,
): Promise<readonly Dispatch[]> {
  const wanted = HISTORY_PAGE + 1;
  if (type === undefined) return await store.latest(wanted, before);
  const found: Dispatch[] = [];
  let from = before;
  for (let strides = 0; strides < MOST_STRIDES && found.length < wanted; strides += 1) {
    const next = await store.latest(STRIDE, from);
    found.push(...next.filter(({ reportType }) => reportType === type));
    from = next.at(-1)?.id;
    if (next.length < STRIDE) break;
  }
  return found;
}

/** Each with what came of its mails. */
export async function withDeliveries(
  dispatches: readonly Dispatch[],
  { store }: LookupDependencies,
): Promise<readonly DispatchWithDeliveries[]> {
  return await Promise.all(
    dispatches.map(async (dispatch) => ({
      dispatch,
      deliveries: await store.getDeliveries(dispatch.id),
    })),
  );
}

/** Everything there is to tell of one dispatch. */
export interface DispatchStatus extends DispatchWithDeliveries {
  /** What happened to it, oldest first. */
  readonly events: readonly TrailEvent[];
}

/**
 * @param typed Its id, a beginning of it, or its short form.
 * @throws NotAllowedError, DispatchNotFoundError
 */
export async function readStatus(
  typed: string,
  by: Requester,
  deps: LookupDependencies & { readonly readRecord: ReadRecord },
): Promise<DispatchStatus> {
  const dispatch = await findTyped(typed, by, deps);
  const record = await deps.readRecord(dispatch.id);
  return {
    dispatch: record?.head.dispatch ?? dispatch,
    deliveries: record?.deliveries.map(({ delivery }) => delivery) ?? [],
    events: record?.head.trail ?? [],
  };
}
