import { readdir, readFile } from "node:fs/promises";
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
 */
export async function readYaml(dir: string, file: string): Promise<ReadFile> {
  try {
    const bytes = await readFile(join(dir, file));
    const document = parseYaml(file, new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return { document, faults: document.faults };
  } catch (error) {
    return { faults: [wholeFile(file, error)] };
  }
}

/**
 * The YAML files of one folder, by name. Never throws.
 *
 * @param dir The portfolio's folder.
 * @param folder Relative to it.
 */
export async function listYaml(dir: string, folder: string) {
  try {
    const names = (await readdir(join(dir, folder))).filter((name) => /\.ya?ml$/.test(name));
    const files = names.filter((name) => !name.startsWith(".")).sort();
    return { files: files.map((name) => `${folder}/${name}`), faults: [] };
  } catch (error) {
    return { files: [], faults: [wholeFile(folder, error)] };
  }
}

function wholeFile(file: string, error: unknown): PortfolioFault {
  return { file, line: 1, column: 1, path: "", problem: reason(error) };
}

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
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
