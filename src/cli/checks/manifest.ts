import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";

const manifest = z.object({
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
});

/** The bot scopes that `manifest.yml` asks for. */
export async function readManifestScopes(): Promise<readonly string[]> {
  // Three levels up both from src/cli/checks and from dist/cli/checks.
  const text = await readFile(new URL("../../../manifest.yml", import.meta.url), "utf8");
  return manifest.parse(parse(text)).oauth_config.scopes.bot;
}
