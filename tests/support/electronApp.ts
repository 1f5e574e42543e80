/** The product in a real Electron. */
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { _electron, type ElectronApplication, errors } from 'playwright'
import { desktopMeans } from '../../src/main/hosts/headless/electronBinary.ts'
import { type App, type AppOptions, asRoot, builtFolder } from './app.ts'

export interface ElectronApp extends App {
  /** Electron's main process, for what only it can show. */
  readonly main: ElectronApplication
  /** Program and arguments that start the same app with the same profile. */
  readonly command: [program: string, ...args: string[]]
}

export async function openElectronApp({
  home,
  catalogue,
  sample,
  environment,
}: AppOptions): Promise<ElectronApp> {
  const means = desktopMeans()
  if (typeof means === 'string') throw new Error(`Electron can't be tested: ${means}. npm test provides one.`)
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'tracksieve-profile-'))
  const args = [...(asRoot ? ['--no-sandbox'] : []), appFolder(), `--user-data-dir=${profile}`]
  const main = await launch({
    executablePath: means.electron,
    args,
    env: definedOnly({
      ...process.env,
      TRACKSIEVE_HOME: home,
      TRACKSIEVE_ENGINE_NODE: means.nodeFitsEngine ? undefined : process.execPath,
      TRACKSIEVE_CATALOGUE: catalogue,
      TRACKSIEVE_SAMPLE: sample ? '1' : undefined,
      ...environment,
    }),
  })
  const page = await main.firstWindow()
  return {
    kind: 'electron',
    page,
    main,
    command: [means.electron, ...args],
    pid: main.process().pid!,
    async close() {
      await main.close()
      fs.rmSync(profile, { recursive: true, force: true })
    },
  }
}

/**
 * Playwright lets Electron become ready when it has connected, by a script that it adds only where it looks for Electron
 * itself. Without it one start in thirty hung: the window opened while Playwright was connecting.
 */
const waitForPlaywright = [
  '-r',
  path.join(
    path.dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')),
    'lib/server/electron/loader.js',
  ),
]

type Options = NonNullable<Parameters<typeof _electron.launch>[0]>

/** Once more where it hangs all the same. A main script that throws ends the process, and is told at once. */
async function launch({ args = [], ...others }: Options): Promise<ElectronApplication> {
  const options = { ...others, args: [...waitForPlaywright, ...args] }
  try {
    return await _electron.launch({ ...options, timeout: 30_000 })
  } catch (thrown) {
    if (!(thrown instanceof errors.TimeoutError)) throw thrown
    console.warn(`Electron hung at its start, and is started once more. ${thrown.message}`)
    return _electron.launch({ ...options, timeout: 60_000 })
  }
}

/** The folder whose package.json names the built main script. */
function appFolder(): string {
  const built = builtFolder()
  return fs.existsSync(path.join(built, 'package.json')) ? built : path.dirname(built)
}

const definedOnly = (environment: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
