import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

interface Locked {
  dev?: boolean;
  version?: string;
}

/** Writes LICENSES.txt: name, version and licence of every package that the built files may hold code of. */
export function licences(): Plugin {
  return {
    name: "sayso-licences",
    apply: "build",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "LICENSES.txt", source: told() });
    },
  };
}

function told(): string {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Locked> };
  const shipped = Object.entries(lock.packages).filter(([path, locked]) => path && !locked.dev && !path.includes("/@types/"));
  const parts = shipped.map(([path, locked]) => {
    const about = JSON.parse(readFileSync(join(path, "package.json"), "utf8")) as { name: string; license?: string };
    return `${about.name} ${locked.version ?? ""} (${about.license ?? "see below"})\n\n${text(path) ?? "The package comes without the text of its licence."}\n`;
  });
  return ["The files beside this one hold code of these packages.\n", ...parts.sort()].join(`\n${"-".repeat(80)}\n\n`);
}

function text(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const name = readdirSync(path).sort().find((file) => /^(licen[cs]e|copying)(\.|-|$)/i.test(file));
  return name && readFileSync(join(path, name), "utf8").replace(/\r\n/g, "\n").trim();
}
