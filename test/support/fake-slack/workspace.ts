/** The state of the fake: who and what is in the workspace, and what everybody sees. */

import { EventEmitter } from "node:events";
import { systemClock } from "../../../src/clock.ts";
import { createFiles, type Files } from "./files.ts";
import { createIds, type SlackIds } from "./ids.ts";
import { createMessages, type Messages } from "./messages.ts";
import { createPermits, type Permits } from "./permits.ts";
import type { ApiCall, FakeChannel, FakeSlackOptions, FakeUser } from "./types.ts";
import { createViews, type Views } from "./views.ts";

/** Everything the Web API, the response URLs and the people share. */
export interface Workspace {
  readonly options: Required<Omit<FakeSlackOptions, "clock" | "ackTimeoutMs" | "appToken">> &
    Pick<FakeSlackOptions, "appToken">;
  readonly clock: { now(): Date };
  readonly ids: SlackIds;
  readonly messages: Messages;
  readonly views: Views;
  readonly permits: Permits;
  readonly files: Files;
  /** Members of user groups, by the group's id. */
  readonly groups: Map<string, readonly string[]>;
  /** Where the fake listens, once it does. */
  origin: string;
  readonly calls: ApiCall[];
  /** Emits `change` whenever anything here has changed. */
  readonly changes: EventEmitter;
  changed(): void;
  /** By id or by name, with or without `#`. */
  channel(idOrName: string): FakeChannel | undefined;
  user(id: string): FakeUser | undefined;
}

/** A workspace in which nothing has happened. */
export function createWorkspace(options: FakeSlackOptions): Workspace {
  const { clock = systemClock, ackTimeoutMs: _, ...rest } = options;
  const changes = new EventEmitter();
  // Every waitFor listens; many at once are no leak.
  changes.setMaxListeners(0);
  const changed = () => {
    changes.emit("change");
  };
  const ids = createIds(clock);
  return {
    options: { botUserId: "U0EXECBOT", appId: "A0EXECREPORT", teamDomain: "example", ...rest },
    clock,
    ids,
    messages: createMessages(changed),
    views: createViews(ids, options.teamId, changed),
    permits: createPermits(clock, ids),
    files: createFiles(ids, changed),
    groups: new Map(),
    origin: "",
    calls: [],
    changes,
    changed,
    channel: (idOrName) => {
      const name = idOrName.replace(/^#/, "");
      return options.channels.find((one) => one.id === idOrName || one.name === name);
    },
    user: (id) => options.users.find((one) => one.id === id),
  };
}

/** The id of the direct conversation between the bot and a person. */
export function dmOf(user: string): string {
  return `D${user}`;
}
