import type { MailAddresses } from "./audience.ts";
import { listKnown } from "./audience.ts";
import type { Requester } from "./dispatch.ts";
import type { Suppression, Suppressions } from "./feedback-ports.ts";
import type { HashAddress } from "./ports.ts";
import { assertAccess, may, type RightsDependencies } from "./rights.ts";

export interface SuppressionListDependencies extends RightsDependencies {
  readonly suppressions: Suppressions;
  readonly hashAddress: HashAddress;
  readonly addresses: MailAddresses;
}

/** An address that gets no reports, with who it is. */
export interface ListedSuppression extends Suppression {
  /** Names of the people with this address in the settings as they are now; none if there is nobody any more. */
  readonly names: readonly string[];
}

export interface SuppressionList {
  /** The latest first. */
  readonly entries: readonly ListedSuppression[];
  /** Whether whoever asked may lift them. */
  readonly mayLift: boolean;
}

/**
 * Who gets no reports because their mail bounced or was reported as spam.
 *
 * @throws NotAllowedError, PortfolioError, StoreUnavailableError
 */
export async function listSuppressions(
  by: Requester,
  deps: SuppressionListDependencies,
): Promise<SuppressionList> {
  const access = await assertAccess(deps, by, "view");
  const known = listKnown(access.settings.people, deps.addresses).map(({ name, email }) => ({
    name,
    hashes: [deps.hashAddress(email), deps.hashAddress.former?.(email)],
  }));
  const entries = (await deps.suppressions.list()).map((suppression) => ({
    ...suppression,
    names: known
      .filter(({ hashes }) => hashes.includes(suppression.recipientHash))
      .map(({ name }) => name),
  }));
  return { entries, mayLift: may(access, "lift") };
}

/**
 * Lets reports go to an address again. Who did it stays on record.
 *
 * @returns The list as it is then, and whether the address was on it before.
 * @throws NotAllowedError, PortfolioError, StoreUnavailableError
 */
export async function liftSuppression(
  recipientHash: string,
  by: Requester,
  deps: SuppressionListDependencies,
): Promise<{ readonly list: SuppressionList; readonly lifted: boolean }> {
  await assertAccess(deps, by, "lift");
  const lifted = await deps.suppressions.lift(recipientHash, by.userId);
  return { list: await listSuppressions(by, deps), lifted };
}
