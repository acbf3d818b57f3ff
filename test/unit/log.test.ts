import { describe, expect, it } from "vitest";
import { createLog } from "../../src/log.ts";

const logged = (write: (log: ReturnType<typeof createLog>) => void): string => {
  const lines: string[] = [];
  write(createLog("debug", (line) => lines.push(line)));
  return lines.join("");
};

describe("createLog", () => {
  it("keeps addresses out, wherever they hide", () => {
    const cause = new Error("Email address is not verified: ann.lee+x@mail.example.com");
    const text = logged((log) =>
      log.error(
        { err: new Error("refused", { cause }), to: ["bob@example.org"] },
        "to <c@example.com>",
      ),
    );
    expect(text).not.toMatch(/@/);
    expect(text.match(/\[address\]/g)?.length).toBeGreaterThanOrEqual(3);
  });

  it("keeps tokens and response URLs out", () => {
    const text = logged((log) =>
      log.warn("xoxb-1234-abc xapp-1-A-2 https://hooks.slack.com/commands/T1/2/x"),
    );
    expect(text).toContain("[token] [token] [response_url]");
  });

  it("leaves everything else as it is, one JSON object a line", () => {
    const text = logged((log) => log.info({ dispatch: "01ABC" }, "sent"));
    expect(JSON.parse(text)).toMatchObject({ dispatch: "01ABC", msg: "sent" });
  });
});
