/** `tracksieve open`: the window, on the desktop where that is possible, else in a browser. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { packageRoot } from '../paths.ts'
import { openInBrowser } from './browser.ts'
import { type DesktopMeans, desktopMeans } from './electronBinary.ts'
import { serve } from './serve.ts'
import { whenStopped } from './whenStopped.ts'

export interface OpenOptions {
  catalogue?: string | undefined
  sample?: boolean | undefined
}

/** Resolves when the window is closed or the server stopped. */
export async function openWindow(options: OpenOptions): Promise<void> {
  const means = desktopMeans()
  if (typeof means !== 'string') return openOnDesktop(means, options)
  console.error(`No desktop window: ${means}. The same window is served to a browser on this machine:`)
  await serve({
    ...options,
    port: 0,
    onReady({ url }) {
      console.log(url)
      openInBrowser(url)
    },
  })
}

async function openOnDesktop(
  { electron, nodeFitsEngine }: DesktopMeans,
  options: OpenOptions,
): Promise<void> {
  const args = [packageRoot()]
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    console.error(
      "Started as root: Electron's sandbox is off (--no-sandbox). Use another account for daily work.",
    )
    args.unshift('--no-sandbox')
  }
  const environment: NodeJS.ProcessEnv = { ...process.env }
  if (options.catalogue !== undefined) environment.TRACKSIEVE_CATALOGUE = path.resolve(options.catalogue)
  else if (options.sample) environment.TRACKSIEVE_SAMPLE = '1'
  if (!nodeFitsEngine) environment.TRACKSIEVE_ENGINE_NODE ??= process.execPath
  const child = spawn(electron, args, { stdio: 'inherit', env: environment })
  // Ctrl+C reaches Electron by itself; other signals are handed on. Either way it closes the engine first.
  void whenStopped().then(() => child.kill('SIGTERM'))
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (exit) => resolve(exit ?? 1))
  })
  process.exitCode = code
}
