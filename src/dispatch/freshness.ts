import type { Clock } from "../clock.ts";
import { AppError, ChangedSincePreviewError, PortfolioError } from "../errors.ts";
import { alreadyDecided } from "./already-decided.ts";
import { DEFAULT_POLICY, policyOf } from "./approval-policy.ts";
import type { Artifact } from "./artifact.ts";
import { describeArtifactChanges, describePolicyChanges } from "./changes.ts";
import type { Dispatch } from "./dispatch.ts";
import type { DraftDependencies } from "./draft.ts";
import { prepare } from "./prepare.ts";
import { showCurrent } from "./show-current.ts";

export type FreshnessDependencies = DraftDependencies;

/** The files on disk cannot be read now, so that a change in them cannot be seen. */
export interface Unread {
  readonly reason: PortfolioError;
  /** The last data that was valid gives the report that was shown; false if there is none to compare with. */
  readonly lastValidIsUnchanged: boolean;
}

/**
 * Throws if data, settings or audience have changed since the preview: then it is withdrawn, with what has changed.
 * Works everything out once more and compares the hashes. The day on which the preview was made counts, not today:
 * a new day alone is no change.
 *
 * @returns What keeps anybody from seeing a change, if the files cannot be read. That is not a change.
 * @throws ChangedSincePreviewError; AlreadyDecidedError if somebody decided meanwhile.
 */
export async function assertFresh(
  waiting: Dispatch,
  deps: FreshnessDependencies,
): Promise<Unread | undefined> {
  const settings = await deps.loadSettings();
  const policy = waiting.policy ?? DEFAULT_POLICY;
  const rules = describePolicyChanges(policy, policyOf(settings, waiting.reportType));
  const { changes, unread } = await compare(waiting, deps);
  const all = [...rules, ...changes];
  if (all.length === 0) return unread;
  throw await withdraw(waiting, all, deps);
}

interface Comparison {
  readonly changes: readonly string[];
  readonly unread?: Unread;
}

async function compare(waiting: Dispatch, deps: FreshnessDependencies): Promise<Comparison> {
  try {
    const now = await prepareAgain(waiting, deps);
    const unread = now.outdatedBy && { reason: now.outdatedBy, lastValidIsUnchanged: true };
    if (now.dispatch.artifactHash === waiting.artifactHash) {
      return { changes: [], ...(unread && { unread }) };
    }
    const stored = await readStored(waiting, deps);
    return { changes: describeArtifactChanges({ dispatch: waiting, artifact: stored }, now) };
  } catch (error) {
    if (error instanceof PortfolioError) {
      return { changes: [], unread: { reason: error, lastValidIsUnchanged: false } };
    }
    // The entity is gone, or nobody is left to write to: it can no longer be made at all.
    if (error instanceof AppError && CANNOT_BE_MADE.includes(error.code)) {
      return { changes: [error.message] };
    }
    throw error;
  }
}

const CANNOT_BE_MADE: readonly AppError["code"][] = [
  "unknown_report",
  "unknown_period",
  "unknown_entity",
  "no_audience",
  "unknown_person",
];

function prepareAgain(waiting: Dispatch, deps: FreshnessDependencies) {
  const generatedAt = new Date(waiting.generatedAt);
  const clock: Clock = { now: () => generatedAt, wait: deps.clock.wait };
  return prepare(
    {
      report: waiting.reportType,
      choices: waiting.choices,
      without: waiting.mail.leftOut,
      requester: waiting.requestedBy,
    },
    { ...deps, clock },
  );
}

/** What was shown; a stored mail that cannot be read is compared by what the record says of it. */
async function readStored(
  waiting: Dispatch,
  { store, log }: FreshnessDependencies,
): Promise<Artifact | undefined> {
  return await store.getArtifact(waiting).catch((err: unknown) => {
    if (!(err instanceof AppError) || !UNREADABLE.includes(err.code)) throw err;
    log.error({ err, dispatch: waiting.id }, "the stored mail cannot be compared");
    return undefined;
  });
}

const UNREADABLE: readonly AppError["code"][] = ["artifact_corrupt", "artifact_expired"];

/** Both approvals of a report that takes two are gone with it. */
async function withdraw(
  { id }: Dispatch,
  changes: readonly string[],
  deps: FreshnessDependencies,
): Promise<Error> {
  const { changed, dispatch } = await deps.store.changeState({
    dispatchId: id,
    to: "voided",
    voidedBecause: "Something has changed since this preview was made, so nothing was approved.",
    changes,
  });
  if (!changed) return alreadyDecided(dispatch);
  await showCurrent(dispatch, deps).catch((err: unknown) => {
    deps.log.warn({ err, dispatch: id }, "the preview could not be updated");
  });
  const list = changes.map((change) => `• ${change}`).join("\n");
  return new ChangedSincePreviewError(
    `Nothing was approved: something has changed since this preview was made.\n${list}`,
    { hint: 'Press "Make a fresh preview" below the old one, and decide on that.' },
  );
}
