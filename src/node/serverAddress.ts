import { isIP } from "node:net";
import { hostname, networkInterfaces, totalmem } from "node:os";
import { unescape } from "node:querystring";

/** Where the server is, as requests and messages need it. */
export interface ServerAddress {
  /** Origin and path, without a slash at the end and without user name and password. */
  readonly url: string;
  /** The `Authorization` header that a user name and password in the address stand for. */
  readonly authorization: string | undefined;
  /** Bytes of memory of the machine; undefined when the address names another machine. */
  readonly memory: number | undefined;
}

export interface AddressSources {
  /** The setting, when a person has set it. */
  readonly setting: string | undefined;
  /** The environment variable `OLLAMA_HOST`. */
  readonly ollamaHost: string | undefined;
  /** The setting's default. */
  readonly fallback: string;
}

/** The first of the sources that is set and can be read as an address. */
export function serverAddress({ setting, ollamaHost, fallback }: AddressSources): ServerAddress {
  const url = parse(setting ?? "") ?? parse(ollamaHost ?? "") ?? new URL(fallback);
  return {
    // An OpenAI-compatible address is often given with the version that every request has.
    url: url.origin + url.pathname.replace(/(?:\/v1)?\/*$/, ""),
    authorization: authorizationOf(url),
    memory: isThisMachine(url.hostname) ? totalmem() : undefined,
  };
}

/**
 * Reads an address by the rules of Ollama's own `OLLAMA_HOST` (envconfig/config.go): without a scheme the port is
 * 11434, with one it is the scheme's own; quotes around it are ignored.
 */
function parse(address: string): URL | undefined {
  const trimmed = address.trim().replaceAll(/^["']+|["']+$/g, "");
  if (trimmed === "") return undefined;
  const hasScheme = /^https?:\/\//i.test(trimmed);
  const text = hasScheme ? trimmed : `http://${withHost(trimmed)}`;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!hasScheme && !/^http:\/\/[^/]*:\d+(?:\/|$)/.test(text)) url.port = "11434";
  // What a server listens on when it listens on every interface is not an address to connect to.
  if (url.hostname === "0.0.0.0") url.hostname = "127.0.0.1";
  if (url.hostname === "[::]") url.hostname = "[::1]";
  return url;
}

/** Completes `:8080` and puts the brackets around a bare IPv6 address that a URL wants. */
function withHost(address: string): string {
  if (isIP(address) === 6) return `[${address}]`;
  return /^:\d+/.test(address) ? `127.0.0.1${address}` : address;
}

function authorizationOf(url: URL): string | undefined {
  if (url.username === "" && url.password === "") return undefined;
  const credentials = `${unescape(url.username)}:${unescape(url.password)}`;
  return `Basic ${Buffer.from(credentials).toString("base64")}`;
}

function isThisMachine(host: string): boolean {
  const bare = host.replaceAll(/^\[|\]$/g, "").toLowerCase();
  if (
    /^127(?:\.\d+){3}$|^::1$|^(?:.*\.)?localhost$/.test(bare) ||
    bare === hostname().toLowerCase()
  )
    return true;
  return Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some(({ address }) => address === bare),
  );
}
