import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLog } from "../../src/log.ts";
import { runs } from "../support/runs.ts";

const logged = (write: (log: ReturnType<typeof createLog>) => void): string => {
  const lines: string[] = [];
  write(createLog("debug", (line) => lines.push(line)));
  return lines.join("");
};

/** A text as a string of JSON, as a body that holds another body has it. */
function escapeOnce(text: string, how: "plain" | "slashes"): string {
  const quoted = JSON.stringify(text);
  return how === "plain" ? quoted : quoted.replaceAll("/", "\\/");
}

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

  it("keeps response URLs out wherever they stand and however they are escaped, and stays JSON", () => {
    const part = fc.stringMatching(/^[A-Z0-9]{9,24}$/);
    // Some write a slash with a backslash before it, as JSON allows; whatever quotes that doubles the backslash.
    const escapings = fc.array(fc.constantFrom("plain", "slashes"), { maxLength: 3 });
    const places = fc.constantFrom("message", "field", "error", "unquoted");
    const hosts = fc.constantFrom("hooks.slack.com", "hooks.slack-gov.com");
    const kinds = fc.constantFrom("commands", "actions", "app", "services");
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 3, maxLength: 3 }),
        hosts,
        kinds,
        escapings,
        places,
        (parts, host, kind, levels, place) => {
          const url = `https://${host}/${kind}/${parts.join("/")}`;
          const payload = { type: "before", response_url: url, urls: [url], last: "after" };
          const text = levels.reduce(escapeOnce, JSON.stringify(payload));
          const line = logged((log) => {
            if (place === "message") log.debug(text);
            else if (place === "field") log.debug({ text, payload }, "received");
            else if (place === "error") log.debug({ err: new Error(text) }, "failed");
            else log.debug(`before ${url} after`);
          });
          expect(line).not.toMatch(/hooks|slack/);
          for (const secret of parts) expect(line).not.toContain(secret);
          const read = JSON.stringify(JSON.parse(line));
          for (const kept of ["before", "[response_url]", "after"]) expect(read).toContain(kept);
        },
      ),
      runs(150, 1000),
    );
  });

  it("leaves everything else as it is, one JSON object a line", () => {
    const text = logged((log) => log.info({ dispatch: "01ABC" }, "sent"));
    expect(JSON.parse(text)).toMatchObject({ dispatch: "01ABC", msg: "sent" });
  });
});
