/**
 * `npm run burst`: eight reports to 200 recipients each at the same time, from four processes on one table, to a
 * mail service that counts. How much of the rate is used, and whether it is kept in every second. The calls to the
 * table are real; time is virtual: what waits for its turn waits for nobody else.
 */
import { parseArgs } from "node:util";
import {
  approveDispatch,
  createCountingService,
  createSendingProcess,
} from "../test/support/sending.ts";
import { startTestTable } from "../test/support/store.ts";
import { createVirtualClock, watchCalls } from "../test/support/virtual-clock.ts";

const { values } = parseArgs({
  options: {
    reports: { type: "string", default: "8" },
    people: { type: "string", default: "200" },
    processes: { type: "string", default: "4" },
    rate: { type: "string", default: "14" },
    share: { type: "string", default: "0.9" },
  },
});
const [reports, people, count, perSecond, share] = [
  Number(values.reports),
  Number(values.people),
  Number(values.processes),
  Number(values.rate),
  Number(values.share),
];

process.env["AWS_REGION"] ??= "us-east-1";
process.env["AWS_ACCESS_KEY_ID"] ??= "bench";
process.env["AWS_SECRET_ACCESS_KEY"] ??= "bench";
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

const started = performance.now();
const table = await startTestTable();
const clock = createVirtualClock("2026-10-31T12:00:00.000Z", watchCalls(table.client));
const service = createCountingService(clock, { perSecond });
const store = table.store(clock);
const ids: string[] = [];
for (let n = 0; n < reports; n += 1) ids.push(await approveDispatch(store, clock, people));
const senders = Array.from({ length: count }, () =>
  createSendingProcess({ table, clock, service, share }),
);
const from = clock.now().getTime();
await Promise.all(ids.map((id, n) => senders[n % count]?.send(id)));
const states = await Promise.all(ids.map(async (id) => (await store.get(id))?.state));
const seconds = (clock.now().getTime() - from) / 1000;
const different = new Set(service.calls.map(({ to }) => to)).size;
await table.stop();

const rows: readonly (readonly [string, string | number])[] = [
  ["reports, recipients each, processes", `${reports}, ${people}, ${count}`],
  ["rate of the account, share of it", `${perSecond} a second, ${share}`],
  ["dispatches sent", states.filter((state) => state === "sent").length],
  ["mails, different recipients", `${service.calls.length}, ${different}`],
  ["most recipients in any second", service.most(1_000)],
  ["most recipients in any ten seconds", service.most(10_000)],
  ["recipients a second, on average", service.mean().toFixed(2)],
  ["of the share", `${((100 * service.mean()) / (perSecond * share)).toFixed(1)} %`],
  [
    "sending took (virtual), the run took",
    `${seconds.toFixed(0)} s, ${((performance.now() - started) / 1000).toFixed(0)} s`,
  ],
];
for (const [name, value] of rows) console.log(`${name.padEnd(40)}${value}`);
