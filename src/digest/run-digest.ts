import type { MessageRef } from "../dispatch/dispatch.ts";
import type { People } from "../dispatch/people.ts";
import type { LoadSettings } from "../dispatch/ports.ts";
import { peopleMeant, type Roster } from "../dispatch/roster.ts";
import type { Log } from "../log.ts";
import type { IsoDate } from "../portfolio/portfolio.ts";
import type { Digest } from "./digest.ts";
import type { DueDigest } from "./digest-time.ts";
import { type DigestMail, type DigestMailDependencies, draftDigestMail } from "./mail-digest.ts";
import type { DigestClaim, DigestLog, DigestPoster, DigestRemarks } from "./ports.ts";
import { type ReadDigestDependencies, readDigest } from "./read-digest.ts";
import { isOpen } from "./up-to-date.ts";

export type RunDigestDependencies = ReadDigestDependencies &
  DigestMailDependencies & {
    readonly loadSettings: LoadSettings;
    readonly people: People;
    readonly digestLog: DigestLog;
    readonly poster: DigestPoster;
    /** Takes an approved dispatch to its end. */
    readonly send: (dispatchId: string) => Promise<void>;
    readonly log: Log;
  };

/** More than composing, posting and drafting take, with a busy Slack's waits. */
const LEASE_SECONDS = 300;

/** Attempts in the channel; after that the admins get it. */
const MOST_ATTEMPTS = 3;

/**
 * Brings the digest that is due out, once however many processes run: in its channel, and as a mail to those who want
 * one. What a crash leaves is gone on with by whoever comes next; a message may then appear twice, a mail never.
 *
 * @returns The day, if its digest is known to be out now. Whoever was overtaken does not know: the one that took over
 *   may still fail or die, and then somebody must look again.
 */
export async function runDigest(
  due: DueDigest,
  roster: Roster,
  deps: RunDigestDependencies,
): Promise<IsoDate | undefined> {
  const claim = await deps.digestLog.claim(due.day, LEASE_SECONDS);
  if (claim === "held") return undefined;
  if (claim === "done") return due.day;
  try {
    const mail = await bringOut(claim, due, roster, deps);
    if (mail === "superseded" || !(await deps.digestLog.finish(claim))) return undefined;
    // From here on the sweep goes on with it, too.
    if (mail.id !== undefined) await deps.send(mail.id);
    return due.day;
  } catch (err) {
    deps.log.error({ err, day: due.day }, "the digest could not be brought out; trying again");
    await deps.digestLog.release(claim);
    return undefined;
  }
}

/** @returns Its mail, or that another process has taken the day over. */
async function bringOut(
  claim: DigestClaim,
  due: DueDigest,
  roster: Roster,
  deps: RunDigestDependencies,
): Promise<DigestMail | "superseded"> {
  const { digestLog, ids, clock } = deps;
  const lookedAt = clock.now();
  const digest = await readDigest(due.day, roster, false, deps);
  if (claim.posted === undefined) {
    const postedAt = clock.now();
    const { posted, remarks } = await post(claim, digest, due, roster, deps);
    const content = isOpen(digest) ? { content: { postedAt, digest, remarks } } : {};
    if (!(await digestLog.note(claim, { posted, lookedAt, ...content }))) return "superseded";
  }
  const { settings } = roster;
  const to = settings.digest?.email ?? [];
  if (to.length === 0) return {};
  const mailId = (await findMail(claim, deps)) ?? ids.next(clock.now());
  // The id first: whoever goes on after a crash goes on with the same mail.
  const hold = () => digestLog.note(claim, { mailId });
  if (!(await hold())) return "superseded";
  return await draftDigestMail(mailId, digest, settings, to, { ...deps, hold });
}

/**
 * The mail that another holder of the day has left. One without a head is not complete: they died while they wrote its
 * parts, or are only slow and still do. One that was withdrawn is none.
 */
async function findMail(
  { mailId }: DigestClaim,
  { store }: RunDigestDependencies,
): Promise<string | undefined> {
  const found = mailId === undefined ? undefined : await store.get(mailId);
  return found?.state === "voided" ? undefined : found?.id;
}

interface Post {
  readonly posted: MessageRef;
  readonly remarks: DigestRemarks;
}

/** In the channel; where that goes wrong again and again, to the admins, with the reason. */
async function post(
  { fence }: DigestClaim,
  digest: Digest,
  { late, dueAt }: DueDigest,
  roster: Roster,
  { poster, log }: RunDigestDependencies,
): Promise<Post> {
  const postTo = async (channel: string, remarks: DigestRemarks) => ({
    posted: await poster.post(channel, digest, remarks),
    remarks,
  });
  const remarks = late ? { dueAt } : {};
  try {
    return await postTo(roster.settings.digest?.channel ?? "", remarks);
  } catch (err) {
    if (fence < MOST_ATTEMPTS) throw err;
    log.warn({ err }, "the digest goes to the admins instead of its channel");
    const misplaced = poster.explain(err);
    const tries = await Promise.allSettled(
      peopleMeant(roster, ["admin"]).map((admin) => postTo(admin, { ...remarks, misplaced })),
    );
    const first = tries.find((it) => it.status === "fulfilled");
    if (first === undefined) throw err;
    return first.value;
  }
}
