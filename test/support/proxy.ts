import { once } from "node:events";
import { createServer, request } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

/** A real HTTP proxy on loopback, which leads every name to this machine. */
export interface Proxy {
  readonly url: string;
  /** What it was asked for: `CONNECT host:port` for a tunnel, else method and whole address. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export async function startProxy(): Promise<Proxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method ?? ""} ${incoming.url ?? ""}`);
    const url = new URL(incoming.url ?? "");
    const { method, headers } = incoming;
    const forward = request(
      { host: "127.0.0.1", port: url.port, path: url.pathname, method, headers },
      (reply) => {
        outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(outgoing);
      },
    );
    forward.on("error", () => outgoing.destroy());
    outgoing.on("close", () => forward.destroy());
    incoming.pipe(forward);
  });
  server.on("connection", (socket) => sockets.add(socket));
  server.on("connect", (incoming, client: Socket) => {
    asked.push(`CONNECT ${incoming.url ?? ""}`);
    const port = Number(incoming.url?.split(":").at(-1));
    const tunnel = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      tunnel.pipe(client).pipe(tunnel);
    });
    tunnel.on("error", () => client.destroy());
    client.on("error", () => tunnel.destroy());
    sockets.add(tunnel);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}
