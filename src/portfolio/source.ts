import { systemClock } from "../clock.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { type LoadOptions, loadPortfolio, loadSettings } from "./load.ts";
import type { Portfolio, Settings } from "./portfolio.ts";
import { todayOf } from "./today.ts";

/** The operator's files, read again only when they changed. */
export interface PortfolioSource {
  /**
   * The portfolio as the files are now; the same object while they do not change.
   *
   * @throws PortfolioError with every fault of every file; again, for a minute without reading them, until they change.
   */
  load(): Promise<Portfolio>;
  /**
   * `settings.yml` as it is now, whatever the other files are like.
   *
   * @throws PortfolioError with every fault of that file.
   */
  loadSettings(): Promise<Settings>;
  /** The last portfolio that `load` gave. */
  lastValid(): Portfolio | undefined;
}

/** What the files gave, and when that holds. */
interface Reading {
  readonly fingerprint: string;
  readonly at: Date;
  readonly outcome: { readonly portfolio: Portfolio } | { readonly error: unknown };
}

/** A fault may be one of the disk, which mends without any file changing. */
const FAULTS_HOLD_MS = 60_000;

/** Files that are written without pause are read as they are at last. */
const MOST_READINGS = 3;

/**
 * Reads a portfolio's folder at need: a million rows of ledger are not parsed anew for every command, and an edit
 * counts from the next command on, without a restart. Calls at the same time share one reading.
 *
 * @param dir The portfolio's folder.
 * @example createPortfolioSource("portfolio", { reportTypes: ["ceo"] }).load()
 */
export function createPortfolioSource(dir: string, options: LoadOptions): PortfolioSource {
  const now = () => (options.clock ?? systemClock).now();
  let reading: Reading | undefined;
  let underWay: Promise<Reading> | undefined;
  let valid: Portfolio | undefined;

  const isCurrent = ({ outcome, at }: Reading) => {
    if ("error" in outcome) return now().getTime() - at.getTime() < FAULTS_HOLD_MS;
    // A new day is a change: it decides how old facts are.
    const { settings } = outcome.portfolio;
    return todayOf(settings, now()) === todayOf(settings, at);
  };

  async function read(): Promise<Reading> {
    let fingerprint = await fingerprintOf(dir);
    if (reading?.fingerprint === fingerprint && isCurrent(reading)) return reading;
    for (let readings = 1; ; readings++) {
      const at = now();
      const outcome = await loadPortfolio(dir, { ...options, clock: { now: () => at } }).then(
        (portfolio) => ({ portfolio }),
        (error: unknown) => ({ error }),
      );
      const next = { fingerprint, at, outcome };
      fingerprint = await fingerprintOf(dir);
      // A file that changed meanwhile may have been read in half.
      if (fingerprint === next.fingerprint || readings === MOST_READINGS) return next;
    }
  }

  return {
    async load() {
      underWay ??= read().finally(() => {
        underWay = undefined;
      });
      reading = await underWay;
      if ("error" in reading.outcome) throw reading.outcome.error;
      valid = reading.outcome.portfolio;
      return valid;
    },
    loadSettings: () => loadSettings(dir, options),
    lastValid: () => valid,
  };
}
