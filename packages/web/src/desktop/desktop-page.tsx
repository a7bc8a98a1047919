import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type ReactElement, useCallback, useMemo, useRef, useState } from "react";
import { treeQuery } from "../api/queries.ts";
import classes from "./desktop.module.css";
import { addressOf, type DesktopTarget, targetName } from "./desktop-target.ts";
import { DesktopView } from "./desktop-view.tsx";
import { useSessionClient } from "./use-session.ts";

/** A desktop: connecting to it, working in it, and what is to be told when it is over. */
export function DesktopPage(): ReactElement {
  return <OwnDesktop kind="connection" identifier={useParams({ from: "/desktop/$id" }).id} />;
}

/** The desktop that a balancing group chooses. */
export function GroupDesktopPage(): ReactElement {
  return <OwnDesktop kind="group" identifier={useParams({ from: "/desktop/group/$id" }).id} />;
}

function OwnDesktop({ kind, identifier }: DesktopTarget): ReactElement {
  const target = useMemo(() => ({ kind, identifier }), [kind, identifier]);
  const navigate = useNavigate();
  const tree = useQuery(treeQuery).data;
  const name = tree ? (targetName(tree, target) ?? identifier) : "…";
  return <Attempts target={target} name={name} onLeave={() => navigate({ to: "/" })} />;
}

interface AttemptsProps {
  readonly target: DesktopTarget;
  /** What the target is called until the desktop has told its name. */
  readonly name: string;
  /** The person has given the desktop up. */
  readonly onLeave: () => void;
}

/** A desktop, opened again as often as the person wants. */
export function Attempts(props: AttemptsProps): ReactElement {
  const [attempt, setAttempt] = useState(1);
  const again = useCallback(() => setAttempt((count) => count + 1), []);
  return <Desktop key={`${addressOf(props.target)} ${attempt}`} {...props} onReconnect={again} />;
}

function Desktop(props: AttemptsProps & { onReconnect: () => void }): ReactElement {
  const page = useRef<HTMLDivElement>(null);
  const client = useSessionClient(props.target, page);
  return (
    <div ref={page} className={classes.page}>
      {client && <DesktopView client={client} page={page} {...props} />}
    </div>
  );
}
