import type { ReactElement } from "react";

export function LoginPage(): ReactElement {
  return <p>login</p>;
}
