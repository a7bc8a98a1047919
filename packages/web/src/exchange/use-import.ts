import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ImportResult } from "../api/exchange.ts";
import { refreshConnections } from "../api/queries.ts";

/** An import in two steps: what would happen, then the import itself. */
export interface Import<Source> {
  readonly check: (source: Source) => void;
  readonly run: (source: Source) => void;
  /** To be called when the source has changed, so that what is shown is of no meaning any more. */
  readonly forget: () => void;
  readonly isChecking: boolean;
  readonly isRunning: boolean;
  readonly result: ImportResult | undefined;
  /** Whether `result` is of the import itself. */
  readonly isDone: boolean;
  readonly error: unknown;
}

/** @param request tells the gateway to import from a source, or only to say what would happen */
export function useImport<Source>(request: (source: Source, dryRun: boolean) => Promise<ImportResult>): Import<Source> {
  const queryClient = useQueryClient();
  const step = useMutation({
    mutationFn: ({ source, dryRun }: { source: Source; dryRun: boolean }) => request(source, dryRun),
    onSuccess: (_result, { dryRun }) => (dryRun ? undefined : refreshConnections(queryClient)),
  });
  const dryRun = step.variables?.dryRun;
  return {
    check: (source) => step.mutate({ source, dryRun: true }),
    run: (source) => step.mutate({ source, dryRun: false }),
    forget: step.reset,
    isChecking: step.isPending && dryRun === true,
    isRunning: step.isPending && dryRun === false,
    result: step.data,
    isDone: dryRun === false && step.isSuccess && step.data.problems.length === 0,
    error: step.error,
  };
}
