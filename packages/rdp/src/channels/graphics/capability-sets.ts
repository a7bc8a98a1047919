import type { CapabilitySet } from "./graphics-pdus.ts";
export declare function buildCapabilitySets(offer: { readonly avc: boolean }): CapabilitySet[];
