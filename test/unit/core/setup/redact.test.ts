import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { redact } from "../../../../src/core/setup/redact.ts";

const about = {
  home: "/srv/people/ada",
  secrets: ["Bearer abcdef123456", "hunter2hunter2", "gzip"],
};

suite("redact", () => {
  test("home folders, one's own and others', on any system", () => {
    const text = [
      "lean: /srv/people/ada/.elan/bin/lean",
      "/home/grace/models /Users/emmy/x",
      String.raw`C:\Users\Kurt\AppData and C:/Users/Kurt/x`,
    ].join("\n");
    const clean = redact(text, about);
    assert.match(clean, /lean: ~\/\.elan\/bin\/lean/);
    assert.doesNotMatch(clean, /ada|grace|emmy|Kurt/);
    assert.match(clean, /AppData/);
  });

  test("values of headers, also without their scheme, and short ones not", () => {
    const clean = redact("sent abcdef123456 with hunter2hunter2, encoded gzip", about);
    assert.equal(clean, "sent ••• with •••, encoded gzip");
  });

  test("tokens that nobody told of", () => {
    const secrets = [
      "Authorization: Basic dXNlcjpwYXNz",
      "authorization=s3cr3tvalue",
      'X-Api-Key: "k3yk3yk3y"',
      "https://ada:passw0rd@gpu.example.org/ollama",
      "hf_AbCdEfGhIjKlMnOp",
      "sk-proj-0123456789abcdef",
      "ghp_0123456789abcdefABCD",
      "eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl",
      "?token=abcdefgh&x=1",
      "password = letmein",
      "Cookie: session=deadbeef",
    ];
    const clean = redact(secrets.join("\n"), { home: "/", secrets: [] });
    assert.doesNotMatch(
      clean,
      /dXNl|s3cr3t|k3yk|passw0rd|AbCd|0123456789|eyJ|abcdefgh|letmein|deadbeef/,
    );
    assert.match(clean, /gpu\.example\.org\/ollama/);
  });

  test("figures, versions and names stay", () => {
    const text =
      "5 tokens read, 16 written, 58 tokens/s; hf.co/TheBloke/llemma_7b-GGUF:Q4_K_M; 0.24.0";
    assert.equal(redact(text, about), text);
  });
});
