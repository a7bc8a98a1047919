import { ClientError } from "../client-error.ts";
import { decodeData } from "../transport/x224.ts";
import { DecodeError } from "../wire/decode-error.ts";
import { type ClientData, encodeClientData } from "./client-data.ts";
import { decodeConnectResponse, encodeConnectInitial } from "./mcs-connect.ts";
import { type DomainPdu, decodeDomainPdu, encodeDomainPdu } from "./mcs-domain.ts";
import { decodeServerData, ServerCapabilityFlag, type ServerData } from "./server-data.ts";

const RT_SUCCESSFUL = 0;

/** The MCS domain once all channels are joined. */
export interface Domain {
  readonly user: number;
  readonly server: ServerData;
}

/** Basic settings exchange and channel connection ([MS-RDPBCGR] 1.3.1.1), step by step. */
export class McsConnection {
  readonly #client: ClientData;
  readonly #toJoin: number[] = [];
  #server: ServerData | undefined;
  #user: number | undefined;

  constructor(client: ClientData) {
    this.#client = client;
  }

  start(): Uint8Array {
    return encodeConnectInitial(encodeClientData(this.#client));
  }

  /** Takes the server's next PDU; what is to be sent, or the domain when it is complete. */
  receive(pdu: Uint8Array): { send: Uint8Array[]; domain?: Domain } {
    const data = decodeData(pdu);
    if (!data) throw hungUp("X.224 Disconnect Request");
    if (!this.#server) return { send: this.#connected(data) };
    const answer = decodeDomainPdu(data);
    if (answer.kind === "disconnectProviderUltimatum") throw hungUp(`reason ${answer.reason}`);
    if (this.#user === undefined) return this.#attached(answer, this.#server);
    const channel = this.#toJoin.shift();
    if (answer.kind !== "channelJoinConfirm" || answer.channel !== channel) {
      throw unexpected(answer, "MCS Channel Join Confirm");
    }
    // a channel that was refused is one that stays silent; without the I/O channel there is no desktop
    if (answer.result !== RT_SUCCESSFUL && channel === this.#server.ioChannel) throw refused(answer.result);
    return this.#joinNext(this.#user, this.#server);
  }

  #connected(data: Uint8Array): Uint8Array[] {
    const response = decodeConnectResponse(data);
    if (response.result !== RT_SUCCESSFUL) throw refused(response.result);
    const server = decodeServerData(response.userData);
    this.#server = {
      ...server,
      security: {
        ...server.security,
        // copies: they are needed after this buffer is gone
        serverRandom: server.security.serverRandom.slice(),
        serverCertificate: server.security.serverCertificate.slice(),
      },
    };
    return [encodeDomainPdu({ kind: "erectDomainRequest" }), encodeDomainPdu({ kind: "attachUserRequest" })];
  }

  #attached(answer: DomainPdu, server: ServerData): { send: Uint8Array[]; domain?: Domain } {
    if (answer.kind !== "attachUserConfirm") throw unexpected(answer, "MCS Attach User Confirm");
    if (answer.result !== RT_SUCCESSFUL) throw refused(answer.result);
    this.#user = answer.user;
    if ((server.earlyCapabilityFlags & ServerCapabilityFlag.SkipChannelJoin) === 0) {
      const message = server.messageChannel ? [server.messageChannel] : [];
      this.#toJoin.push(answer.user, server.ioChannel, ...message, ...server.channels.filter((id) => id !== 0));
    }
    return this.#joinNext(answer.user, server);
  }

  #joinNext(user: number, server: ServerData): { send: Uint8Array[]; domain?: Domain } {
    const channel = this.#toJoin[0];
    if (channel === undefined) return { send: [], domain: { user, server } };
    return { send: [encodeDomainPdu({ kind: "channelJoinRequest", user, channel })] };
  }
}

function unexpected(pdu: DomainPdu, wanted: string): DecodeError {
  return new DecodeError(wanted, `${pdu.kind} came instead`, 0);
}

function refused(result: number): ClientError {
  return new ClientError({
    code: "server-denied",
    detail: `MCS result ${result}`,
    message: "The server refused the connection. Look into its event log.",
  });
}

function hungUp(detail: string): ClientError {
  return new ClientError({
    code: "server-denied",
    detail,
    message: "The server ended the connection while it was being set up. Look into its event log.",
  });
}
