import { Outlet } from "@tanstack/react-router";
import type { ReactElement } from "react";

export function Shell(): ReactElement {
  return <Outlet />;
}
