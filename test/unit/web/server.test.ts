import { once } from "node:events";
import { request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { PortTakenError } from "../../../src/errors.ts";
import { createLog } from "../../../src/log.ts";
import { createHealth } from "../../../src/web/health.ts";
import { type Routes, startWebServer, type WebServer } from "../../../src/web/server.ts";

const servers: WebServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop().catch(() => undefined)));
});

async function start(routes: Routes = {}, port = 0): Promise<WebServer> {
  const server = await startWebServer({ port, routes, log: createLog("silent") });
  servers.push(server);
  return server;
}

const statusOf = async ({ port }: WebServer, path: string, method = "GET") =>
  (await fetch(`http://127.0.0.1:${port}${path}`, { method })).status;

describe("the web server", () => {
  it("answers at its routes, whatever the query", async () => {
    const server = await start({ "GET /health": createHealth() });
    const answer = await fetch(`http://127.0.0.1:${server.port}/health?deep=1`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.json()).toEqual({ status: "ok" });
  });

  it.each([
    ["GET", "/"],
    ["GET", "/health/"],
    ["GET", "/Health"],
    ["POST", "/health"],
    ["GET", "/%68ealth"],
    ["GET", "//"],
    ["GET", "//health"],
  ])("serves nothing at %s %s", async (method, path) => {
    const server = await start({ "GET /health": createHealth() });
    expect(await statusOf(server, path, method)).toBe(404);
  });

  describe("routes that begin alike", () => {
    const say =
      (text: string): Routes[string] =>
      (_, response) =>
        response.end(text);
    const routes = {
      "GET /charts/*": say("charts"),
      "GET /charts/old/*": say("old charts"),
      "GET /charts/list": say("list"),
      "POST /charts/*": say("posted"),
    };

    it.each([
      ["GET", "/charts/a.png", "charts"],
      ["GET", "/charts/a/b.png?size=2", "charts"],
      ["GET", "/charts/list", "list"],
      ["GET", "/charts/lists", "charts"],
      ["GET", "/charts/old/a.png", "old charts"],
      ["GET", "/charts/older", "charts"],
      ["POST", "/charts/a.png", "posted"],
    ])("answers %s %s with %j", async (method, path, text) => {
      const server = await start(routes);
      const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { method });
      expect(await answer.text()).toBe(text);
    });

    it.each([
      ["GET", "/charts/"],
      ["GET", "/charts"],
      ["GET", "/chartsa"],
      ["GET", "//charts/a"],
      ["GET", "/constructor"],
      ["PUT", "/charts/a.png"],
    ])("serves nothing at %s %s", async (method, path) => {
      expect(await statusOf(await start(routes), path, method)).toBe(404);
    });
  });

  it("answers HEAD as GET, without the body", async () => {
    const server = await start({ "GET /health": createHealth() });
    const answer = await fetch(`http://127.0.0.1:${server.port}/health`, { method: "HEAD" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(await answer.text()).toBe("");
    expect(await statusOf(server, "/", "HEAD")).toBe(404);
  });

  it("survives a request target that is no path", async () => {
    const server = await start({ "GET /health": createHealth() });
    const socket = connect(server.port, "127.0.0.1");
    socket.end("GET http:// HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    const [first] = await once(socket, "data");
    expect(String(first)).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(await statusOf(server, "/health")).toBe(200);
  });

  it("does not let a request that never ends hold up a stop", async () => {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const server = await startWebServer({
      port: 0,
      routes: { "POST /slack/events": () => arrive() },
      log: createLog("silent"),
      graceMs: 50,
    });
    const socket = connect(server.port, "127.0.0.1");
    socket.write("POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nab");
    await arrived;
    const cut = once(socket, "close");
    await server.stop();
    await cut;
  });

  it("listens only where it is told to", async () => {
    const server = await startWebServer({
      port: 0,
      host: "127.0.0.1",
      routes: { "GET /health": createHealth() },
      log: createLog("silent"),
    });
    servers.push(server);
    expect(await statusOf(server, "/health")).toBe(200);
    const elsewhere = connect(server.port, "::1");
    const [error] = await once(elsewhere, "error");
    expect(error).toMatchObject({ code: expect.stringMatching(/ECONNREFUSED|EADDRNOTAVAIL/) });
  });

  it("names a port that is taken, and the variable that moves it", async () => {
    const { port } = await start();
    const error = await start({}, port).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(PortTakenError);
    expect(error).toMatchObject({ code: "port_taken", cause: { code: "EADDRINUSE" } });
    expect((error as PortTakenError).toSentence()).toMatch(new RegExp(`Port ${port} .*set PORT`));
  });

  it("passes on why else it cannot listen", async () => {
    const error = await startWebServer({
      port: 65_536,
      routes: {},
      log: createLog("silent"),
    }).catch((it: unknown) => it);
    expect(error).not.toBeInstanceOf(PortTakenError);
    expect(error).toMatchObject({ code: "ERR_SOCKET_BAD_PORT" });
  });

  it("answers open requests before it stops, and takes no new ones meanwhile", async () => {
    const opened: ServerResponse[] = [];
    const server = await start({ "GET /slow": (_, response) => void opened.push(response) });
    const request = httpRequest({ port: server.port, path: "/slow", host: "127.0.0.1" }).end();
    const answered = once(request, "response");
    await expect.poll(() => opened.length).toBe(1);

    let stopped = false;
    const stopping = server.stop().then(() => {
      stopped = true;
    });
    await expect(fetch(`http://127.0.0.1:${server.port}/slow`)).rejects.toThrow();
    expect(stopped).toBe(false);
    opened[0]?.end("done");

    const [response] = (await answered) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    expect(await response.setEncoding("utf8").toArray()).toEqual(["done"]);
    await stopping;
  });
});
