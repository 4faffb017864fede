import { defineConfig } from "vitest/config";
import { licences } from "./plugins/licences.ts";
import { sources } from "./plugins/sources.ts";

/* Built files go into the Python package. The entry is app.js, which the server marks with its digest; it imports nothing
   but files whose names have a hash of their content, and none of them imports it, so that it is never loaded twice.
   Addresses between them are relative, so that they work below whatever path they are served from. */
export default defineConfig({
  base: "./",
  publicDir: false,
  build: {
    outDir: "../src/sayso/web/static/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: { app: "src/app.ts" },
      output: {
        codeSplitting: { groups: [{ name: "shared", test: /src\/(address|dom|fetching|words|timeline\/bins)\.ts$/ }] },
        entryFileNames: "[name].js",
        chunkFileNames: "[name]-[hash].js",
        // A worker that ends in .mjs is served as text by servers that do not know the ending.
        assetFileNames: (asset) => (asset.names.some((name) => name.endsWith(".mjs")) ? "[name]-[hash].js" : "[name]-[hash][extname]"),
      },
    },
  },
  plugins: [licences(), sources()],
  test: { environment: "happy-dom", include: ["test/**/*.test.ts"] },
});
