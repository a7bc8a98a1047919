import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ReactElement, useCallback, useMemo, useRef, useState } from "react";
import { treeQuery } from "../api/queries.ts";
import classes from "./desktop.module.css";
import { addressOf, type DesktopTarget, targetName } from "./desktop-target.ts";
import { DesktopView } from "./desktop-view.tsx";
import { useSessionClient } from "./use-session.ts";

/** A desktop: connecting to it, working in it, and what is to be told when it is over. */
export function DesktopPage(): ReactElement {
  return <Attempts kind="connection" identifier={useParams({ from: "/desktop/$id" }).id} />;
}

/** The desktop that a balancing group chooses. */
export function GroupDesktopPage(): ReactElement {
  return <Attempts kind="group" identifier={useParams({ from: "/desktop/group/$id" }).id} />;
}

function Attempts({ kind, identifier }: DesktopTarget): ReactElement {
  const target = useMemo(() => ({ kind, identifier }), [kind, identifier]);
  const [attempt, setAttempt] = useState(1);
  const again = useCallback(() => setAttempt((count) => count + 1), []);
  return <Desktop key={`${addressOf(target)} ${attempt}`} target={target} onReconnect={again} />;
}

function Desktop({ target, onReconnect }: { target: DesktopTarget; onReconnect: () => void }): ReactElement {
  const page = useRef<HTMLDivElement>(null);
  const client = useSessionClient(target, page);
  const tree = useQuery(treeQuery).data;
  const name = tree ? (targetName(tree, target) ?? target.identifier) : "…";
  return (
    <div ref={page} className={classes.page}>
      {client && <DesktopView client={client} page={page} target={target} name={name} onReconnect={onReconnect} />}
    </div>
  );
}
