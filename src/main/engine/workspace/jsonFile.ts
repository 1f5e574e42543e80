/** A small JSON file of the person: read leniently (a damaged one counts as empty), written whole. */
import fs from 'node:fs'
import path from 'node:path'
import type { z } from 'zod'
import { settleFile, temporaryName } from '../base/atomicFile.ts'

export interface JsonFile<T> {
  read(): T
  write(value: T): void
}

export function jsonFile<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  empty: z.output<Schema>,
): JsonFile<z.output<Schema>> {
  return {
    read() {
      if (!fs.existsSync(file)) return empty
      try {
        return schema.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
      } catch {
        // Kept beside the new one, so that a person can look at what was in it.
        fs.renameSync(file, `${file}.damaged`)
        return empty
      }
    },
    write(value) {
      fs.mkdirSync(path.dirname(file), { recursive: true })
      const temporary = temporaryName(file)
      fs.writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`)
      settleFile(temporary, file)
    },
  }
}
