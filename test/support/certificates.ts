import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runToEnd } from "../../scripts/provide/children.ts";

/** A server's key and certificate, and the authority that signed it and that nobody knows. */
export interface Certificates {
  readonly key: string;
  readonly cert: string;
  /** File with the authority's certificate. */
  readonly authority: string;
  remove(): Promise<void>;
}

/** Makes them with the openssl program, for these names and 127.0.0.1. */
export async function makeCertificates(...names: readonly string[]): Promise<Certificates> {
  const folder = await mkdtemp(path.join(tmpdir(), "llemma-tls-"));
  const at = (name: string): string => path.join(folder, name);
  const alternatives = ["IP:127.0.0.1", ...names.map((name) => `DNS:${name}`)].join(",");
  const openssl = (...args: readonly string[]): Promise<string> => runToEnd("openssl", args);
  const fresh = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  await openssl(
    ...["req", "-x509", "-days", "2", "-subj", "/CN=Llemma Test Authority", ...fresh],
    ...["-keyout", at("ca.key"), "-out", at("ca.pem")],
  );
  await openssl(
    ...["req", "-x509", "-days", "2", "-subj", "/CN=Llemma Test Server", ...fresh],
    ...["-keyout", at("server.key"), "-out", at("server.pem")],
    ...["-CA", at("ca.pem"), "-CAkey", at("ca.key")],
    ...["-addext", `subjectAltName=${alternatives}`, "-addext", "basicConstraints=CA:FALSE"],
  );
  return {
    key: await readFile(at("server.key"), "utf8"),
    cert: await readFile(at("server.pem"), "utf8"),
    authority: at("ca.pem"),
    remove: () => rm(folder, { recursive: true }),
  };
}
