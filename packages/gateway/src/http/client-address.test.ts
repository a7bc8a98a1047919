import { IncomingMessage } from "node:http";
import { BlockList, Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { readConfiguration } from "../configuration/configuration.ts";
import { clientAddress, settleClient } from "./client-address.ts";
import { DEFAULT_WEB_SETTINGS, type ProxySettings } from "./web-settings.ts";

const NOBODY = DEFAULT_WEB_SETTINGS.proxies;

function trusting(environment: Record<string, string>): ProxySettings {
  return readConfiguration(environment).web.proxies;
}

const NETWORKS = trusting({ PASSERELLE_TRUSTED_PROXIES: "10.0.0.0/8, 127.0.0.1, 2001:db8::/32" });
const VALVE = trusting({ REMOTE_IP_VALVE_ENABLED: "true" });

function requestOf(peer: string | undefined, headers: Record<string, string>): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  Object.defineProperty(request.socket, "remoteAddress", { value: peer });
  Object.assign(request.headers, { host: "gateway:8080", ...headers });
  return request;
}

/** A request from `peer`, settled. */
function settled(peer: string | undefined, headers: Record<string, string>, proxies: ProxySettings): IncomingMessage {
  const request = requestOf(peer, headers);
  settleClient(request, proxies);
  return request;
}

function addressOf(peer: string, forwarded: string, proxies = NETWORKS): string {
  return clientAddress(settled(peer, { "x-forwarded-for": forwarded }, proxies));
}

describe("the client's address", () => {
  test("is whoever asks, as long as nobody is trusted", () => {
    expect(addressOf("10.0.0.1", "192.0.2.7", NOBODY)).toBe("10.0.0.1");
    expect(addressOf("127.0.0.1", "192.0.2.7", NOBODY)).toBe("127.0.0.1");
  });

  test.each([
    ["of one proxy", "10.0.0.1", "192.0.2.7", "192.0.2.7"],
    ["of a proxy over an IPv6 socket", "::ffff:10.0.0.1", "192.0.2.7", "192.0.2.7"],
    ["of a chain of proxies", "10.0.0.1", "192.0.2.7, 10.9.9.9, 10.0.0.2", "192.0.2.7"],
    ["of a proxy by IPv6", "2001:db8::1", "2001:0DB9:0:0::7", "2001:db9::7"],
    ["not what the client had claimed before", "10.0.0.1", "198.51.100.1, 192.0.2.7", "192.0.2.7"],
    ["not what somebody untrusted says", "192.0.2.7", "198.51.100.1", "192.0.2.7"],
    ["of a client inside", "10.0.0.1", "10.1.1.1", "10.1.1.1"],
    ["with a port", "10.0.0.1", "192.0.2.7:4711", "192.0.2.7"],
    ["with brackets and a port", "10.0.0.1", "[2001:db9::7]:4711", "2001:db9::7"],
    ["in quotation marks", "10.0.0.1", '"[2001:db9::7]"', "2001:db9::7"],
    ["with a zone", "10.0.0.1", "fe80::1%eth0", "fe80::1"],
    ["mapped", "10.0.0.1", "::ffff:192.0.2.7", "192.0.2.7"],
    ["mapped, in hexadecimal", "10.0.0.1", "::ffff:c000:207", "192.0.2.7"],
    ["the proxy's own if there is none", "10.0.0.1", "", "10.0.0.1"],
    ["the proxy's own if it is junk", "10.0.0.1", "unknown", "10.0.0.1"],
    ["the last that is none before junk", "10.0.0.1", "192.0.2.7, <script>, 10.0.0.2", "10.0.0.2"],
    ["with empty entries", "10.0.0.1", " , 192.0.2.7 ,, ", "192.0.2.7"],
    ["no octal", "10.0.0.1", "010.0.0.1", "10.0.0.1"],
    ["not longer than an address", "10.0.0.1", "1".repeat(10_000), "10.0.0.1"],
    ["behind 5000 others", "10.0.0.1", `${"198.51.100.1,".repeat(5000)}192.0.2.7`, "192.0.2.7"],
  ])("%s", (_, peer, forwarded, expected) => {
    expect(addressOf(peer, forwarded)).toBe(expected);
  });

  test("is looked for behind so many proxies, and no more", () => {
    expect(addressOf("10.0.0.1", `192.0.2.7${",10.0.0.2".repeat(1000)}`)).toBe("10.0.0.2");
  });

  test("of a line that is gone is none", () => {
    expect(clientAddress(settled(undefined, {}, NETWORKS))).toBe("0.0.0.0");
  });

  test("that somebody says in vain is noticed", () => {
    const forwarded = { "x-forwarded-for": "192.0.2.7" };
    expect(settleClient(requestOf("172.18.0.3", forwarded), NETWORKS)).toBe("172.18.0.3");
    expect(settleClient(requestOf("10.0.0.1", forwarded), NETWORKS)).toBeUndefined();
    expect(settleClient(requestOf("172.18.0.3", {}), NETWORKS)).toBeUndefined();
  });

  test("is found behind what Tomcat's valve trusts", () => {
    for (const proxy of ["172.18.0.3", "192.168.1.1", "100.64.0.1", "::1", "fd00::3"]) {
      expect(addressOf(proxy, "192.0.2.7", VALVE)).toBe("192.0.2.7");
    }
    expect(addressOf("172.32.0.1", "192.0.2.7", VALVE)).toBe("172.32.0.1");
  });

  test("is found behind the patterns given to Tomcat's valve, and those only", () => {
    const pattern = "10\\.0\\.\\d{1,3}\\.\\d{1,3}|0:0:0:0:0:0:0:1";
    const proxies = trusting({ REMOTE_IP_VALVE_ENABLED: "true", PROXY_ALLOWED_IPS_REGEX: pattern });
    expect(addressOf("10.0.3.4", "192.0.2.7", proxies)).toBe("192.0.2.7");
    expect(addressOf("::1", "192.0.2.7", proxies)).toBe("192.0.2.7");
    expect(addressOf("110.0.3.4", "192.0.2.7", proxies)).toBe("110.0.3.4");
    expect(addressOf("172.18.0.3", "192.0.2.7", proxies)).toBe("172.18.0.3");
    expect(addressOf("10.0.3.4", "192.0.2.7", trusting({ PROXY_ALLOWED_IPS_REGEX: pattern }))).toBe("10.0.3.4");
  });

  test("is read from the header that the valve was given", () => {
    const proxies = trusting({ REMOTE_IP_VALVE_ENABLED: "true", REMOTE_IP_VALVE_REMOTE_IP_HEADER: "X-Real-IP" });
    const request = settled("10.0.0.1", { "x-real-ip": "192.0.2.7", "x-forwarded-for": "198.51.100.1" }, proxies);
    expect(clientAddress(request)).toBe("192.0.2.7");
  });
});

