/** Block Kit's rules: which blocks a surface takes, and what is checked in each. */

import { checkCount, checkProperties, checkString, checkText, checkUnique } from "./checks.ts";
import { checkElement, checkImage } from "./elements.ts";
import type { Faults } from "./faults.ts";
import { asList, asObjects, isObject, type JsonObject } from "./json.ts";
import { LIMITS } from "./limits.ts";

/** Where blocks are shown. */
export type Surface = "message" | "modal" | "home";

type Check = (faults: Faults, at: string, block: JsonObject) => void;

const BLOCKS: Readonly<Record<string, Check>> = {
  section: checkSection,
  header: checkHeader,
  actions: checkActions,
  context: checkContext,
  divider: (faults, at, block) => checkProperties(faults, at, block, ["block_id"]),
  image: checkImageBlock,
  input: checkInput,
  table: (faults, at, block) =>
    checkCount(faults, `${at}/rows`, block["rows"], { min: 1, max: LIMITS.tableRows }),
  rich_text: (faults, at, block) =>
    checkCount(faults, `${at}/elements`, block["elements"], {
      min: 1,
      max: Number.MAX_SAFE_INTEGER,
    }),
  markdown: (faults, at, block) =>
    checkString(faults, `${at}/text`, block["text"], LIMITS.markdownText, true),
};

/** Blocks that not every surface takes. */
const ONLY_ON: Readonly<Record<string, readonly Surface[]>> = {
  markdown: ["message"],
  table: ["message"],
};

/** Checks a list of blocks; `at` is its JSON pointer, e.g. `/blocks` or `/view/blocks`. */
export function checkBlocks(faults: Faults, at: string, blocks: unknown, surface: Surface): void {
  const max = surface === "message" ? LIMITS.messageBlocks : LIMITS.viewBlocks;
  checkCount(faults, at, blocks, { min: 0, max });
  for (const [index, block] of asList(blocks).entries()) {
    checkBlock(faults, `${at}/${index}`, block, surface);
  }
  const ids = asList(blocks).map((block, index) => ({
    at: `${at}/${index}/block_id`,
    value: isObject(block) ? block["block_id"] : undefined,
  }));
  checkUnique(faults, ids, "block_id");
}

/** Characters of all text in some blocks together, as `msg_blocks_too_long` counts them. */
export function countText(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countText(item), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce((sum, [name, item]) => {
    const own = name === "text" && typeof item === "string" ? item.length : countText(item);
    return sum + own;
  }, 0);
}

function checkBlock(faults: Faults, at: string, block: unknown, surface: Surface): void {
  if (!isObject(block)) {
    faults.add(at, "must provide an object");
    return;
  }
  const type = String(block["type"]);
  const check = BLOCKS[type];
  if (check === undefined || ONLY_ON[type]?.includes(surface) === false) {
    faults.add(at, `unsupported type: ${type}`);
    return;
  }
  checkString(faults, `${at}/block_id`, block["block_id"], LIMITS.blockId);
  check(faults, at, block);
}

function checkSection(faults: Faults, at: string, block: JsonObject): void {
  const { text, fields, accessory } = block;
  if (text === undefined && fields === undefined) faults.add(at, "must have text or fields");
  checkText(faults, `${at}/text`, text, { max: LIMITS.sectionText });
  if (fields !== undefined) {
    checkCount(faults, `${at}/fields`, fields, { min: 1, max: LIMITS.sectionFields });
    for (const [index, field] of asList(fields).entries()) {
      checkText(faults, `${at}/fields/${index}`, field, { max: LIMITS.sectionField }, true);
    }
  }
  if (accessory !== undefined) checkElement(faults, `${at}/accessory`, accessory, "section");
  checkProperties(faults, at, block, ["block_id", "text", "fields", "accessory", "expand"]);
}

function checkHeader(faults: Faults, at: string, block: JsonObject): void {
  const text = { max: LIMITS.headerText, only: "plain_text" } as const;
  checkText(faults, `${at}/text`, block["text"], text, true);
  checkProperties(faults, at, block, ["block_id", "text"]);
}

function checkActions(faults: Faults, at: string, block: JsonObject): void {
  const { elements } = block;
  checkCount(faults, `${at}/elements`, elements, { min: 1, max: LIMITS.actionsElements });
  for (const [index, element] of asList(elements).entries()) {
    checkElement(faults, `${at}/elements/${index}`, element, "actions");
  }
  const ids = asObjects(elements).map((element, index) => ({
    at: `${at}/elements/${index}/action_id`,
    value: element["action_id"],
  }));
  checkUnique(faults, ids, "action_id");
  checkProperties(faults, at, block, ["block_id", "elements"]);
}

function checkContext(faults: Faults, at: string, block: JsonObject): void {
  const { elements } = block;
  checkCount(faults, `${at}/elements`, elements, { min: 1, max: LIMITS.contextElements });
  for (const [index, element] of asList(elements).entries()) {
    const here = `${at}/elements/${index}`;
    const isImage = isObject(element) && element["type"] === "image";
    if (isImage) checkElement(faults, here, element, "context");
    else checkText(faults, here, element, { max: LIMITS.contextText }, true);
  }
  checkProperties(faults, at, block, ["block_id", "elements"]);
}

function checkImageBlock(faults: Faults, at: string, block: JsonObject): void {
  checkImage(faults, at, block);
  checkText(faults, `${at}/title`, block["title"], { max: LIMITS.imageTitle, only: "plain_text" });
}

const INPUT_PROPERTIES = ["block_id", "label", "element", "hint", "optional", "dispatch_action"];

function checkInput(faults: Faults, at: string, block: JsonObject): void {
  const label = { max: LIMITS.inputLabel, only: "plain_text" } as const;
  checkText(faults, `${at}/label`, block["label"], label, true);
  checkText(faults, `${at}/hint`, block["hint"], { max: LIMITS.inputHint, only: "plain_text" });
  checkElement(faults, `${at}/element`, block["element"], "input");
  checkProperties(faults, at, block, INPUT_PROPERTIES);
}
