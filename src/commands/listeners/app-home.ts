import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from "@slack/bolt";
import { describeError, NotAllowedError } from "../../errors.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildClosedHome, buildHome } from "../views/home.ts";

type Arguments = SlackEventMiddlewareArgs<"app_home_opened"> & AllMiddlewareArgs;

/** Dispatches shown on the tab. */
const HISTORY = 10;

/** Somebody opened the bot's Home tab. */
export function onAppHomeOpened({
  dispatcher,
  registry,
  patiently,
  log,
  track,
}: ListenerDependencies) {
  return async ({ event, client, context }: Arguments): Promise<void> => {
    if (event.tab !== "home") return;
    const requester = { userId: event.user, teamId: context.teamId ?? "" };
    const publish = async () => {
      const view = await dispatcher.latest(requester, HISTORY).then(
        (entries) => buildHome(registry, entries),
        (error: unknown) => {
          if (!(error instanceof NotAllowedError)) log.error({ err: error }, "no history for Home");
          return buildClosedHome(describeError(error));
        },
      );
      await patiently(() => client.views.publish({ user_id: event.user, view }));
    };
    await track(
      publish().catch((error: unknown) => log.error({ err: error }, "Home was not published")),
    );
  };
}
