import { useCallback, useEffect, useState } from "react";
import type { Container } from "../display/geometry.ts";
import type { SessionClient } from "../session-client.ts";
import { arrange, MAIN_VIEW } from "./arrangement.ts";
import type { Monitors } from "./use-monitors.ts";

/** Milliseconds after which a window that was resized has its size. */
const RESIZE_PAUSE = 300;
const ANYWHERE = { x: 0, y: 0, width: 0, height: 0 };

/**
 * Asks for the desktop that fills the page and the further windows, whenever one of them has another size.
 * @returns what tells the room that a view has
 */
export function useArrangement(
  client: SessionClient,
  { here, open }: Pick<Monitors, "here" | "open">,
): (view: number, container: Container) => void {
  const [containers, setContainers] = useState<ReadonlyMap<number, Container>>(new Map());
  const measured = useCallback(
    (view: number, container: Container) => setContainers((known) => new Map(known).set(view, container)),
    [],
  );

  useEffect(() => {
    const places = [
      { view: MAIN_VIEW, screen: here?.area ?? ANYWHERE },
      ...open.map(({ view, place }) => ({ view, screen: place.area })),
    ];
    const windows = places.flatMap((place) => {
      const container = containers.get(place.view);
      return container ? [{ ...place, container }] : [];
    });
    // A window that was just opened has no size yet.
    if (windows.length < places.length) return;
    const timer = setTimeout(() => {
      const { display, arrangement } = arrange(windows);
      client.resize(display, arrangement);
    }, RESIZE_PAUSE);
    return () => clearTimeout(timer);
  }, [client, here, open, containers]);
  return measured;
}
