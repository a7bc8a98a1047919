import { type RefObject, useEffect, useState } from "react";

/** CSS pixels from the middle of the top edge within which the handle appears, and below which it goes. */
const REACH = { across: 200, appear: 6, stay: 64 };

/** Whether the mouse is at the middle of the top edge of `element`. */
export function useNearTop(element: RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const follow = ({ clientX, clientY, buttons }: PointerEvent) => {
      const isMiddle = Math.abs(clientX - target.clientWidth / 2) < REACH.across;
      // Whoever drags something along the edge does not look for a menu.
      setNear((was) => isMiddle && buttons === 0 && clientY < (was ? REACH.stay : REACH.appear));
    };
    target.addEventListener("pointermove", follow);
    return () => target.removeEventListener("pointermove", follow);
  }, [element]);
  return isNear;
}
