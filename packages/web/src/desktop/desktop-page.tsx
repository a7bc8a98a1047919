import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";

export function DesktopPage(): ReactElement {
  const { id } = useParams({ from: "/desktop/$id" });
  return <p>{id}</p>;
}
