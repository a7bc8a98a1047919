import type { FailureCode } from "@passerelle/tunnel";
import { request } from "./request.ts";

/** The steps of opening a desktop, in their order. */
type TestStepName = "resolve" | "connect" | "negotiate" | "secure" | "authenticate";

export interface TestStep {
  readonly name: TestStepName;
  readonly outcome: "done" | "failed" | "skipped";
  readonly milliseconds: number;
  readonly code?: FailureCode;
  /** Names for the curious, in the server's words. */
  readonly detail?: string;
}

/** What is tried; secrets that `parameters` does not name are those of the stored connection `identifier`. */
export interface TestedConnection {
  readonly identifier?: string;
  readonly protocol: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Tries to reach a desktop and to sign in there. */
export async function testConnection(tested: TestedConnection): Promise<readonly TestStep[]> {
  const { steps } = (await request("POST", "api/passerelle/connectionTest", tested)) as { steps: TestStep[] };
  return steps;
}
