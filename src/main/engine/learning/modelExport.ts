/** A run's model as a file of the person's choice. */
import fs from 'node:fs'
import path from 'node:path'
import { TracksieveError } from '../../../shared/errors.ts'
import { redescribe } from './modelDescription.ts'

export interface ModelExport {
  run: number
  threshold: number
  out: string
  replace: boolean
}

/** Where it goes: `out`, or a fitting name in the catalogue's exports. Throws CONFLICT where a file may not be replaced. */
export function modelTarget(
  catalogue: string,
  { run, out, replace }: { run: number; out: string | null; replace: boolean },
): string {
  const name = `${path.basename(catalogue, '.tracksieve')}-run-${run}.tracksieve-model`
  const target = path.resolve(out ?? path.join(catalogue, 'exports', name))
  if (fs.existsSync(target) && !replace) {
    const hint = 'Choose another name, or say that it may be replaced.'
    throw new TracksieveError('CONFLICT', `${target} exists already.`, hint)
  }
  return target
}

export const writeModelCopy = (modelFile: string, { threshold, out }: ModelExport): Promise<void> =>
  redescribe(modelFile, out, { threshold })
