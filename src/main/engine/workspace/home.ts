/** The person's own files: settings, recent catalogues, sample catalogues. */
import os from 'node:os'
import path from 'node:path'

/** TRACKSIEVE_HOME, else where this system keeps application data. */
export function homeFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.TRACKSIEVE_HOME) return path.resolve(environment.TRACKSIEVE_HOME)
  if (process.platform === 'win32') return path.join(environment.APPDATA ?? os.homedir(), 'Tracksieve')
  if (process.platform === 'darwin')
    return path.join(os.homedir(), 'Library', 'Application Support', 'Tracksieve')
  return path.join(environment.XDG_DATA_HOME || path.join(os.homedir(), '.local', 'share'), 'tracksieve')
}
