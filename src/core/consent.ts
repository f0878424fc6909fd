import type { ModelFailure, ModelServer } from "./model.ts";

/** What a person has decided about text going to the server at a URL; undefined before that. */
export type Decided = (url: string) => boolean | undefined;

/** The server itself when it is this machine or allowed; else one that is asked for nothing and says why. */
export function guarded(server: ModelServer, decided: Decided): ModelServer {
  const { kind, url, memory } = server;
  // Only of another machine the memory is not known.
  const isHere = memory !== undefined;
  if (isHere || decided(url) === true) return server;
  const failure: ModelFailure = { kind: "notAllowed", url, refused: decided(url) === false };
  const answer = (): Promise<ModelFailure> => Promise.resolve(failure);
  return {
    ...{ kind, url, memory, sent: (...args) => server.sent(...args) },
    ...(server.version && { version: answer }),
    ...(server.pull && { pull: answer }),
    ...{ installed: answer, loaded: answer, contextLength: answer, load: answer, create: answer },
    async *complete() {
      yield await answer();
    },
  };
}
