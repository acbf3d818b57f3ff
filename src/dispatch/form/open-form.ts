import type { Clock } from "../../clock.ts";
import type { ReportDefinition } from "../../reports/definition.ts";
import { lastResortOf, type MailAddresses } from "../audience.ts";
import { findWaiting } from "../decide.ts";
import type { Dispatch, Requester } from "../dispatch.ts";
import { assertInTime, type ExpiryDependencies } from "../expiry.ts";
import { assertAccess, type RightsDependencies } from "../rights.ts";
import type { FormBasis } from "./form.ts";

export interface OpenFormDependencies extends RightsDependencies, ExpiryDependencies {
  readonly registry: readonly ReportDefinition[];
  readonly addresses: MailAddresses;
  readonly clock: Clock;
}

/**
 * What the form is made from, for somebody who may ask for reports. Asked again whenever the form changes or is sent:
 * a form in front of somebody is no right.
 *
 * @param editedId The draft that is to be replaced; a form for a new one without it.
 * @throws NotAllowedError, PortfolioError; DispatchNotFoundError, AlreadyDecidedError, ApprovalExpiredError if that draft waits no more.
 */
export async function openForm(
  by: Requester,
  editedId: string | undefined,
  deps: OpenFormDependencies,
): Promise<FormBasis> {
  const access = await assertAccess(deps, by, "request");
  const edited = editedId === undefined ? undefined : await findEditable(editedId, deps);
  const { registry, clock } = deps;
  const lastResort = lastResortOf(deps.addresses)?.name;
  return {
    registry,
    access,
    now: clock.now(),
    ...(lastResort !== undefined && { lastResort }),
    ...(edited && { edited }),
  };
}

/** @throws DispatchNotFoundError, AlreadyDecidedError, ApprovalExpiredError */
export async function findEditable(id: string, deps: ExpiryDependencies): Promise<Dispatch> {
  const waiting = await findWaiting(id, deps.store);
  await assertInTime(waiting, deps);
  return waiting;
}
