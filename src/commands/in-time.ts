import type { AlarmClock } from "../clock.ts";
import { FormNotReadError } from "../errors.ts";

/** Slack waits three seconds for the answer to a form that is sent; some of that goes to what follows, and to the way. */
const IN_TIME_MS = 2_000;

interface Surroundings {
  readonly clock: AlarmClock;
  /** Stopping the bot waits for it. */
  readonly track: (work: Promise<void>) => Promise<void>;
}

/**
 * What the answer to a form depends on, unless it takes too long. The work goes on then, but nothing follows from it.
 *
 * @throws What the work fails with; FormNotReadError
 */
export function inTime<T>(work: Promise<T>, { clock, track }: Surroundings): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = new Date(clock.now().getTime() + IN_TIME_MS);
    const takeBack = clock.setAlarm(end, () => reject(tooSlow()));
    void track(work.then(resolve, reject).finally(takeBack));
  });
}

function tooSlow(): FormNotReadError {
  return new FormNotReadError(
    "Slack or the database is slow to answer, so that nothing was made yet.",
    { hint: "Press the button again." },
  );
}
