import "./administration-styles.ts";
import type { Icon } from "@tabler/icons-react";
import { Link, type LinkProps, Outlet, useRouter } from "@tanstack/react-router";
import { type ReactElement, useEffect, useRef } from "react";
import classes from "./frame.module.css";

interface SectionEntry {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly label: string;
  readonly icon: Icon;
  /** Whether it is left once one of the others is shown whose address only begins like this one. */
  readonly isExact?: boolean;
}

interface SectionFrameProps {
  /** What the navigation leads through. */
  readonly label: string;
  readonly entries: readonly SectionEntry[];
}

/** Some pages that belong together: their names at the side, one of them beside. */
export function SectionFrame({ label, entries }: SectionFrameProps): ReactElement {
  const navigation = useRef<HTMLElement>(null);
  const router = useRouter();
  // Where there is little room, the parts stand in a line that scrolls.
  useEffect(() => {
    const reveal = () =>
      navigation.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    reveal();
    return router.subscribe("onRendered", reveal);
  }, [router]);
  return (
    <div className={classes.frame} data-wide>
      <nav ref={navigation} aria-label={label} className={classes.navigation}>
        {entries.map(({ to, label: name, icon: Mark, isExact = false }) => (
          <Link
            key={to}
            to={to}
            className={classes.section}
            activeOptions={{ exact: isExact, includeSearch: false }}
            activeProps={{ "aria-current": "page" }}
          >
            <Mark size={18} stroke={1.7} aria-hidden />
            {name}
          </Link>
        ))}
      </nav>
      <div className={classes.page}>
        <Outlet />
      </div>
    </div>
  );
}