describe("TLS and the host", () => {
  const SAID = { "x-forwarded-proto": "HTTPS", "x-forwarded-host": "desktops.example, inner" };

  test("are what a trusted proxy says", () => {
    const { headers } = settled("10.0.0.1", SAID, NETWORKS);
    expect(headers).toMatchObject({ "x-forwarded-proto": "https", host: "desktops.example" });
    expect(headers).not.toHaveProperty("x-forwarded-host");
  });

  test("are not what anybody else says", () => {
    const { headers } = settled("192.0.2.7", SAID, NETWORKS);
    expect(headers).toMatchObject({ "x-forwarded-proto": "http", host: "gateway:8080" });
    expect(headers).not.toHaveProperty("x-forwarded-host");
  });

  test.each([
    ["https, http", "http"],
    ["https, https", "https"],
    ["", "http"],
    ["on", "http"],
  ])("of %j is %s", (said, protocol) => {
    expect(settled("10.0.0.1", { "x-forwarded-proto": said }, NETWORKS).headers["x-forwarded-proto"]).toBe(protocol);
  });

  test("have the header and the value that the valve was given", () => {
    const names = { PROXY_PROTOCOL_HEADER: "Front-End-Https", REMOTE_IP_VALVE_PROTOCOL_HEADER_HTTPS_VALUE: "on" };
    const proxies = trusting({ PASSERELLE_TRUSTED_PROXIES: "10.0.0.1", ...names });
    expect(settled("10.0.0.1", { "front-end-https": "On" }, proxies).headers["x-forwarded-proto"]).toBe("https");
  });

  test.each([["a b"], ["x".repeat(300)], ["evil.example/path"], ["evil@host"]])("take no host %j", (host) => {
    expect(settled("10.0.0.1", { "x-forwarded-host": host }, NETWORKS).headers.host).toBe("gateway:8080");
  });

  test("come from nobody by default", () => {
    expect(NOBODY).toMatchObject({ networks: new BlockList(), patterns: [] });
  });
});
