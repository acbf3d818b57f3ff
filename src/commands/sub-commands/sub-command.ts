import type { Requester } from "../../dispatch/dispatch.ts";
import type { Answer } from "../answer.ts";
import type { ListenerDependencies } from "../dependencies.ts";

/** Something other than a report that can be asked of `/exec-report`. */
export interface SubCommand {
  /** The word after the command, in lower case. */
  readonly name: string;
  /** What may follow the word, for the help: `[type]`. */
  readonly takes?: string;
  /** What it is for, one sentence for the help. */
  readonly description: string;
  run(call: CommandCall, deps: ListenerDependencies): Promise<void>;
}

/** One time that somebody typed a sub-command. */
export interface CommandCall {
  readonly requester: Requester;
  /** What stands after the word, as typed, without the blanks around it. */
  readonly rest: string;
  /** Id of the conversation in which it was typed. */
  readonly channel: string;
  /** Tells the person who typed, and nobody else. */
  readonly answer: Answer;
}
