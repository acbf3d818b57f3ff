import {
  MailTooLargeError,
  NoOwnAddressError,
  NothingToSendError,
  SenderNotReadyError,
} from "../errors.ts";
import type { Person, Settings } from "../portfolio/portfolio.ts";
import { alreadyDecided } from "./already-decided.ts";
import { type DecideDependencies, findDispatch } from "./decide.ts";
import type { Dispatch, Requester } from "./dispatch.ts";
import { loadToSend } from "./load-to-send.ts";
import type { Mailer } from "./mail-ports.ts";
import { isTooLarge } from "./mail-size.ts";
import { assertAccess } from "./rights.ts";
import { findParking } from "./sender-check.ts";
import { findLeftOut, type SkipDependencies } from "./skipped.ts";

export type SendTestDependencies = DecideDependencies &
  SkipDependencies & { readonly mailer: Mailer };

/** Slack repeats a delivery within minutes; an hour is ample. */
const ONCE_SECONDS = 3600;

/** What its tag says in the mail service's events, in the place of a delivery. */
const TEST_TAG = "test";

/**
 * Mails what waits for approval to whoever asks, at their own address and nobody else's. It takes from the quota, and
 * stands in the record. The frozen mail is not touched, and nothing is decided by it.
 *
 * @param onceKey Identifies the click: the same key sends once, however often it is delivered.
 * @returns Whose address it went to; undefined if this very click has been handled before.
 * @throws NotAllowedError, DispatchNotFoundError, AlreadyDecidedError, NoOwnAddressError, MailTooLargeError,
 *   SenderNotReadyError, MailRefusedError, ArtifactCorruptError, ArtifactExpiredError; NothingToSendError if no mail goes
 *   to that address.
 */
export async function sendTest(
  dispatchId: string,
  by: Requester,
  onceKey: string,
  deps: SendTestDependencies,
): Promise<Person | undefined> {
  const { store, mailer, clock } = deps;
  if (!(await store.claimOnce(onceKey, ONCE_SECONDS))) return undefined;
  const { settings } = await assertAccess(deps, by, "request");
  const dispatch = await findDispatch(dispatchId, store);
  const person = await assertSendable(dispatch, settings, by, deps);
  const { mail, envelope } = await loadToSend(dispatch, store, "No test was sent.");
  await takeLeave(deps);
  const messageId = await mailer.send({
    from: envelope.from,
    to: [{ name: person.name, email: person.email }],
    mail: { ...mail, subject: `[Test] ${mail.subject}` },
    tags: { dispatch: dispatch.id, delivery: TEST_TAG },
  });
  await store.noteTest(dispatch.id, { by: by.userId, at: clock.now().toISOString(), messageId });
  return person;
}

async function assertSendable(
  dispatch: Dispatch,
  settings: Settings,
  { userId }: Requester,
  deps: SendTestDependencies,
): Promise<Person> {
  if (dispatch.state !== "awaiting_approval") throw alreadyDecided(dispatch);
  const person = Object.values(settings.people).find(({ slack }) => slack === userId);
  if (person === undefined) {
    throw new NoOwnAddressError(
      "The settings do not say which address is yours. No test was sent.",
      {
        hint: `Ask an admin to add "slack: ${userId}" to your entry under "people" in settings.yml.`,
      },
    );
  }
  if (isTooLarge(dispatch)) {
    throw new MailTooLargeError("The mail is larger than the 10 MB that Amazon SES takes.", {
      hint: "Leave out an attachment first. No test was sent.",
    });
  }
  const leftOut = await findLeftOut([person], dispatch.reportType, deps);
  if (leftOut.some(({ reason }) => reason !== "unsubscribed")) {
    throw new NothingToSendError("Mail to your address bounced or was reported as spam.", {
      hint: "No test was sent. An admin can lift that; see /exec-report suppressions.",
    });
  }
  return person;
}

/** What may be sent is shared with everything that goes out. */
async function takeLeave(deps: SendTestDependencies): Promise<void> {
  const { signal } = new AbortController();
  const answer = (await findParking(deps)) ?? (await deps.throttle?.acquire(1, signal));
  if (answer === undefined) return;
  if ("because" in answer) throw new SenderNotReadyError(`${answer.reason} No test was sent.`);
  if (await answer.takeTurn(signal)) return;
  throw new SenderNotReadyError("Other mails go out first just now. No test was sent.", {
    hint: "Press the button again in a minute.",
  });
}
