/** Names the Electron that development and tests run in: npm's own where it could be fetched, else the substitute. */
import fs from 'node:fs'
import path from 'node:path'
import { root } from './bootstrap.mjs'
import { installDevelopmentElectron } from './installDevelopmentElectron.mjs'

export default function provideElectron() {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) return
  if (fs.existsSync(path.join(root, 'node_modules', 'electron', 'dist', 'version'))) return
  process.env.ELECTRON_OVERRIDE_DIST_PATH = installDevelopmentElectron()
}
