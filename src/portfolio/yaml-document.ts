import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLError,
  type YAMLMap,
} from "yaml";
import type { PortfolioFault } from "../errors.ts";

/** Keys and list indexes from the root of a document, e.g. `["cloud", "services", 2]`. */
export type Path = readonly PropertyKey[];

/** Counts from 1. */
interface Position {
  readonly line: number;
  readonly column: number;
}

/** A YAML file as plain values, each of which can be found again in the text. */
export interface YamlDocument {
  /** Relative to the portfolio's folder. */
  readonly file: string;
  /** Undefined if the text is not YAML. */
  readonly value: unknown;
  /** What is wrong with the YAML itself. */
  readonly faults: readonly PortfolioFault[];
  /** Where the value at this path starts; the closest thing around it if it is absent or empty. */
  positionOf(path: Path): Position;
  /** Where the key at this path starts. */
  positionOfKey(path: Path): Position;
  /** The number at this path as it is written, such as `0420` or `12.10`; undefined if there is none. */
  writtenAt(path: Path): string | undefined;
}

interface Place {
  readonly key: Position | undefined;
  readonly value: Position | undefined;
  /** Of a number. */
  readonly written: string | undefined;
}

const START: Position = { line: 1, column: 1 };

const TOO_DEEP = "is nested too deeply to be read";

/**
 * Keys start with a letter. This leaves room for the loader's own `$source`, and keeps out `__proto__`.
 */
const KEY = /^[A-Za-z][A-Za-z0-9_-]*$/;

const KEY_ADVICE =
  "keys are letters, digits, - and _, and text with a comma needs quotes inside { } or [ ]";

/**
 * Reads YAML 1.2. Never throws: what is wrong is in `faults`.
 *
 * Aliases (`*name`) are refused, so every value stands in exactly one place and no file can grow when read.
 *
 * @param isText Says where a number without quotes is text: as an id, `0420` is not 420.
 */
export function parseYaml(
  file: string,
  text: string,
  isText: (path: Path) => boolean = () => false,
): YamlDocument {
  const reader = new Reader(file, isText);
  let value: unknown;
  try {
    value = reader.read(text);
  } catch {
    // The parser reports what it can; should it ever give up by throwing, that is a fault of the file too.
    reader.report([], START, TOO_DEEP);
  }
  return {
    file,
    value,
    faults: reader.faults,
    positionOf: (path) => reader.find(path),
    positionOfKey: (path) => reader.places.get(JSON.stringify(path))?.key ?? reader.find(path),
    writtenAt: (path) => reader.places.get(JSON.stringify(path))?.written,
  };
}

/** `cloud.services[2].monthly.low` */
export function formatPath(path: Path): string {
  return path.reduce<string>((written, part) => {
    if (typeof part === "number") return `${written}[${part}]`;
    return written === "" ? String(part) : `${written}.${String(part)}`;
  }, "");
}

function describe({ code, message }: YAMLError): string {
  if (code === "RESOURCE_EXHAUSTION") return TOO_DEEP;
  return `is not valid YAML: ${message.replace(/\s+/g, " ").replace(/\.$/, "")}`;
}

/** Keys are text: `0420`, `.inf` and `True` stay what they are written as. */
function keyOf({ value, source }: Scalar): string {
  return typeof value === "string" ? value : (source ?? "");
}

/** Turns nodes into plain values and remembers where each stood. */
class Reader {
  readonly faults: PortfolioFault[] = [];
  readonly places = new Map<string, Place>();
  readonly #file: string;
  readonly #isText: (path: Path) => boolean;
  readonly #lines = new LineCounter();

  constructor(file: string, isText: (path: Path) => boolean) {
    this.#file = file;
    this.#isText = isText;
  }

  read(text: string): unknown {
    const document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    for (const problem of [...document.errors, ...document.warnings]) {
      this.report([], this.#positionAt(problem.pos[0]), describe(problem));
    }
    // After a syntax error the rest is guesswork; a key given twice leaves the others as they are.
    const isGuess = document.errors.some(({ code }) => code !== "DUPLICATE_KEY");
    return isGuess ? undefined : this.#valueOf(document.contents, [], undefined);
  }

  report(path: Path, position: Position, problem: string): void {
    this.faults.push({ file: this.#file, ...position, path: formatPath(path), problem });
  }

  find(path: Path): Position {
    const place = this.places.get(JSON.stringify(path));
    const position = place?.value ?? place?.key;
    if (position !== undefined) return position;
    return path.length === 0 ? START : this.find(path.slice(0, -1));
  }

  #valueOf(node: Node | null | undefined, path: Path, key: Position | undefined): unknown {
    const isEmpty = !node || (isScalar(node) && node.value === null && !node.source);
    const value = isEmpty || !node.range ? undefined : this.#positionAt(node.range[0]);
    const written = isScalar(node) && typeof node.value === "number" ? node.source : undefined;
    this.places.set(JSON.stringify(path), { key, value, written });
    if (isMap(node)) return this.#mappingOf(node, path);
    if (isSeq(node)) {
      return node.items.map((item, index) =>
        this.#valueOf(item as Node, [...path, index], undefined),
      );
    }
    if (isAlias(node)) {
      const problem = `is the YAML alias *${node.source}, which is not used here; write the value out`;
      this.report(path, value ?? START, problem);
      return undefined;
    }
    if (written !== undefined && this.#isText(path)) return written;
    return isScalar(node) ? node.value : null;
  }

  #mappingOf(map: YAMLMap, path: Path): Readonly<Record<string, unknown>> {
    const entries = (map.items as Pair<Node, Node | null>[]).flatMap((pair) => {
      const at = this.#positionAt(pair.key?.range?.[0] ?? map.range?.[0] ?? 0);
      const key = isScalar(pair.key) ? keyOf(pair.key) : "";
      if (!KEY.test(key)) {
        const problem = `has a key that cannot be used (${JSON.stringify(key)}); ${KEY_ADVICE}`;
        this.report(path, at, problem);
        return [];
      }
      return [[key, this.#valueOf(pair.value, [...path, key], at)] as const];
    });
    return Object.fromEntries(entries);
  }

  #positionAt(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return line === 0 ? START : { line, column: col };
  }
}
