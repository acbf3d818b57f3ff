import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Announcer } from "./announcer-port.ts";
import type { Requester } from "./dispatch.ts";
import type { Ids } from "./ports.ts";
import { assertMember, type RightsDependencies } from "./rights.ts";

/** Something that could not be told to the person it was for. */
export interface MissedMessage {
  /** When, ISO 8601 in UTC. */
  readonly at: string;
  readonly text: string;
}

/** What people could not be told, until it is old. */
export interface MissedMessages {
  keep(userId: string, id: string, message: MissedMessage): Promise<void>;
  /** The latest first. */
  latest(userId: string, limit: number): Promise<readonly MissedMessage[]>;
}

export interface KeepMissedDependencies {
  readonly missed: MissedMessages;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps words for somebody who cannot be reached, so that they stand on the Home tab. Does not throw. */
export async function keepMissed(
  userId: string,
  text: string,
  { missed, ids, clock, log }: KeepMissedDependencies,
): Promise<void> {
  const now = clock.now();
  await missed
    .keep(userId, ids.next(now), { at: now.toISOString(), text })
    .catch((err: unknown) => log.error({ err, person: userId }, "what was missed was not kept"));
}

/** An announcer whose words to one person are kept where Slack does not take them. The failure is still thrown. */
export function keepWhatIsMissed(announcer: Announcer, deps: KeepMissedDependencies): Announcer {
  return {
    ...announcer,
    async tell(userId, text) {
      try {
        await announcer.tell(userId, text);
      } catch (error) {
        await keepMissed(userId, text, deps);
        throw error;
      }
    },
  };
}

/** More than this is more than anybody reads at once. */
const MOST_SHOWN = 5;

/**
 * What somebody could not be told in the last days.
 *
 * @throws NotAllowedError for everybody but members of the workspace; StoreUnavailableError
 */
export async function listMissed(
  by: Requester,
  deps: RightsDependencies & Pick<KeepMissedDependencies, "missed">,
): Promise<readonly MissedMessage[]> {
  await assertMember(deps, by);
  return await deps.missed.latest(by.userId, MOST_SHOWN);
}
