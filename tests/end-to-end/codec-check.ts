import { HeadlessDesktop } from "@passerelle/headless";
import { ADMIN, ADMIN_PASSWORD, type GatewayProcess } from "../servers/gateway.ts";

const PATIENCE = 20_000;

/** Opens the connection once more, without a browser, and waits until the picture has come in `codec`. */
export async function checkCodec(gateway: GatewayProcess, connection: string, codec: string): Promise<void> {
  const desktop = await HeadlessDesktop.open({
    url: gateway.url,
    username: ADMIN,
    password: ADMIN_PASSWORD,
    connection,
    display: { width: 1280, height: 800, scale: 100 },
  });
  try {
    await desktop.until(() => codec in desktop.figures.codecs, PATIENCE);
  } finally {
    await desktop.disconnect();
  }
}
