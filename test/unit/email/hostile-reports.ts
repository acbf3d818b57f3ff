/** Reports, addresses and files in which every text is one that could break a mail. */
import fc, { type Arbitrary } from "fast-check";
import type { MailFile, Recipient } from "../../../src/dispatch/artifact.ts";
import type {
  Block,
  BlockTitle,
  ChartBlock,
  Report,
  TableBlock,
  Value,
} from "../../../src/reports/report.ts";
import { sampleReport } from "./sample-report.ts";

const KNOWN = [
  "Harbour",
  'a "quoted" name',
  "O'Neil & Sons <sons@example.com>, Ltd; (yacht)",
  "back\\slash \\",
  "broken\r\nBcc: evil@example.com",
  "\r\n\r\nA body of its own",
  "\nSubject: another",
  "next\u0085line\u2028and\u2029paragraph",
  "%0D%0ABcc: evil@example.com",
  "\u202Egpj.exe\u2066",
  "\uD800 alone \uDC00",
  "\u0000NUL\u0007\u001B[31m",
  "👩‍👩‍👧‍👦 and 🇺🇸",
  "請求書　十月",
  "שלום and العربية",
  "e\u0301".repeat(120),
  "=?utf-8?Q?Bcc:_evil=40example.com?=",
  "=?utf-8?B?QQ==?= =?utf-8?B?QQ==?=",
  "=3D=0D=0A=",
  "--boundary",
  "----_NmP-0123456789abcdef-Part_1--",
  "Content-Type: text/html",
  ".",
  ".\r\n.\r\nQUIT",
  "From here on",
  "x".repeat(10_000),
  "語".repeat(10_000),
  "word ".repeat(2_000),
  "a.pdf; filename=evil.exe",
  "x*=utf-8''evil%2Eexe",
  "../../etc/passwd",
  "<script>alert(1)</script>",
  "</td></tr></table><!--[if mso]>",
  "{{title}} {{{title}}} {{#each}}",
  "  \t white  \u00A0 space ",
  "",
] as const;

export const hostileText = fc.oneof(
  { arbitrary: fc.constantFrom(...KNOWN), weight: 4 },
  { arbitrary: fc.string({ unit: "binary", maxLength: 40 }), weight: 1 },
  {
    arbitrary: fc.string({ unit: fc.constantFrom(..."=?_-.\r\n\t \"',;:<>@\\é語"), maxLength: 30 }),
    weight: 1,
  },
);

const text = hostileText;
const few = <T>(item: Arbitrary<T>, most = 3) => fc.array(item, { maxLength: most });
const amount = fc.integer({ min: -1_000_000_00, max: 1_000_000_00 });
const value: Arbitrary<Value> = fc.oneof(
  fc.record({ kind: fc.constant("text" as const), value: text }),
  fc.record({ kind: fc.constant("money" as const), minor: amount }),
  fc.record({ kind: fc.constant("money-range" as const), low: amount, high: amount }),
  fc.record({
    kind: fc.constant("ratio" as const),
    value: fc.double({ min: -9, max: 9, noNaN: true }),
  }),
  fc.constant<Value>({ kind: "missing" }),
);
const meaning = fc.constantFrom("good" as const, "bad" as const, "neutral" as const);
const title: Arbitrary<BlockTitle> = fc.record({ who: text, what: text, when: text });
const column = fc.record({ label: text, align: fc.constantFrom("start" as const, "end" as const) });

const table: Arbitrary<TableBlock> = fc.record({
  kind: fc.constant("table" as const),
  title,
  columns: fc.array(column, { minLength: 1, maxLength: 4 }),
  rows: few(fc.record({ cells: few(value, 4), meaning })),
});
const chart: Arbitrary<ChartBlock> = fc.record({
  kind: fc.constant("chart" as const),
  shape: fc.constantFrom("bars" as const, "columns" as const),
  title,
  message: text,
  categories: few(text),
  series: few(
    fc.record({ name: text, scenario: fc.constant("actual" as const), values: few(value) }),
    2,
  ),
});
const item = fc.record({ title: text, detail: text, tags: few(text), meaning });
const block: Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant("text" as const), text }),
  fc.record({ kind: fc.constant("callout" as const), meaning, text }),
  fc.record({ kind: fc.constant("list" as const), ranked: fc.boolean(), items: few(item) }),
  table,
  chart,
);

export const hostileReport: Arbitrary<Report> = fc.record({
  type: fc.constant(sampleReport.type),
  title: text,
  portfolio: text,
  headline: text,
  period: text.map((label) => ({ ...sampleReport.period, label, inWords: label })),
  reportingDate: fc.constant(sampleReport.reportingDate),
  format: fc.constantFrom(sampleReport.format, { locale: "de-DE", currency: "EUR" }),
  metrics: few(
    fc.record({ id: text, label: text, value, meaning, note: text, sources: fc.constant([]) }),
  ),
  sections: few(fc.record({ heading: text, blocks: few(block) })),
  actions: few(fc.record({ title: text, owner: text, effect: text })),
  missing: few(fc.record({ what: text, from: text, where: text })),
  sources: few(fc.record({ file: text, asOf: fc.constant("2026-10-12") })),
});

const address = fc.constantFrom(
  "cto@example.com",
  "o'neil+reports@example.com",
  "a.b@bücher.example",
);
export const hostileRecipient: Arbitrary<Recipient> = fc.record({ name: text, email: address });

/** With bytes that look like the end of a part, too. */
const content = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 300 }),
  fc
    .constantFrom("\r\n--boundary--\r\n", ".\r\n", "From x\n", "\u0000")
    .map((bytes) => Buffer.from(bytes)),
);
export const hostileFile: Arbitrary<MailFile> = fc.record({
  name: fc
    .tuple(text, fc.constantFrom(".pdf", ".csv"))
    .map(([name, end]) => name.slice(0, 60) + end),
  contentType: fc.constantFrom("application/pdf", "text/csv", "image/png"),
  content,
});
