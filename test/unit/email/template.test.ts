import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkPlaceholders } from "../../../src/email/check-placeholders.ts";
import { compileTemplate } from "../../../src/email/compile-template.ts";
import { buildView } from "../../../src/email/html-view.ts";
import { parseTemplate } from "../../../src/email/template.ts";
import { setting } from "./rendering.ts";
import { sampleReport } from "./sample-report.ts";

describe("checkPlaceholders", () => {
  it.each([
    ["an unknown value", "{{secret}}", /"secret", which nothing fills/u],
    ["an unescaped value", "{{{title}}}", /not escaped/u],
    ["an unescaped value, the other way", "{{&title}}", /not escaped/u],
    ["a helper", "{{title period}}", /calls a helper/u],
    ["an unknown block", "{{#lookup title}}{{/lookup}}", /unknown block/u],
    ["a partial", "{{> part}}", /partial/u],
    ["a value inside a block", "{{#each rows}}{{#if ../nope}}{{/if}}{{/each}}", /"nope"/u],
    ["a value in the other branch", "{{#if title}}{{else}}{{nope}}{{/if}}", /"nope"/u],
    ["data of a loop", "{{@index}}", /"index"/u],
    ["what a loop does not show", "{{@root.title}}", /"title"/u],
  ])("refuses %s", (_case, template, fault) => {
    expect(() => checkPlaceholders(template)).toThrow(fault);
  });

  it("lists all faults at once", () => {
    expect(() => checkPlaceholders("{{a}}\n{{{title}}}\n{{b}}")).toThrow(
      /line 1.*\n.*line 2.*\n.*line 3/u,
    );
  });

  it("accepts known values", () => {
    expect(() =>
      checkPlaceholders("{{#each rows}}{{#if @first}}{{this}}{{../title}}{{/if}}{{/each}}"),
    ).not.toThrow();
  });
});

describe("compileTemplate", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "template-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function compile(body: string): Promise<string> {
    const file = join(folder, "mail.mjml");
    await writeFile(file, `<mjml><mj-body>${body}</mj-body></mjml>`);
    return compileTemplate(pathToFileURL(file));
  }
  const column = (inner: string) => `<mj-section><mj-column>${inner}</mj-column></mj-section>`;

  it("keeps placeholders", async () => {
    expect(await compile(column("<mj-text>{{title}}</mj-text>"))).toContain("{{title}}");
  });

  it.each([
    ["an unknown element", column("<mj-txt>x</mj-txt>"), /mj-txt/u],
    ["an unknown attribute", column('<mj-text colour="red">x</mj-text>'), /colour/u],
    ["a missing part", '<mj-include path="./nope.mjml" />', /nope|missing/u],
    ["a part from elsewhere", '<mj-include path="../../etc/passwd" />', /missing/u],
    ["an unknown placeholder", column("<mj-text>{{nope}}</mj-text>"), /"nope"/u],
  ])("refuses %s", async (_case, body, fault) => {
    await expect(compile(body)).rejects.toThrow(fault);
  });
});

it("a template that shows what the view lacks fails when it is filled", () => {
  const view = buildView(sampleReport, setting);
  expect(() => parseTemplate("{{heading}}")(view)).toThrow(/heading/u);
  expect(parseTemplate("{{title}}")(view)).toBe("CTO report");
});
