import Handlebars from "handlebars";
import type { Placeholder } from "./mail-view.ts";

// A record over the union, so that the type checker keeps this list and the view the same.
const KNOWN: Readonly<Record<Placeholder, true>> = {
  accent: true,
  accentDark: true,
  actions: true,
  align: true,
  arrow: true,
  asOf: true,
  attached: true,
  blocks: true,
  brand: true,
  callout: true,
  cells: true,
  change: true,
  chart: true,
  cid: true,
  columnCount: true,
  columns: true,
  data: true,
  day: true,
  detail: true,
  figureRows: true,
  figures: true,
  files: true,
  from: true,
  heading: true,
  height: true,
  headline: true,
  items: true,
  label: true,
  lang: true,
  late: true,
  leftOut: true,
  list: true,
  logo: true,
  long: true,
  mark: true,
  meaning: true,
  meaningWord: true,
  message: true,
  missing: true,
  more: true,
  moreActions: true,
  moreMissing: true,
  newer: true,
  note: true,
  paragraphs: true,
  period: true,
  portfolio: true,
  rank: true,
  reportingDate: true,
  rows: true,
  sections: true,
  senderNote: true,
  share: true,
  sign: true,
  sources: true,
  stacked: true,
  table: true,
  tags: true,
  title: true,
  total: true,
  value: true,
  what: true,
  who: true,
  whole: true,
  width: true,
  word: true,
};

const BLOCK_HELPERS: ReadonlySet<string> = new Set(["each", "if", "with"]);
/** `@first`, and `@root.accent` from inside a loop. */
const LOOP_DATA: ReadonlySet<string> = new Set(["first", "root", "accent", "accentDark"]);

/**
 * Makes sure that a compiled template shows nothing but known values, and escapes each of them.
 *
 * @throws Error that lists every placeholder that is unknown, unescaped or does more than show a value.
 */
export function checkPlaceholders(template: string): void {
  const check = new PlaceholderCheck();
  check.accept(Handlebars.parse(template));
  if (check.faults.length === 0) return;
  throw new Error(`The mail template has faults:\n${check.faults.join("\n")}`);
}

class PlaceholderCheck extends Handlebars.Visitor {
  readonly faults: string[] = [];

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    if (!mustache.escaped) this.report("is not escaped", mustache);
    if (mustache.params.length > 0) this.report("calls a helper", mustache);
    super.MustacheStatement(mustache);
  }

  override BlockStatement(block: hbs.AST.BlockStatement): void {
    if (!BLOCK_HELPERS.has(block.path.original)) this.report("is an unknown block", block);
    // The name of the block itself is no placeholder.
    this.acceptArray(block.params);
    this.accept(block.program);
    if (block.inverse !== undefined) this.accept(block.inverse);
  }

  override PathExpression(path: hbs.AST.PathExpression): void {
    const known: ReadonlySet<string> = path.data ? LOOP_DATA : new Set(Object.keys(KNOWN));
    const names = path.parts.filter((name) => !known.has(name));
    if (names.length > 0) this.report(`shows "${names.join(".")}", which nothing fills`, path);
  }

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    this.report("is a partial", partial);
  }

  override PartialBlockStatement(partial: hbs.AST.PartialBlockStatement): void {
    this.report("is a partial", partial);
  }

  private report(problem: string, { loc }: hbs.AST.Node): void {
    this.faults.push(`compiled line ${loc.start.line}: the placeholder ${problem}`);
  }
}
