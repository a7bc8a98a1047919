import { type RefObject, useEffect, useState } from "react";
import type { Size } from "./geometry.ts";

export interface Container extends Size {
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

/** The size of an element in CSS pixels, and the pixel ratio of the screen that it is on; undefined at first. */
export function useContainer(element: RefObject<HTMLElement | null>): Container | undefined {
  const [container, setContainer] = useState<Container>();
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const measure = () => {
      const { width, height } = target.getBoundingClientRect();
      setContainer({ width, height, ratio: devicePixelRatio });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    // The window may move to a screen of another ratio without another size.
    addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      removeEventListener("resize", measure);
    };
  }, [element]);

  const ratio = container?.ratio;
  useEffect(() => {
    if (ratio === undefined) return;
    const query = matchMedia(`(resolution: ${ratio}dppx)`);
    const change = () => setContainer((known) => known && { ...known, ratio: devicePixelRatio });
    query.addEventListener("change", change);
    return () => query.removeEventListener("change", change);
  }, [ratio]);
  return container;
}
