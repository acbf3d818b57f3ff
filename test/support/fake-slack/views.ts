/** The modals and home tabs that people have in front of them. */

import type { SlackIds } from "./ids.ts";
import { asString, type JsonObject } from "./json.ts";
import { refusalWithMessages, SlackRefusal } from "./refusal.ts";
import type { SlackView } from "./types.ts";
import { findViewFaults, isViewTooLarge, type ViewType } from "./view-rules.ts";
import { carryState } from "./view-state.ts";

/** What people see. Each person has a stack of modals and one home tab. */
export interface Views {
  /** A new view from what the app sent. @throws SlackRefusal if Slack would not show it */
  build(type: ViewType, view: unknown, before?: SlackView): SlackView;
  openModal(user: string, view: SlackView): void;
  pushModal(user: string, view: SlackView): void;
  /** Closes the top modal, or all of them. */
  closeModal(user: string, all?: boolean): void;
  modal(user: string): SlackView | undefined;
  setHome(user: string, view: SlackView): void;
  home(user: string): SlackView | undefined;
  /** Any view somebody has in front of them, by id or by the app's own `external_id`. */
  find(id: { readonly viewId: string; readonly externalId: string }): SlackView | undefined;
  /** Puts a changed view in the place of the one with the same id. */
  replace(view: SlackView): void;
  /** What the last rejected submission complained about, by block id. */
  setErrors(user: string, errors: JsonObject): void;
  errors(user: string): JsonObject;
}

/** Nobody sees anything yet; `changed` is called after every change. */
export function createViews(ids: SlackIds, teamId: string, changed: () => void): Views {
  const modals = new Map<string, readonly SlackView[]>();
  const homes = new Map<string, SlackView>();
  const errors = new Map<string, JsonObject>();
  const stackOf = (user: string) => modals.get(user) ?? [];
  const setStack = (user: string, stack: readonly SlackView[]) => {
    modals.set(user, stack);
    errors.delete(user);
    changed();
  };
  return {
    build: (type, view, before) => buildView(ids, teamId, type, view, before),
    openModal: (user, view) => setStack(user, [view]),
    pushModal: (user, view) => setStack(user, [...stackOf(user), view]),
    closeModal: (user, all = false) => setStack(user, all ? [] : stackOf(user).slice(0, -1)),
    modal: (user) => stackOf(user).at(-1),
    setHome: (user, view) => {
      homes.set(user, view);
      changed();
    },
    home: (user) => homes.get(user),
    find: ({ viewId, externalId }) =>
      [...modals.values(), [...homes.values()]]
        .flat()
        .find(
          (view) => view.id === viewId || (externalId !== "" && view.external_id === externalId),
        ),
    replace: (view) => {
      const swap = (old: SlackView) => (old.id === view.id ? view : old);
      for (const [user, stack] of modals) modals.set(user, stack.map(swap));
      for (const [user, home] of homes) homes.set(user, swap(home));
      changed();
    },
    setErrors: (user, next) => {
      errors.set(user, next);
      changed();
    },
    errors: (user) => errors.get(user) ?? {},
  };
}

function buildView(
  ids: SlackIds,
  teamId: string,
  type: ViewType,
  view: unknown,
  before: SlackView | undefined,
): SlackView {
  if (isViewTooLarge(view)) throw new SlackRefusal("view_too_large");
  const faults = findViewFaults(view, type);
  if (faults.length > 0) throw refusalWithMessages("invalid_arguments", faults);
  const given: JsonObject = { ...(view as JsonObject) };
  const blocks = ids.complete(given["blocks"]);
  return {
    title: null,
    submit: null,
    close: null,
    notify_on_close: false,
    clear_on_close: false,
    ...given,
    team_id: teamId,
    app_installed_team_id: teamId,
    type,
    id: before?.id ?? ids.next("V"),
    hash: `${ids.ts()}.${ids.next("h")}`,
    blocks,
    state: before === undefined ? { values: {} } : carryState(before.state, blocks),
    callback_id: asString(given["callback_id"]),
    private_metadata: asString(given["private_metadata"]),
    external_id: asString(given["external_id"]),
  };
}
