import { afterEach, describe, expect, it } from "vitest";
import { createLog } from "../../../src/log.ts";
import { type ChartLinks, createChartLinks } from "../../../src/web/chart-links.ts";
import { createCharts } from "../../../src/web/charts.ts";
import { startWebServer, type WebServer } from "../../../src/web/server.ts";

const ID = "01KB0000000000000000000000";
const OTHER = "01KB0000000000000000000001";
const WITHOUT_CHART = "01KB0000000000000000000002";
const BROKEN = "01KB0000000000000000000003";
const SECRET = Buffer.alloc(32, 7);
const PNG = Buffer.from("\u0089PNG\r\n\u001a\n and so on", "latin1");

let server: WebServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

interface Site {
  readonly links: ChartLinks;
  readonly origin: string;
  readonly loaded: readonly string[];
  readonly logged: readonly string[];
}

async function startSite(): Promise<Site> {
  const loaded: string[] = [];
  const logged: string[] = [];
  const log = createLog("debug", (line) => logged.push(line));
  const loadChart = async (id: string) => {
    loaded.push(id);
    if (id === BROKEN) throw new Error("the database does not answer");
    return id === WITHOUT_CHART ? undefined : PNG;
  };
  const handler = createCharts({ links: createChartLinks(SECRET, ""), loadChart, log });
  server = await startWebServer({ port: 0, routes: { "GET /charts/*": handler }, log });
  const origin = `http://127.0.0.1:${server.port}`;
  return { links: createChartLinks(SECRET, origin), origin, loaded, logged };
}

/** All of an answer by which somebody could tell one failure from another. */
async function look(url: string, method = "GET") {
  const answer = await fetch(url, { method });
  const headers = Object.fromEntries(answer.headers);
  return { status: answer.status, headers: { ...headers, date: "" }, body: await answer.text() };
}

describe("a chart's address", () => {
  it("serves the chart of its dispatch, as a picture and nothing else", async () => {
    const { links, loaded } = await startSite();
    const answer = await fetch(links.linkTo(ID));
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PNG);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/png",
      "content-length": String(PNG.length),
      "cache-control": "private, max-age=86400",
      "x-content-type-options": "nosniff",
    });
    expect(loaded).toEqual([ID]);
  });

  it("takes a query, which some clients add", async () => {
    const { links } = await startSite();
    expect((await fetch(`${links.linkTo(ID)}?v=2`)).status).toBe(200);
  });

  it("answers HEAD with the headers alone", async () => {
    const { links } = await startSite();
    const { status, headers, body } = await look(links.linkTo(ID), "HEAD");
    expect([status, body]).toEqual([200, ""]);
    expect(headers).toMatchObject({ "content-length": String(PNG.length) });
  });

  it.each<[string, (link: string, origin: string) => string]>([
    ["the folder", (_, origin) => `${origin}/charts/`],
    ["an id alone", (_, origin) => `${origin}/charts/${ID}.png`],
    ["another dispatch's id", (link) => link.replace(ID, OTHER)],
    ["another end", (link) => link.replace(/\.png$/, ".gif")],
    ["no end", (link) => link.replace(/\.png$/, "")],
    ["a code that is cut", (link) => link.replace(/.\.png$/, ".png")],
    ["a code that goes on", (link) => link.replace(/\.png$/, "A.png")],
    ["a code of another length in bytes", (link) => link.replace(/.\.png$/, "%C3%A9.png")],
    ["something in between", (link) => link.replace("/charts/", "/charts/x/")],
    ["a code made elsewhere", () => createChartLinks(Buffer.alloc(32, 8), "").linkTo(ID)],
  ])("is not there with %s, and nothing is looked up", async (_, change) => {
    const { links, origin, loaded } = await startSite();
    const changed = change(links.linkTo(ID), origin);
    const { status } = await look(changed.startsWith("/") ? `${origin}${changed}` : changed);
    expect(status).toBe(404);
    expect(loaded).toEqual([]);
  });

  it("has one spelling only: the spare bits of its last character count", async () => {
    const { links, origin } = await startSite();
    const link = links.linkTo(ID);
    const last = link.at(-5) ?? "";
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const twin = alphabet.charAt(alphabet.indexOf(last) ^ 1);
    const other = `${link.slice(0, -5)}${twin}.png`;
    const bytes = (url: string) =>
      Buffer.from(url.slice(origin.length).split(".")[1] ?? "", "base64url");
    expect(bytes(other)).toEqual(bytes(link));
    expect((await look(other)).status).toBe(404);
  });

  it("does not tell why it is not there", async () => {
    const { links, origin, logged } = await startSite();
    const unknown = await look(`${origin}/charts/anything.png`);
    expect(unknown.headers).toMatchObject({ "cache-control": "no-store" });
    expect(await look(links.linkTo(WITHOUT_CHART))).toEqual(unknown);
    expect(logged).toEqual([]);
    expect(await look(links.linkTo(BROKEN))).toEqual(unknown);
    expect(logged.join("\n")).toContain("the database does not answer");
  });
});

describe("createChartLinks", () => {
  it("stands under the public address, whatever it ends with", () => {
    const link = createChartLinks(SECRET, "https://example.com/bot").linkTo(ID);
    expect(link).toMatch(new RegExp(`^https://example\\.com/bot/charts/${ID}\\.[\\w-]{43}\\.png$`));
    expect(createChartLinks(SECRET, "https://example.com/bot//").linkTo(ID)).toBe(link);
  });

  it("makes the same address again, and another one for each dispatch and secret", () => {
    const { linkTo } = createChartLinks(SECRET, "");
    expect(linkTo(ID)).toBe(createChartLinks(SECRET, "").linkTo(ID));
    const codes = [linkTo(ID), linkTo(OTHER), createChartLinks(Buffer.alloc(32, 8), "").linkTo(ID)];
    expect(new Set(codes.map((link) => link.split(".")[1])).size).toBe(3);
  });
});
