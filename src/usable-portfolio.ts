import type { LoadedPortfolio } from "./dispatch/ports.ts";
import { PortfolioError } from "./errors.ts";
import type { Settings } from "./portfolio/portfolio.ts";
import type { PortfolioSource } from "./portfolio/source.ts";

/**
 * The operator's data, or the last that was valid while the files cannot be used: an edit that goes wrong does not
 * keep anybody from working.
 *
 * @throws PortfolioError if the files were never valid since the start.
 */
export async function loadUsablePortfolio(source: PortfolioSource): Promise<LoadedPortfolio> {
  try {
    return { portfolio: await source.load() };
  } catch (error) {
    const portfolio = source.lastValid();
    if (portfolio === undefined || !(error instanceof PortfolioError)) throw error;
    return { portfolio, outdatedBy: error };
  }
}

/** Likewise for the settings alone. */
export async function loadUsableSettings(source: PortfolioSource): Promise<Settings> {
  try {
    return await source.loadSettings();
  } catch (error) {
    const settings = source.lastValid()?.settings;
    if (settings === undefined || !(error instanceof PortfolioError)) throw error;
    return settings;
  }
}
