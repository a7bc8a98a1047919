import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ReactElement, useCallback, useRef, useState } from "react";
import { treeQuery } from "../api/queries.ts";
import { connectionName } from "./connection-name.ts";
import classes from "./desktop.module.css";
import { DesktopView } from "./desktop-view.tsx";
import { useSessionClient } from "./use-session.ts";

/** A desktop: connecting to it, working in it, and what is to be told when it is over. */
export function DesktopPage(): ReactElement {
  const { id } = useParams({ from: "/desktop/$id" });
  const [attempt, setAttempt] = useState(1);
  const again = useCallback(() => setAttempt((count) => count + 1), []);
  return <Desktop key={`${id} ${attempt}`} connection={id} onReconnect={again} />;
}

function Desktop({ connection, onReconnect }: { connection: string; onReconnect: () => void }): ReactElement {
  const page = useRef<HTMLDivElement>(null);
  const client = useSessionClient(connection, page);
  const tree = useQuery(treeQuery).data;
  const name = tree ? (connectionName(tree, connection) ?? connection) : "…";
  return (
    <div ref={page} className={classes.page}>
      {client && (
        <DesktopView client={client} page={page} connection={connection} name={name} onReconnect={onReconnect} />
      )}
    </div>
  );
}
