/** Where a film goes when nobody says where. */
import fs from 'node:fs'
import path from 'node:path'

/** A free name in the catalogue's exports folder that every file system takes. */
export function usualTarget(catalogueFolder: string, videoName: string): string {
  const folder = path.join(catalogueFolder, 'exports')
  const stem =
    path
      .parse(videoName)
      .name.replace(/[^\p{L}\p{N}._-]+/gu, '_')
      .replace(/^\.+/, '') || 'film'
  for (let n = 1; ; n += 1) {
    const file = path.join(folder, `${stem}${n === 1 ? '' : ` ${n}`}.mp4`)
    if (!fs.existsSync(file)) return file
  }
}
