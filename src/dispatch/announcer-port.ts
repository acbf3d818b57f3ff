/** What the use cases need to reach people; `commands` provides it. */

import type { InlineImage } from "./artifact.ts";
import type { Delivery } from "./delivery.ts";
import type { Dispatch, MessageRef, PictureRef } from "./dispatch.ts";

/** Puts the state of a dispatch in front of people. */
export interface Announcer {
  /**
   * Makes a chart something that previews and summaries can show.
   *
   * @returns undefined where Slack cannot show pictures of this bot.
   */
  publishChart(dispatch: Dispatch, chart: InlineImage): Promise<PictureRef | undefined>;
  /** Posts a dispatch as it stands into a channel or, by a user's id, to that person alone. */
  postPreview(
    channel: string,
    dispatch: Dispatch,
    deliveries: readonly Delivery[],
  ): Promise<MessageRef>;
  /** Rewrites the preview after something changed. */
  updatePreview(
    preview: MessageRef,
    dispatch: Dispatch,
    deliveries: readonly Delivery[],
  ): Promise<void>;
  /** Posts what was sent into the channel for summaries. */
  postSummary(
    channel: string,
    dispatch: Dispatch,
    deliveries: readonly Delivery[],
  ): Promise<MessageRef>;
  /** Rewrites the summary after something changed. */
  updateSummary(
    summary: MessageRef,
    dispatch: Dispatch,
    deliveries: readonly Delivery[],
  ): Promise<void>;
  /** Says in the preview's thread what came of each mail, where not all of them were simply sent. */
  postDetails(
    preview: MessageRef,
    dispatch: Dispatch,
    deliveries: readonly Delivery[],
  ): Promise<void>;
  /** Says something below a message, in its thread. */
  reply(message: MessageRef, text: string): Promise<void>;
  /** Tells one person something that went wrong after the fact. */
  tell(userId: string, text: string): Promise<void>;
  /** What a person can do about a failure of one of these calls, as a sentence. */
  explain(error: unknown): string;
  /** What is gone for good according to a failure of one of these calls; undefined if it may work another time. */
  lossIn(error: unknown): Loss | undefined;
  /** Whether only one person sees a message. */
  isDirect(message: MessageRef): boolean;
}

/** `message`: it was deleted. `place`: nothing can be posted where it stood, or should have stood. */
export type Loss = "message" | "place";

/** Why people are asked to decide on a dispatch. */
export type Occasion =
  /** They do not see its preview. */
  | "unseen"
  /** It has waited for long. */
  | "reminder"
  /** Nobody has decided although those who should were reminded; these people can see to it. */
  | "escalation";

/** Asks people to decide on a dispatch that waits. Does not throw: who cannot be reached stops nobody else. */
export interface Reminder {
  /** @param people Slack user ids. */
  remind(dispatch: Dispatch, people: readonly string[], occasion: Occasion): Promise<void>;
}
