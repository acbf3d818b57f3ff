import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { PortfolioFault } from "../errors.ts";
import { parseYaml, type YamlDocument } from "./yaml-document.ts";

/** A file that could be read, or why it could not. */
export type ReadFile =
  | { readonly document: YamlDocument; readonly faults: readonly PortfolioFault[] }
  | { readonly document?: undefined; readonly faults: readonly PortfolioFault[] };

/**
 * Reads one YAML file. Never throws.
 *
 * @param dir The portfolio's folder.
 * @param file Relative to it, with forward slashes.
 * @param parse Makes a document of its text.
 */
export async function readYaml(
  dir: string,
  file: string,
  parse: (file: string, text: string) => YamlDocument = parseYaml,
): Promise<ReadFile> {
  try {
    const bytes = await readFile(join(dir, file));
    const document = parse(file, new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return { document, faults: document.faults };
  } catch (error) {
    return { faults: [wholeFile(file, error)] };
  }
}

/** The files of a folder that may be missing, by name. */
export interface Listing {
  /** Relative to the portfolio's folder. */
  readonly files: readonly string[];
  readonly faults: readonly PortfolioFault[];
}

/**
 * The YAML files of one folder, by name; a missing folder is a fault. Never throws.
 *
 * @param dir The portfolio's folder.
 * @param folder Relative to it.
 */
export function listYaml(dir: string, folder: string): Promise<Listing> {
  return list(dir, folder, /\.ya?ml$/);
}

/**
 * The files of a folder that need not exist, by name. Never throws.
 *
 * @param pattern Of their names; hidden files never count.
 */
export async function listOptional(dir: string, folder: string, pattern: RegExp): Promise<Listing> {
  return (await exists(dir, folder)) ? list(dir, folder, pattern) : { files: [], faults: [] };
}

/** Whether something stands there, be it readable or not. */
export async function exists(dir: string, file: string): Promise<boolean> {
  try {
    await stat(join(dir, file));
    return true;
  } catch (error) {
    return codeOf(error) !== "ENOENT";
  }
}

async function list(dir: string, folder: string, pattern: RegExp): Promise<Listing> {
  try {
    const names = (await readdir(join(dir, folder))).filter((name) => pattern.test(name));
    const files = names.filter((name) => !name.startsWith(".")).sort();
    return { files: files.map((name) => `${folder}/${name}`), faults: [] };
  } catch (error) {
    return { files: [], faults: [wholeFile(folder, error)] };
  }
}

/** The fault of a file or folder that cannot be read at all. */
export function wholeFile(file: string, error: unknown): PortfolioFault {
  return { file, line: 1, column: 1, path: "", problem: reason(error) };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function reason(error: unknown): string {
  const code = codeOf(error);
  switch (code) {
    case "ENOENT":
      return "is missing, expected it in the portfolio's folder";
    case "EACCES":
    case "EPERM":
      return "cannot be read, permission is denied";
    case "EISDIR":
      return "is a folder, expected a file";
    case "ENOTDIR":
      return "is not a folder, expected one";
    case "ERR_ENCODING_INVALID_ENCODED_DATA":
      return "is not text in UTF-8";
    default:
      return `cannot be read (${String(code ?? error)})`;
  }
}
