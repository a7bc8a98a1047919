import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { readGuacamole } from "./guacamole-source.ts";

test("an installation whose answers do not end is not read for ever", async () => {
  const megabyte = Buffer.alloc(1024 * 1024, " ");
  const server = createServer(({ url }, response) => {
    if (url === "/api/tokens") {
      response.end(JSON.stringify({ authToken: "t", dataSource: "postgresql", availableDataSources: [] }));
    } else if (url?.startsWith("/api/tokens/")) {
      response.end();
    } else {
      // Each answer is no more than an honest one may be.
      Readable.from(Array.from({ length: 30 }, () => megabyte))
        .on("end", () => response.end("{}"))
        .pipe(response, { end: false });
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const account = { url: `http://127.0.0.1:${port}`, username: "u", password: "p" };
  await expect(readGuacamole(account)).rejects.toThrow("more than 128 MB");
  server.close();
});
