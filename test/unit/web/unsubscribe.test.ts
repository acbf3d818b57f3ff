import { afterEach, describe, expect, it } from "vitest";
import type { Subscription } from "../../../src/dispatch/dispatch.ts";
import type { Unsubscriptions } from "../../../src/dispatch/ports.ts";
import { createLog } from "../../../src/log.ts";
import { startWebServer, type WebServer } from "../../../src/web/server.ts";
import { createUnsubscribe } from "../../../src/web/unsubscribe.ts";

let server: WebServer | undefined;
afterEach(async () => {
  await server?.stop();
});

const cfo: Subscription = { reportType: "cfo", recipientHash: "ab" };

/** A list in memory, behind the real server. */
async function start({ isDown = false } = {}) {
  const done: string[] = [];
  const note = (what: string) => async () => {
    if (isDown) throw new Error("down");
    done.push(what);
  };
  const unsubscriptions: Unsubscriptions = {
    endedAt: async () => [],
    end: note("end"),
    resume: note("resume"),
  };
  const handler = createUnsubscribe({
    read: (token) => (token === "good token" ? cfo : undefined),
    unsubscriptions,
    titleOf: () => 'CFO <report> & "more"',
    log: createLog("silent"),
  });
  const routes = { "GET /unsubscribe/*": handler, "POST /unsubscribe/*": handler };
  server = await startWebServer({ port: 0, routes, log: createLog("silent") });
  const at = `http://127.0.0.1:${server.port}/unsubscribe/`;
  const call = async (token: string, body?: string) => {
    const answer = await fetch(at + token, body === undefined ? {} : { method: "POST", body });
    return { status: answer.status, headers: answer.headers, html: await answer.text() };
  };
  return { done, call };
}

describe("unsubscribing", () => {
  it("takes one POST, as mail clients send it (RFC 8058)", async () => {
    const { done, call } = await start();
    const { status, html } = await call("good%20token", "List-Unsubscribe=One-Click");
    expect(status).toBe(200);
    expect(done).toEqual(["end"]);
    expect(html).toContain(
      "You will not get the CFO &lt;report&gt; &amp; &quot;more&quot; any more",
    );
  });

  it("changes nothing when a scanner follows the link, and asks a person", async () => {
    const { done, call } = await start();
    const { status, html, headers } = await call("good%20token");
    expect(status).toBe(200);
    expect(done).toEqual([]);
    expect(html).toMatch(/<form method="post">.*Unsubscribe<\/button>/s);
    expect(headers.get("content-security-policy")).toMatch(/default-src 'none'/);
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("can be taken back on the page that follows", async () => {
    const { done, call } = await start();
    const { html } = await call("good%20token", "List-Unsubscribe=One-Click");
    expect(html).toMatch(/name="resume" value="yes".*Get it again/s);
    expect((await call("good%20token", "resume=yes")).html).toContain("again");
    expect(done).toEqual(["end", "resume"]);
  });

  it.each(["other", "good token/x", "%E0%A4%A", "", "..%2fgood"])(
    "does not know the link %s",
    async (token) => {
      const { done, call } = await start();
      for (const body of [undefined, "List-Unsubscribe=One-Click"]) {
        const { status, html } = await call(token, body);
        expect(status).toBe(404);
        expect(html).toMatch(/link does not work|Nothing is served/);
      }
      expect(done).toEqual([]);
    },
  );

  it("says that nothing was changed while the database is down", async () => {
    const { call } = await start({ isDown: true });
    const { status, html } = await call("good%20token", "List-Unsubscribe=One-Click");
    expect(status).toBe(503);
    expect(html).toContain("Nothing was changed");
  });
});
