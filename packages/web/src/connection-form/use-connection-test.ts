import { useMutation } from "@tanstack/react-query";
import { type TestedConnection, type TestStep, testConnection } from "../api/connection-test.ts";

/** The last test of the connection that the form holds. */
export interface RunningTest {
  readonly start: (tested: TestedConnection) => void;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly steps: readonly TestStep[] | undefined;
}

export function useConnectionTest(): RunningTest {
  const test = useMutation({ mutationFn: testConnection });
  return { start: test.mutate, isPending: test.isPending, error: test.error, steps: test.data };
}
