import type { ReactElement } from "react";

export function NotFoundPage(): ReactElement {
  return <p>404</p>;
}
