import { type RefObject, useEffect, useState } from "react";
import { type Container, orientationOf } from "./geometry.ts";

/**
 * What an element has room for in CSS pixels, and the pixel ratio and orientation of the screen that its window is on;
 * undefined at first. Browser zoom and another screen change the ratio, a tablet that is turned the orientation.
 */
export function useContainer(element: RefObject<HTMLElement | null>): Container | undefined {
  const [container, setContainer] = useState<Container>();
  useEffect(() => {
    const target = element.current;
    const view = target?.ownerDocument.defaultView;
    if (!target || !view) return;
    const stop = new AbortController();
    const { signal } = stop;
    const measure = () => {
      const { width, height } = target.getBoundingClientRect();
      setContainer({ width, height, ratio: view.devicePixelRatio, orientation: orientationOf(view.screen) });
    };
    // The window's own: that of another window looks when the other one is painted.
    const observer = new view.ResizeObserver(measure);
    observer.observe(target);
    // The window may move to a screen of another ratio without another size.
    view.addEventListener("resize", measure, { signal });
    view.screen.orientation?.addEventListener("change", measure, { signal });
    return () => {
      observer.disconnect();
      stop.abort();
    };
  }, [element]);

  const ratio = container?.ratio;
  useEffect(() => {
    const view = element.current?.ownerDocument.defaultView;
    if (ratio === undefined || !view) return;
    const query = view.matchMedia(`(resolution: ${ratio}dppx)`);
    const change = () => setContainer((known) => known && { ...known, ratio: view.devicePixelRatio });
    query.addEventListener("change", change);
    return () => query.removeEventListener("change", change);
  }, [element, ratio]);
  return container;
}
