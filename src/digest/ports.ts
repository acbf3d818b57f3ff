/** What the digest needs from the outside, in its own words. Adapters live in `store` and `commands`. */
import type { MessageRef, Requester } from "../dispatch/dispatch.ts";
import type { IsoDate } from "../portfolio/portfolio.ts";
import type { Digest } from "./digest.ts";

/** The right to bring one day's digest out, and how far it has come. */
export interface DigestClaim {
  readonly day: IsoDate;
  /** Grows with each claim; what a former holder still wants to write down is ignored. */
  readonly fence: number;
  /** Where it was posted. */
  readonly posted?: MessageRef;
  /** Id of the dispatch that is its mail. */
  readonly mailId?: string;
}

/** One record for each day, shared by all processes. */
export interface DigestLog {
  /**
   * Wins the right to bring a day's digest out.
   *
   * @param leaseSeconds For how long; then another process takes over.
   * @returns `done` if it is out, `held` while another process is at it.
   */
  claim(day: IsoDate, leaseSeconds: number): Promise<DigestClaim | "done" | "held">;
  /**
   * Puts on record how far it has come.
   *
   * @returns false if the claim has been superseded: nothing more may be done under it.
   */
  note(
    claim: DigestClaim,
    progress: Pick<DigestClaim, "posted" | "mailId"> & {
      /** What was posted, if that may have to be rewritten. */
      readonly content?: Omit<PostedDigest, "day" | "message">;
      /** When it was read what is in it: what became known later is for the next. */
      readonly lookedAt?: Date;
    },
  ): Promise<boolean>;
  /** The last one of a day before another that was posted; undefined if there is none within a month. */
  lastPosted(before: IsoDate): Promise<LastDigest | undefined>;
  /**
   * It is out; nothing is left to do.
   *
   * @returns false if the claim has been superseded: whether it is out is for the new holder to say.
   */
  finish(claim: DigestClaim): Promise<boolean>;
  /** It could not be brought out now; whoever comes next may try at once. */
  release(claim: DigestClaim): Promise<void>;
  /** Posted digests that ask for something; the latest first. */
  open(): Promise<readonly PostedDigest[]>;
  /** Nothing of what it asked for is left to do, or nobody sees it any more. */
  close(day: IsoDate): Promise<void>;
}

export interface LastDigest {
  readonly day: IsoDate;
  /** When it was read what is in it. */
  readonly lookedAt: Date;
}

/** A digest as it was posted. */
export interface PostedDigest {
  readonly day: IsoDate;
  readonly message: MessageRef;
  readonly postedAt: Date;
  readonly digest: Digest;
  readonly remarks: DigestRemarks;
}

/** What is said besides the digest itself. */
export interface DigestRemarks {
  /** When it was due, if that was a while ago. */
  readonly dueAt?: Date;
  /** Why it is not in its channel. */
  readonly misplaced?: string;
}

/** Puts the digest in front of people. */
export interface DigestPoster {
  /** Into a channel, or, by a user's id, to that person alone. */
  post(channel: string, digest: Digest, remarks: DigestRemarks): Promise<MessageRef>;
  /**
   * Rewrites one that was posted.
   *
   * @returns false if it is not there any more.
   */
  update(message: MessageRef, digest: Digest, remarks: DigestRemarks): Promise<boolean>;
  /** What a person can do about a failure of `post`, as a sentence. */
  explain(error: unknown): string;
}

/** Somebody who has their Home tab open, or had it lately. */
export interface HomeViewer extends Requester {
  /** Slack's name for what they were shown last; absent before anything was. */
  readonly hash?: string;
  /** Id of the report that they have chosen. */
  readonly chosen?: string;
}

/** Who looks at their Home tab, known to all processes. */
export interface HomeViewers {
  find(userId: string): Promise<HomeViewer | undefined>;
  /** Those who opened it within the last hours, the latest first. */
  recent(): Promise<readonly HomeViewer[]>;
  /** They look at it now. */
  opened(viewer: HomeViewer): Promise<void>;
  /** What they were shown, or have chosen. */
  note(userId: string, change: Pick<HomeViewer, "hash" | "chosen">): Promise<void>;
}
