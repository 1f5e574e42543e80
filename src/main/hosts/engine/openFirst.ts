/** Opens the catalogue that the host named, or the sample one. */
import path from 'node:path'
import { type ErrorBody, toTracksieveError } from '../../../shared/errors.ts'
import type { Engine } from '../../engine/createEngine.ts'
import { homeFolder } from '../../engine/workspace/home.ts'

/** Returns why it could not be opened: the engine is of use all the same. */
export async function openFirst(
  engine: Engine,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<ErrorBody | null> {
  const { routes } = engine.faces.workspace
  try {
    if (environment.TRACKSIEVE_CATALOGUE) await routes.open({ folder: environment.TRACKSIEVE_CATALOGUE })
    else if (environment.TRACKSIEVE_SAMPLE) await openSample(engine)
    return null
  } catch (thrown) {
    return toTracksieveError(thrown).body
  }
}

/** The sample that was opened last, with its labels; a new one where there is none. */
async function openSample(engine: Engine): Promise<void> {
  const { routes } = engine.faces.workspace
  const sample = routes.recent().find(({ folder, found }) => found && path.dirname(folder) === homeFolder())
  if (sample) await routes.open({ folder: sample.folder })
  else await routes.sample()
}
