import { startScriptedServer } from "../support/scriptedServer.ts";
import { createContract } from "./create.contract.ts";
import { abilities, modelContract } from "./model.contract.ts";

modelContract("scripted server", async () => {
  const model = "llemma-scripted:latest";
  const server = await startScriptedServer({
    models: [{ name: model, contextLength: 4096 }],
    tokensPerSecond: 400,
    charactersPerSecond: 20_000,
    loadTime: 150,
  });
  return {
    kind: "ollama",
    can: abilities.ollama,
    url: server.url,
    model,
    contextLength: 4096,
    endless: "theorem one : ",
    work: () => server.requests.reduce((sum, { tokensSent }) => sum + tokensSent, 0),
    close: () => server.close(),
  };
});

createContract("scripted server", () => startScriptedServer({ models: [] }));
