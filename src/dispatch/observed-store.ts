import type { MailEvents } from "./feedback-ports.ts";
import type { DispatchStore } from "./store-port.ts";

/**
 * A store that tells when something about a dispatch has changed that people see. Every way a report can go leads
 * through it, so that no use case has to think of whoever looks on.
 *
 * @param changed Called after each such write of this process. Must not throw.
 */
export function observeStore(store: DispatchStore, changed: () => void): DispatchStore {
  // Whatever a write is given goes on to it: an argument that is added later is no exception.
  const told =
    <Given extends unknown[], T>(write: (...given: Given) => Promise<T>) =>
    async (...given: Given): Promise<T> => {
      const result = await write(...given);
      changed();
      return result;
    };
  return {
    ...store,
    saveDraft: told(store.saveDraft),
    setPreview: told(store.setPreview),
    changeState: told(store.changeState),
    markAnnounced: told(store.markAnnounced),
    park: told(store.park),
    resume: told(store.resume),
  };
}

/** Mail events that tell when one of them has changed what is known of a mail. */
export function observeMailEvents(mailEvents: MailEvents, changed: () => void): MailEvents {
  return {
    ...mailEvents,
    async settle(...args) {
      const moved = await mailEvents.settle(...args);
      if (moved) changed();
      return moved;
    },
  };
}
