import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import classes from "./table.module.css";

/** The link of a row, in its first column; arrow keys go from one to the next. */
export const RowLink = createLink((props: ComponentProps<"a">) => (
  <a {...props} className={classes.link} data-row-link />
));
