import { KeptStore, shortText } from "../kept-store.ts";

/** The section of the panel that is open, or was open last in this browser. */
export const panelSection = new KeptStore("passerelle.panel-section", shortText);
