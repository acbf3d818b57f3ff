import type { Log } from "../log.ts";
import { forEachPerson } from "./announce.ts";
import type { Announcer } from "./announcer-port.ts";
import { type Dispatch, isSameParking, type Parking } from "./dispatch.ts";
import type { Mailer, Throttle } from "./mail-ports.ts";
import { showCurrent } from "./show-current.ts";
import type { DispatchStore } from "./store-port.ts";

export interface ParkingDependencies {
  readonly store: DispatchStore;
  readonly announcer: Announcer;
  readonly log: Log;
  /** Absent for a mail service without limits. */
  readonly throttle?: Throttle;
}

/** For how long nobody is told again that the same dispatch waits for the same thing. */
const ALERT_SECONDS = 86_400;

/**
 * Keeps why a dispatch waits and shows it. What waits for the quota goes out by itself; for everything else a person
 * has to do something, so that whoever approved and whoever asked are told.
 */
export async function noteParking(
  dispatch: Dispatch,
  parking: Parking,
  deps: ParkingDependencies,
): Promise<void> {
  const { id, parked } = dispatch;
  if (isSameParking(parked, parking)) return;
  const wait = await deps.store.park(id, parking);
  // Others had leave for the rest.
  if (wait === "over") return;
  deps.log.warn({ dispatch: id, because: parking.because, wait }, "a dispatch waits");
  await show(id, deps);
  // Also where it waited already: what it waits for now may be something that does not mend itself.
  if (parking.because !== "quota") await alert(dispatch, parking, deps);
}

/**
 * A mailer whose first accepted mail takes a dispatch out of its wait. Not earlier: while the mail service goes on
 * refusing, people would see it begin and wait again and again.
 *
 * @param taken Called at that mail, with what is written down of it.
 */
export function resumeAtFirstMail(
  dispatch: Dispatch,
  deps: ParkingDependencies & { readonly mailer: Mailer },
  taken: (resumed: Promise<void>) => void,
): Mailer {
  const { mailer } = deps;
  if (dispatch.parked === undefined) return mailer;
  let resumed = false;
  return {
    async send(mail) {
      const messageId = await mailer.send(mail);
      if (!resumed) taken(resume(dispatch, deps));
      resumed = true;
      return messageId;
    },
  };
}

/** Does not throw: the mails go out whether or not it can be shown. */
async function resume(dispatch: Dispatch, deps: ParkingDependencies): Promise<void> {
  try {
    const resumed = await deps.store.resume(dispatch.id);
    if (resumed !== undefined) await show(dispatch.id, deps);
    await deps.throttle?.endHalts();
  } catch (err) {
    deps.log.warn({ err, dispatch: dispatch.id }, "that a dispatch goes on was not put on record");
  }
}

/** From the record: another process may be at its end. */
async function show(dispatchId: string, deps: ParkingDependencies): Promise<void> {
  try {
    const dispatch = await deps.store.get(dispatchId);
    if (dispatch !== undefined) await showCurrent(dispatch, deps);
  } catch (err) {
    deps.log.warn({ err, dispatch: dispatchId }, "the preview could not be updated");
  }
}

async function alert(
  dispatch: Dispatch,
  { because, reason }: Parking,
  { store, announcer, log }: ParkingDependencies,
): Promise<void> {
  const { id, summary } = dispatch;
  if (!(await store.claimOnce(`alert#${id}#${because}`, ALERT_SECONDS))) return;
  const text = `"${summary.title}, ${summary.period}" is approved but waits: ${reason} Nothing is lost: what is left goes out by itself within an hour of this being mended.`;
  await forEachPerson(dispatch, log, (person) => announcer.tell(person, text));
}
