import type { MailEvents } from "./feedback-ports.ts";
import type { DispatchStore } from "./store-port.ts";

/**
 * A store that tells when something about a dispatch has changed that people see. Every way a report can go leads
 * through it, so that no use case has to think of whoever looks on.
 *
 * @param changed Called after each such write of this process. Must not throw.
 */
export function observeStore(store: DispatchStore, changed: () => void): DispatchStore {
  const told = async <T>(write: Promise<T>): Promise<T> => {
    const result = await write;
    changed();
    return result;
  };
  return {
    ...store,
    saveDraft: (...args) => told(store.saveDraft(...args)),
    setPreview: (...args) => told(store.setPreview(...args)),
    changeState: (change) => told(store.changeState(change)),
    markAnnounced: (id) => told(store.markAnnounced(id)),
    park: (...args) => told(store.park(...args)),
    resume: (id) => told(store.resume(id)),
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
