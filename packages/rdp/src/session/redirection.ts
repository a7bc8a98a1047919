import type { Redirection } from "../output.ts";
/** RDP_SERVER_REDIRECTION_PACKET, starting at its Flags field (0x0400): after the pad of the enhanced security form. */
export declare function decodeRedirectionPacket(packet: Uint8Array): Redirection;
