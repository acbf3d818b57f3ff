import { AppError } from "../src/errors.ts";
import { AWS_VARIABLES_TO_FORGET, awsEnvironment, parseDemoSettings } from "./settings.ts";
import { startDemo } from "./start-demo.ts";

/** The demo as a process: reads the environment, starts, says where to look, and stops on Ctrl-C. */
async function main(): Promise<void> {
  const settings = parseDemoSettings(process.env);
  for (const name of AWS_VARIABLES_TO_FORGET) delete process.env[name];
  Object.assign(process.env, awsEnvironment(settings));

  const signal = nextSignal();
  const demo = await startDemo(settings);
  const { slack, inbox, dynamoDb, bot } = demo.urls;
  console.log(`
  Slack      ${slack}   type /exec-report cto in #reports
  Inbox      ${inbox}   the mails that were sent
  DynamoDB   ${dynamoDb}   the record, kept in ${settings.dataDir}
  Bot        ${bot}/health

ready
`);
  await signal;
  console.log("\nStopping …");
  await demo.stop();
}

function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.once(name, () => resolve());
  });
}

try {
  await main();
} catch (error) {
  console.error(error instanceof AppError ? error.toSentence() : error);
  process.exitCode = 1;
}
