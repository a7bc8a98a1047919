import type { ReactElement } from "react";

export function NewConnectionPage(): ReactElement {
  return <p>new</p>;
}

export function EditConnectionPage(): ReactElement {
  return <p>edit</p>;
}
