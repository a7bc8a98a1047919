import { type Output, type RdpClient, relativeButtonEvent } from "@passerelle/rdp";
import { FrameSource, type Intention } from "@passerelle/tunnel";

/** What a person does to the desktop; a session that is read only does none of it. */
export type InputIntention = Extract<
  Intention,
  {
    readonly kind:
      | ("key" | "unicode" | "lock-keys")
      | ("pointer-move" | "pointer-button" | "wheel" | "relative-move" | "relative-button");
  }
>;

export type FrameShown = Extract<Intention, { readonly kind: "frame-shown" }>;

/** The client's command for an input. */
export function inputCommand(client: RdpClient, input: InputIntention): Output[] {
  switch (input.kind) {
    case "key":
      return client.key(input.flags, input.scancode);
    case "unicode":
      return client.unicode(input.flags, input.unit);
    case "pointer-move":
      return client.pointerMove(input.x, input.y);
    case "pointer-button":
      return client.pointerButton(input.button, input.pressed, input.x, input.y);
    case "wheel":
      return client.wheel(input.horizontal, input.rotation, input.x, input.y);
    case "relative-move":
      return client.relative({ type: "relativeMove", x: input.x, y: input.y });
    case "relative-button": {
      const event = relativeButtonEvent(input.button, input.pressed);
      return event ? client.relative(event) : [];
    }
    case "lock-keys":
      return client.synchronize(input.keys);
  }
}

/** The client's acknowledgement of a frame that the browser has presented. */
export function frameShownCommand(client: RdpClient, shown: FrameShown): Output[] {
  if (shown.source === FrameSource.Pipeline) return client.pipelineFrameShown(shown.frame, shown.pending);
  return client.frameShown(shown.frame);
}
