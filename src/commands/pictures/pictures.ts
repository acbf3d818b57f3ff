import type { WebClient } from "@slack/web-api";
import type { Clock } from "../../clock.ts";
import type { PictureWay } from "../../config.ts";
import type { Announcer } from "../../dispatch/announcer-port.ts";
import { createPatience } from "../call-slack.ts";
import { uploadChart } from "./upload-chart.ts";

export interface PictureDependencies {
  readonly client: WebClient;
  readonly clock: Clock;
  /** Ends all waiting for Slack. */
  readonly stopping: AbortSignal;
  /** The address at which a dispatch's chart is served. */
  readonly linkTo: (dispatchId: string) => string;
}

/** A preview does not wait for its picture as long as for Slack to take a message. */
const PATIENCE = { calls: 2, waitSeconds: 5 };

/** How charts become something that messages can show. */
export function createPictures(
  way: PictureWay,
  { client, clock, stopping, linkTo }: PictureDependencies,
): Announcer["publishChart"] {
  const patiently = createPatience(clock, stopping, PATIENCE);
  switch (way) {
    case "upload":
      return async ({ summary }, chart) => {
        const title = `${summary.title}, ${summary.period}`;
        return await uploadChart({ ...chart, title }, { client, clock, stopping, patiently });
      };
    case "link":
      return async ({ id }) => ({ kind: "link", url: linkTo(id) });
    case "none":
      return async () => undefined;
  }
}
