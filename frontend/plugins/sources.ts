import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import type { Plugin } from "vite";

/** What the built files are made from; tests/web/test_frontend.py compares the same list. */
const MADE_FROM = ["package-lock.json", "package.json", "plugins", "src", "tsconfig.json", "vite.config.ts"];

/** Writes sources.json: the SHA-256 of every file that the build is made from, so that a stale build is found without Node. */
export function sources(): Plugin {
  return {
    name: "sayso-sources",
    apply: "build",
    generateBundle() {
      const digests = MADE_FROM.flatMap(files).map((path) => [path, createHash("sha256").update(readFileSync(path)).digest("hex")]);
      this.emitFile({ type: "asset", fileName: "sources.json", source: `${JSON.stringify(Object.fromEntries(digests), null, 1)}\n` });
    },
  };
}

function files(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).sort().flatMap((name) => files(`${path}/${name}`));
}

