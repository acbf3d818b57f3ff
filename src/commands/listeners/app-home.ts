import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from "@slack/bolt";
import type { ListenerDependencies } from "../dependencies.ts";

type Arguments = SlackEventMiddlewareArgs<"app_home_opened"> & AllMiddlewareArgs;

/** Somebody opened the bot's Home tab. */
export function onAppHomeOpened({ home, log, track }: ListenerDependencies) {
  return async ({ event, context }: Arguments): Promise<void> => {
    if (event.tab !== "home") return;
    const requester = { userId: event.user, teamId: context.teamId ?? "" };
    const shown = home.open(requester, hashOf(event.view));
    await track(
      shown.catch((error: unknown) => log.error({ err: error }, "Home was not published")),
    );
  };
}

/** Slack names every view that somebody sees; Bolt's type does not know that. Absent the first time. */
function hashOf(view: object | undefined): string | undefined {
  if (view === undefined || !("hash" in view)) return undefined;
  return typeof view.hash === "string" ? view.hash : undefined;
}
