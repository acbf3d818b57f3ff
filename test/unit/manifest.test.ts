import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import { describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import type { ListenerDependencies } from "../../src/commands/dependencies.ts";
import { COMMAND } from "../../src/commands/parse-command.ts";
import { register } from "../../src/commands/register.ts";

const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(root, "manifest.yml"), "utf8");
const manifest = z
  .object({
    features: z.object({
      app_home: z.object({ home_tab_enabled: z.boolean() }),
      slash_commands: z.array(z.object({ command: z.string() })),
    }),
    oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
    settings: z.object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()) }),
      interactivity: z.object({ is_enabled: z.boolean() }),
      socket_mode_enabled: z.boolean(),
    }),
  })
  .parse(parse(text));
const { features, settings } = manifest;
const granted = manifest.oauth_config.scopes.bot;

/**
 * The bot scopes each method needs, from "Required scopes" of docs.slack.dev/reference/methods/<method>.
 * A method that is not here is a question to answer there before it is called.
 */
const SCOPES_OF_METHOD: Readonly<Record<string, readonly string[]>> = {
  "auth.test": [],
  "chat.postMessage": ["chat:write"],
  "chat.update": ["chat:write"],
  // Stands for the two methods it calls: files.getUploadURLExternal and files.completeUploadExternal.
  filesUploadV2: ["files:write"],
  "files.info": ["files:read"],
  "users.info": ["users:read"],
  "usergroups.users.list": ["usergroups:read"],
  "views.open": [],
  "views.publish": [],
  "views.update": [],
  // Called with the app-level token, whose scope connections:write no manifest declares.
  "apps.connections.open": [],
};

/** The bot scopes a feature needs (docs.slack.dev/reference/scopes/commands). */
function scopesOfFeatures(): readonly string[] {
  return features.slash_commands.length > 0 ? ["commands"] : [];
}

/** `chat.postMessage` and every other method that Slack's client has a function for. */
function methodsOf(value: object, path: readonly string[] = []): string[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = [...path, name];
    if (typeof inner === "function") return path.length > 0 ? [here.join(".")] : [];
    const isFamily = typeof inner === "object" && inner !== null && here.length <= 3;
    return isFamily ? methodsOf(inner, here) : [];
  });
}

/** Ways to call a method by another name than its own; each would need a rule here. */
const DETOURS = ["apiCall", "paginate", "filesUploadV2", "chatStream", "say"];

/**
 * Methods of the Web API that some code calls, whatever the client is called and however the chain is broken
 * into lines. Comments do not count.
 */
function findCalls(code: string): string[] {
  const bare = code.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(?<![:"'`])\/\/.*$/gm, "");
  const known = new Set(methodsOf(new WebClient()));
  const chains = bare.matchAll(/(?:\??\.\s*[A-Za-z]\w*\s*){2,4}(?=\??\.?\()/g);
  const called = [...chains].flatMap(([chain]) => {
    const names = chain.split(/\??\./).flatMap((name) => name.trim() || []);
    // The longer name first: usergroups.users.list is not users.list.
    const all = [names.slice(-3), names.slice(-2)].map((it) => it.join("."));
    return all.find((it) => known.has(it)) ?? [];
  });
  const detours = DETOURS.filter((name) => new RegExp(`\\b${name}\\s*\\(`).test(bare));
  // A family taken out of the client would hide its calls.
  const families = [...bare.matchAll(/\{([^{}]*)\}\s*=\s*[\w.]*\bclient\b/g)].map(
    ([, names = ""]) => `destructured client: ${names.trim()}`,
  );
  return [...new Set([...called, ...detours, ...families])];
}

const source = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => ({ file, code: readFileSync(join(root, "src", file), "utf8") }));
const called = [...new Set(source.flatMap(({ code }) => findCalls(code)))].toSorted();

describe("the scan for calls", () => {
  it("sees the calls there are", () => {
    expect(called).toEqual(
      expect.arrayContaining(["chat.postMessage", "chat.update", "views.open", "views.publish"]),
    );
  });

  it.each([
    ["await client.chat.postMessage({ channel })", ["chat.postMessage"]],
    ["slack.app.client\n  .users\n  .info({ user })", ["users.info"]],
    ["(await connect()).conversations.info({})", ["conversations.info"]],
    ["client?.chat?.delete?.({})", ["chat.delete"]],
    ["client.users.profile.get({})", ["users.profile.get"]],
    ["await client.usergroups.users.list({ usergroup })", ["usergroups.users.list"]],
    ['app.client.apiCall("chat.delete")', ["apiCall"]],
    ["client.files.uploadV2({})", ["files.uploadV2"]],
    ["await client.filesUploadV2({})", ["filesUploadV2"]],
    ["await say(message)", ["say"]],
    ["const { chat } = client", ["destructured client: chat"]],
    ["const url = 'https://slack.com'; client.chat.update({})", ["chat.update"]],
    ["// client.chat.delete({})\n/* client.users.info({}) */", []],
    ["const post = messages.chat.length; values.map(views)", []],
  ])("reads %j", (code, methods) => {
    expect(findCalls(code)).toEqual(methods);
  });
});

describe("manifest.yml", () => {
  it("asks for every scope that the code needs, and for no other", () => {
    const unknown = called.filter((method) => SCOPES_OF_METHOD[method] === undefined);
    expect(unknown, "methods without a line in SCOPES_OF_METHOD").toEqual([]);
    const needed = [
      ...scopesOfFeatures(),
      ...called.flatMap((method) => SCOPES_OF_METHOD[method] ?? []),
    ];
    expect(granted.toSorted()).toEqual([...new Set(needed)].toSorted());
  });

  it("says what each scope and event is for", () => {
    for (const name of [...granted, ...settings.event_subscriptions.bot_events]) {
      expect(text).toMatch(new RegExp(`^ +- ${name} # \\S.{5,}$`, "m"));
    }
  });

  it("declares what the bot listens to: the command, the buttons and forms, the Home tab", () => {
    const app = new App({ token: "xoxb-test", signingSecret: "s", deferInitialization: true });
    const commands = vi.spyOn(app, "command");
    const actions = vi.spyOn(app, "action");
    const views = vi.spyOn(app, "view");
    const events = vi.spyOn(app, "event");
    // Nobody does anything here, so the listeners never reach for what they depend on.
    register(app, {} as ListenerDependencies);

    const declared = features.slash_commands.map(({ command }) => command);
    expect(commands.mock.calls.map(([command]) => command)).toEqual(declared);
    expect(declared).toEqual([COMMAND]);
    const listened = events.mock.calls.map(([event]) => event);
    expect(listened).toEqual(settings.event_subscriptions.bot_events);
    expect(listened).toEqual(["app_home_opened"]);
    expect(features.app_home.home_tab_enabled).toBe(true);
    expect(actions.mock.calls.length + views.mock.calls.length).toBeGreaterThan(0);
    expect(settings.interactivity.is_enabled).toBe(true);
  });

  it("switches Socket Mode on, so that nothing need be reachable from outside", () => {
    expect(settings.socket_mode_enabled).toBe(true);
  });

  it("registers listeners nowhere else", () => {
    const elsewhere = source
      .filter(({ code }) =>
        /\bapp\s*\.\s*(command|action|view|event|shortcut|message)\s*[<(]/.test(code),
      )
      .map(({ file }) => file);
    expect(elsewhere).toEqual([join("commands", "register.ts")]);
  });
});
