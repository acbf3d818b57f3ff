/** What the bot serves, and the addresses it gives out for that. A part of the composition root. */
import type { Clock } from "../clock.ts";
import { SLACK_PATH, type SlackApp } from "../commands/slack-app.ts";
import type { Config } from "../config.ts";
import { DIGEST_TITLE, DIGEST_TYPE } from "../dispatch/digest-type.ts";
import type { Dispatcher } from "../dispatch/dispatcher.ts";
import { loadFirstChart } from "../dispatch/first-chart.ts";
import { loadMail } from "../dispatch/load-mail.ts";
import type { Unsubscriptions } from "../dispatch/ports.ts";
import type { DispatchStore } from "../dispatch/store-port.ts";
import { parseSesEvent } from "../email/ses-events.ts";
import type { Log } from "../log.ts";
import { REPORTS } from "../reports/registry.ts";
import { type ChartLinks, createChartLinks } from "../web/chart-links.ts";
import { createCharts } from "../web/charts.ts";
import { createHealth } from "../web/health.ts";
import { createReportLinks, type ReportLinks } from "../web/report-links.ts";
import { createReports } from "../web/reports.ts";
import type { Routes } from "../web/server.ts";
import { createSesEvents } from "../web/ses-events.ts";
import type { FetchText } from "../web/sns/fetch-text.ts";
import { createUnsubscribe } from "../web/unsubscribe.ts";
import { createUnsubscribeLinks, type UnsubscribeLinks } from "../web/unsubscribe-links.ts";

export interface Links {
  readonly charts: ChartLinks;
  readonly reports: ReportLinks;
  readonly unsubscribe: UnsubscribeLinks;
}

/** Where nobody outside can reach the bot, nobody is given any of them. */
export function createLinks(
  config: Pick<Config, "recipientHashKey" | "recipientHashKeyPrevious" | "publicUrl">,
  clock: Clock,
): Links {
  const { recipientHashKey: key, recipientHashKeyPrevious: previous, publicUrl = "" } = config;
  return {
    charts: withFormer(
      createChartLinks(key, publicUrl),
      previous && createChartLinks(previous, ""),
    ),
    reports: withFormer(
      createReportLinks(key, publicUrl, clock),
      previous && createReportLinks(previous, "", clock),
    ),
    unsubscribe: withFormer(
      createUnsubscribeLinks(key, publicUrl),
      previous && createUnsubscribeLinks(previous, ""),
    ),
  };
}

/** Links that were given out under the key before go on working; new ones are made under the new key. */
function withFormer<T extends ChartLinks | ReportLinks | UnsubscribeLinks>(
  links: T,
  former: T | undefined,
): T {
  if (former === undefined) return links;
  return { ...links, read: (link: string) => links.read(link) ?? former.read(link) };
}

export interface RoutesOptions {
  readonly dispatcher: Pick<Dispatcher, "takeFeedback">;
  readonly fetchText: FetchText;
  readonly clock: Clock;
  readonly config: Config;
  readonly slack: SlackApp;
  readonly links: Links;
  readonly store: DispatchStore;
  readonly unsubscriptions: Unsubscriptions;
  readonly log: Log;
}

export function createRoutes({ slack, ...options }: RoutesOptions): Routes {
  const { handleRequest } = slack;
  return {
    "GET /health": createHealth(),
    ...chartRoutes(options),
    ...reportRoutes(options),
    ...unsubscribeRoutes(options),
    ...sesEventRoutes(options),
    ...(handleRequest && { [`POST ${SLACK_PATH}`]: handleRequest }),
  };
}

type Options = Omit<RoutesOptions, "slack">;

function chartRoutes({ config, links, store, log }: Options): Routes {
  if (config.pictures !== "link") return {};
  const loadChart = (id: string) => loadFirstChart(id, store);
  return { "GET /charts/*": createCharts({ links: links.charts, loadChart, log }) };
}

/** Where nobody outside can reach the bot, nobody is given such an address. */
function reportRoutes({ config, links, store, log }: Options): Routes {
  if (config.publicUrl === undefined) return {};
  const options = { links: links.reports, loadMail: (id: string) => loadMail(id, store), log };
  return { "GET /reports/*": createReports(options) };
}

/** Served whether or not new links are given out: those in mails of before go on working. */
function unsubscribeRoutes({ links, unsubscriptions, log }: Options): Routes {
  const titleOf = (type: string) =>
    REPORTS.find(({ id }) => id === type)?.title ?? (type === DIGEST_TYPE ? DIGEST_TITLE : type);
  const { read } = links.unsubscribe;
  const unsubscribe = createUnsubscribe({ read, unsubscriptions, titleOf, log });
  return { "GET /unsubscribe/*": unsubscribe, "POST /unsubscribe/*": unsubscribe };
}

/** Where nobody says which topic to listen to, nothing is taken. */
function sesEventRoutes({ config, dispatcher, fetchText, clock, log }: Options): Routes {
  const { eventsTopicArn: topicArn } = config.aws;
  if (topicArn === undefined) return {};
  const take = async (id: string, text: string) => {
    const event = parseSesEvent(id, text);
    if (event === undefined) log.info({ sns: id }, "not an event of a mail from here");
    else await dispatcher.takeFeedback(event);
  };
  return { "POST /ses/events": createSesEvents({ topicArn, take, fetchText, clock, log }) };
}
