import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findLocalSlack } from "../../../demo/find-local-slack.ts";
import type { DemoSettings } from "../../../demo/settings.ts";
import { startLocalSlack } from "../../../demo/slack.ts";
import { SlackUnavailableError } from "../../../src/errors.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "local-slack-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** A script, and where it is. */
async function script(name: string, code: string): Promise<string> {
  const path = join(dir, name);
  await writeFile(path, code);
  return path;
}

describe("what starts the local Slack", () => {
  it("is the program where it is installed", () => {
    const installed = "/opt/local-slack";
    expect(findLocalSlack({ platform: "linux", installed, npmScript: "/x.js" })).toEqual([
      installed,
    ]);
  });

  it.each(["win32", "darwin", "linux"] as const)(
    "is npm's own script on %s, which Node runs without a shell",
    async (platform) => {
      const npx = await script("npx-cli.js", "console.log(process.argv.slice(2).join())");
      const [program, ...args] = findLocalSlack({ platform, npmScript: join(dir, "npm-cli.js") });
      expect([program, args[0]]).toEqual([process.execPath, npx]);
      const printed = execFileSync(program, [...args, "--port", "1"], { encoding: "utf8" });
      expect(printed).toMatch(/^--yes,local-slack@\d+\.\d+\.\d+,--port,1\n$/);
    },
  );

  it.each([undefined, "/nowhere/pnpm.cjs"])(
    "is npx where npm does not run it (%s)",
    (npmScript) => {
      expect(findLocalSlack({ platform: "darwin", npmScript })[0]).toBe("npx");
      // There it is a file that takes a shell.
      expect(() => findLocalSlack({ platform: "win32", npmScript })).toThrow(SlackUnavailableError);
    },
  );
});

describe("a local Slack that does not start", () => {
  const reasonOf = async (...command: Parameters<typeof startLocalSlack>[2] & object) => {
    const settings: DemoSettings = {
      botPort: 1,
      slackPort: 1,
      sesPort: 1,
      dynamoDbPort: 1,
      dataDir: join(dir, "data"),
      portfolioDir: resolve("portfolio"),
      logLevel: "warn",
      slackMode: "events",
    };
    const error: unknown = await startLocalSlack(settings, 1, command).catch((it: unknown) => it);
    if (!(error instanceof SlackUnavailableError)) throw error;
    return error.toSentence();
  };
  const machine = `${process.platform} ${process.arch}`;

  it("says in one line why, and what to do: there is no release for the platform", async () => {
    const npm = await script(
      "npx-cli.js",
      'console.error("npm warn exec will be installed\\nnpm error code EBADPLATFORM\\nnpm error notsup Unsupported\\n    at x"); process.exit(1);',
    );
    const said = await reasonOf(process.execPath, npm);
    expect(said).toContain(
      `The local Slack does not run on this machine (${machine}): npm error code EBADPLATFORM. Start the demo with`,
    );
    expect(said).not.toContain("\n");
  });

  it("says so where there is no such program", async () => {
    const said = await reasonOf(join(dir, "nothing"));
    expect(said).toMatch(/does not run on this machine .*ENOENT.*connect a real workspace/);
    expect(said).not.toContain("\n");
  });
});
