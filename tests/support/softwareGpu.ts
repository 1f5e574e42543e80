/** A graphics card in software, SwiftShader, which comes with Electron and Chromium: for machines without one. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { mayHaveDriver } from '../../src/main/engine/learning/backends/webgpu.ts'

const description = 'vk_swiftshader_icd.json'

/** The folder of its driver; undefined where there is none. */
function softwareGpu(): string | undefined {
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'tracksieve')
  const downloaded = fs.existsSync(cache) ? fs.readdirSync(cache).map((name) => path.join(cache, name)) : []
  const folders = [...downloaded, 'node_modules/electron/dist', '/usr/lib/chromium']
  return folders.find((folder) => fs.existsSync(path.join(folder, description)))
}

/** For this process and those that it starts; a real driver is left alone. */
export function provideSoftwareGpu(): void {
  const folder = softwareGpu()
  if (folder && !mayHaveDriver()) process.env.VK_ICD_FILENAMES = path.join(folder, description)
}
