import type { ReactElement } from "react";
import classes from "./brand.module.css";

/** The sign of the product: a footbridge. */
export function BrandMark({ size }: { size: number }): ReactElement {
  return (
    <svg className={classes.mark} width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect className={classes.ground} width="32" height="32" rx="8" />
      <path d="M5 21h22M7 21c2.5-6 5.5-9 9-9s6.5 3 9 9M11.5 21v-5M16 21v-9M20.5 21v-5" />
    </svg>
  );
}
