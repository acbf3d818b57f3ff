/** Gets a text from an address that was checked before. Throws if there is no good answer. */
export type FetchText = (url: URL) => Promise<string>;

const TIMEOUT_MS = 5_000;

/** Follows no redirection: only the address that was checked is asked. */
export const fetchText: FetchText = async (url) => {
  const response = await fetch(url, {
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`${url.host} answered with status ${response.status}`);
  return await response.text();
};

const SNS_HOST = /^sns\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/;

/** The address, if it is one of SNS itself: whoever sends a message decides which addresses stand in it. */
export function snsUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:" || !SNS_HOST.test(url.hostname)) return undefined;
  return url.port === "" && url.username === "" && url.password === "" ? url : undefined;
}
