import type { LoadedPortfolio } from "../dispatch/ports.ts";
import { PortfolioError } from "../errors.ts";
import type { Settings } from "../portfolio/portfolio.ts";
import type { PortfolioSource } from "../portfolio/source.ts";

/** The operator's data that can be used: an edit that goes wrong does not keep anybody from working. */
export interface UsablePortfolio {
  /**
   * The files as they are, or the last portfolio that was valid.
   *
   * @throws PortfolioError if the files were never valid since the start.
   */
  load(): Promise<LoadedPortfolio>;
  /**
   * The settings as they are, or the last that were valid, whatever the other files are like: a right that was
   * withdrawn does not come back because of a mistake elsewhere.
   *
   * @throws PortfolioError if the settings were never valid since the start.
   */
  loadSettings(): Promise<Settings>;
}

export function createUsablePortfolio(source: PortfolioSource): UsablePortfolio {
  let settings: Settings | undefined;
  return {
    async load() {
      try {
        return { portfolio: await source.load() };
      } catch (error) {
        const portfolio = source.lastValid();
        if (portfolio === undefined || !(error instanceof PortfolioError)) throw error;
        return { portfolio, outdatedBy: error };
      }
    },

    async loadSettings() {
      try {
        settings = await source.loadSettings();
        return settings;
      } catch (error) {
        if (settings === undefined || !(error instanceof PortfolioError)) throw error;
        return settings;
      }
    },
  };
}
