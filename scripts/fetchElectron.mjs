/** Electron's program, where it is missing, could be shown and can be had. Says nothing where it can't. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { root } from './bootstrap.mjs'

const folder = path.join(root, 'node_modules', 'electron')
const answerWithinMs = 3000
const downloadWithinMs = 10 * 60_000

export async function fetchElectron(environment = process.env) {
  if (environment.ELECTRON_OVERRIDE_DIST_PATH || fs.existsSync(path.join(folder, 'dist', 'version'))) return
  const noDisplay = process.platform === 'linux' && !environment.DISPLAY && !environment.WAYLAND_DISPLAY
  if (noDisplay || !(await isInReach(environment))) return
  console.error('Fetching Electron (once, about 120 MB) …')
  const install = path.join(folder, 'install.js')
  spawnSync(process.execPath, [install], { stdio: ['ignore', 2, 'ignore'], timeout: downloadWithinMs })
}

async function isInReach(environment) {
  const mirror =
    environment.ELECTRON_MIRROR ?? environment.npm_config_electron_mirror ?? 'https://github.com/'
  try {
    await fetch(mirror, { method: 'HEAD', signal: AbortSignal.timeout(answerWithinMs) })
    return true
  } catch {
    return false
  }
}
