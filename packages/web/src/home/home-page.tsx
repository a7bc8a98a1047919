import type { ReactElement } from "react";

export function HomePage(): ReactElement {
  return <p>home</p>;
}
