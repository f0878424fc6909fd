import assert from "node:assert/strict";
import { hostname, totalmem } from "node:os";
import { suite, test } from "node:test";
import { serverAddress } from "../../../src/node/serverAddress.ts";

const fallback = "http://127.0.0.1:11434";

function address(setting?: string, ollamaHost?: string): ReturnType<typeof serverAddress> {
  return serverAddress({ setting, ollamaHost, fallback });
}

suite("serverAddress", () => {
  const read: readonly (readonly [string, string])[] = [
    ["gpu", "http://gpu:11434"],
    ["gpu:8080", "http://gpu:8080"],
    ["gpu:80", "http://gpu"],
    ["gpu/ollama/", "http://gpu:11434/ollama"],
    [":8080", "http://127.0.0.1:8080"],
    ["http://gpu", "http://gpu"],
    ["HTTP://GPU", "http://gpu"],
    ["https://gpu", "https://gpu"],
    ["https://gpu:8443/a/b//", "https://gpu:8443/a/b"],
    ["http://gpu:11434/?x=1#y", "http://gpu:11434"],
    ["https://gpu/v1", "https://gpu"],
    ["https://gpu/llemma/v1/", "https://gpu/llemma"],
    ["0.0.0.0", "http://127.0.0.1:11434"],
    ["0.0.0.0:9999", "http://127.0.0.1:9999"],
    ["::", "http://[::1]:11434"],
    ["[::]:9999", "http://[::1]:9999"],
    ["::1", "http://[::1]:11434"],
    ["[2001:db8::5]", "http://[2001:db8::5]:11434"],
    ["  'gpu:1234'  ", "http://gpu:1234"],
    ['"gpu"', "http://gpu:11434"],
  ];
  for (const [written, url] of read) {
    test(`${written} is ${url}`, () => {
      assert.equal(address(undefined, written).url, url);
      assert.equal(address(written).url, url);
    });
  }

  test("the setting comes before the environment, and both before the default", () => {
    assert.equal(address("http://a:1", "b:2").url, "http://a:1");
    assert.equal(address("", "b:2").url, "http://b:2");
    assert.equal(address(undefined, " ").url, fallback);
    assert.equal(address().url, fallback);
  });

  test("what cannot be read gives way to the next", () => {
    assert.equal(address("a b", "gpu").url, "http://gpu:11434");
    assert.equal(address(undefined, "gpu:port").url, fallback);
    assert.equal(address(undefined, "gpu:99999").url, fallback);
  });

  test("user name and password become a header and are not shown", () => {
    const { url, authorization } = address("https://me:p%40ss%zz@gpu/ollama");
    assert.equal(url, "https://gpu/ollama");
    assert.equal(authorization, `Basic ${Buffer.from("me:p@ss%zz").toString("base64")}`);
    assert.equal(address("gpu").authorization, undefined);
    assert.equal(address("me:pass@gpu:1").url, "http://gpu:1");
  });

  test("memory is known for this machine alone", () => {
    for (const here of [
      "127.0.0.1",
      "127.1.2.3",
      "localhost",
      "ollama.localhost",
      "::1",
      "0.0.0.0",
      hostname(),
    ]) {
      assert.equal(address(here).memory, totalmem(), here);
    }
    for (const elsewhere of [
      "gpu",
      "192.0.2.7",
      "localhost.example",
      "127.0.0.1.example",
      "https://ollama.example",
      "2001:db8::5",
    ]) {
      assert.equal(address(elsewhere).memory, undefined, elsewhere);
    }
  });
});
