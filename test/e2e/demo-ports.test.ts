import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** What the demo says when it cannot start. */
const blocker = createServer();
let port: string;
beforeAll(async () => {
  blocker.listen(0);
  await once(blocker, "listening");
  const address = blocker.address();
  port = String(typeof address === "object" ? address?.port : "");
});
afterAll(() => {
  blocker.close();
});

async function runDemo(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ["--import", "tsx", "demo/main.ts"], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = await once(child, "close");
  return { code, output };
}

describe("a demo that cannot start", () => {
  it.each(["PORT", "DEMO_SLACK_PORT", "DEMO_SES_PORT", "DEMO_DYNAMODB_PORT"])(
    "names the taken port and %s",
    async (variable) => {
      const { code, output } = await runDemo({ [variable]: port });
      expect(code).toBe(1);
      expect(output).toContain(`port ${port} (${variable})`);
      expect(output).not.toContain("    at ");
    },
  );

  it("names a variable that is no port", async () => {
    const { code, output } = await runDemo({ DEMO_SES_PORT: "inbox" });
    expect(code).toBe(1);
    expect(output).toContain("DEMO_SES_PORT is not a number");
  });
});
