import { describe, expect, it } from "vitest";
import { ClientError } from "../client-error.ts";
import { NegotiationFailure, SecurityProtocol } from "../transport/x224.ts";
import { SecurityNegotiation } from "./negotiation.ts";

const { Rdp, Ssl, Hybrid, HybridEx } = SecurityProtocol;
const selected = (protocol: number) => ({ kind: "selected", flags: 1, protocol }) as const;
const failed = (code: number) => ({ kind: "failure", code }) as const;

describe("SecurityNegotiation", () => {
  it("of any takes whatever the server selects", () => {
    for (const protocol of [HybridEx, Hybrid, Ssl, Rdp]) {
      const negotiation = new SecurityNegotiation("any");
      expect(negotiation.protocols).toBe(HybridEx | Hybrid | Ssl);
      expect(negotiation.confirm(selected(protocol))).toEqual({ protocol, extendedClientData: true });
    }
  });

  it("of any takes a server from before the negotiation", () => {
    expect(new SecurityNegotiation("any").confirm({ kind: "legacy" })).toEqual({
      protocol: Rdp,
      extendedClientData: false,
    });
  });

  it("of any goes down to TLS and to standard security when the server hangs up, and then gives up", () => {
    const negotiation = new SecurityNegotiation("any");
    expect(negotiation.fallBack()).toBe(true);
    expect(negotiation.protocols).toBe(Ssl);
    expect(negotiation.fallBack()).toBe(true);
    expect(negotiation.protocols).toBeUndefined();
    expect(negotiation.fallBack()).toBe(false);
  });

  it.each([
    ["SSL_NOT_ALLOWED_BY_SERVER", undefined],
    ["SSL_CERT_NOT_ON_SERVER", undefined],
    ["INCONSISTENT_FLAGS", Ssl],
  ] as const)("of any answers %s with the next protocol that can do", (name, protocols) => {
    const negotiation = new SecurityNegotiation("any");
    expect(negotiation.confirm(failed(NegotiationFailure[name]))).toBeUndefined();
    expect(negotiation.protocols).toBe(protocols);
  });

  it.each([
    ["nla", Hybrid, [Hybrid]],
    ["nla-ext", HybridEx | Hybrid, [HybridEx]],
    ["tls", Ssl, [Ssl]],
    ["rdp", Rdp, [Rdp]],
    ["vmconnect", Hybrid | Ssl, [Hybrid, Ssl]],
  ] as const)("of %s asks for its own, accepts nothing else, and never falls back", (mode, asked, accepted) => {
    expect(new SecurityNegotiation(mode).protocols).toBe(asked);
    expect(new SecurityNegotiation(mode).fallBack()).toBe(false);
    for (const protocol of [HybridEx, Hybrid, Ssl, Rdp]) {
      const confirm = () => new SecurityNegotiation(mode).confirm(selected(protocol));
      if ((accepted as readonly number[]).includes(protocol)) expect(confirm()?.protocol).toBe(protocol);
      else expect(confirm).toThrow(ClientError);
    }
  });

  it("is refused for good where the server wants more than the mode allows", () => {
    for (const code of [NegotiationFailure.SSL_REQUIRED_BY_SERVER, NegotiationFailure.HYBRID_REQUIRED_BY_SERVER]) {
      expect(() => new SecurityNegotiation("rdp").confirm(failed(code))).toThrow(ClientError);
    }
  });
});
