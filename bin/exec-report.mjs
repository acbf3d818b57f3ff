#!/usr/bin/env node
// Finds the program: what `npm run build` made, or, for everything but production, the source itself.
import { existsSync } from "node:fs";

const built = new URL("../dist/main.js", import.meta.url);
const source = new URL("../src/main.ts", import.meta.url);
const production = (process.argv[2] ?? "start") === "start";

async function canRunSource() {
  if (production || !existsSync(source)) return false;
  try {
    const { register } = await import("tsx/esm/api");
    register();
    return true;
  } catch {
    return false;
  }
}

if (await canRunSource()) await import(source.href);
else if (existsSync(built)) await import(built.href);
else {
  console.error("There is no build yet. Run `npm ci && npm run build` first, then `npm start`.");
  process.exitCode = 1;
}
