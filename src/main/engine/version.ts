/** The product's version, as package.json says it. */
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** The nearest package.json above this file: the same one for sources, bundle and packaged app. */
function readVersion(): string {
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    try {
      return (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string })
        .version
    } catch {
      if (folder === path.dirname(folder)) return '0.0.0'
    }
  }
}

export const version = readVersion()
