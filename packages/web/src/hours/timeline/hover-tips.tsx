import { type PointerEvent, type ReactElement, type ReactNode, useState } from "react";
import classes from "./timeline.module.css";

interface Tip {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** Shows the `data-tip` of what the pointer is on, beside the pointer: one tip for thousands of pieces. */
export function HoverTips({ children }: { children: ReactNode }): ReactElement {
  const [tip, setTip] = useState<Tip>();
  const follow = (event: PointerEvent) => {
    const text = (event.target as HTMLElement).dataset.tip;
    if (text !== undefined) setTip({ text, x: event.clientX, y: event.clientY });
    else if (tip !== undefined) setTip(undefined);
  };
  return (
    <div onPointerMove={follow} onPointerDown={follow} onPointerLeave={() => setTip(undefined)}>
      {children}
      {tip && (
        <div
          className={classes.tip}
          style={{ insetInlineStart: Math.min(tip.x + 14, window.innerWidth - 260), insetBlockStart: tip.y + 16 }}
          aria-hidden
        >
          {tip.text}
        </div>
      )}
    </div>
  );
}
