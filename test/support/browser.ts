import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Flags that keep a headless browser from calling home. */
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/**
 * A headless Chromium: the one that comes with `npm ci` on Linux x64, elsewhere the Chrome that is installed or
 * that `CHROME_PATH` names.
 *
 * @throws Error that says what to install where there is none.
 */
export async function launchBrowser(): Promise<Browser> {
  const given = process.env["CHROME_PATH"];
  if (given !== undefined && existsSync(given)) {
    return await chromium.launch({ executablePath: given, args: QUIET });
  }
  if (process.platform === "linux" && process.arch === "x64") {
    const { default: bundled } = await import("@sparticuz/chromium");
    // Its own flags suit a function's sandbox: there, closing one page ends the whole browser.
    const args = ["--no-sandbox", "--disable-gpu", ...QUIET];
    return await chromium.launch({ executablePath: await bundled.executablePath(), args });
  }
  return await chromium.launch({ channel: "chrome", args: QUIET }).catch((cause: unknown) => {
    const hint = "Install Google Chrome, or set CHROME_PATH to a Chromium.";
    throw new Error(`There is no browser for the end-to-end tests. ${hint}`, { cause });
  });
}
