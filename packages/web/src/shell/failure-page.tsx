import type { ErrorComponentProps } from "@tanstack/react-router";
import type { ReactElement } from "react";

export function FailurePage({ error }: ErrorComponentProps): ReactElement {
  return <p>{String(error)}</p>;
}
