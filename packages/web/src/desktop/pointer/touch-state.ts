import type { TouchState } from "@passerelle/tunnel";
import { Store } from "../devices/store.ts";

/** What the desktop takes of fingers and pens just now. */
export const touchState = new Store<TouchState>({ mostContacts: 0, pen: false });
