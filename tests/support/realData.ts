/** Material that is not part of the repository: real sequences beside the checkout, a film of the system. Absent = null. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

const root = path.resolve(import.meta.dirname, '../..')
const dataFolder = path.resolve(root, '../shared/data')
const filmPlaces = [
  '/usr/share/doc/opencv-doc/examples/data/vtest.avi',
  '/usr/share/opencv4/samples/data/vtest.avi',
]

const present = (file: string): string | null => (fs.existsSync(file) ? file : null)

/** Folder of all real sequences. */
export const realTracks = (): string | null => present(path.join(dataFolder, 'tracks'))
/** Folder of one real sequence. */
export const realSequence = (name: string): string | null => present(path.join(dataFolder, 'tracks', name))
/** A file of another tool. */
export const foreignFile = (name: string): string | null => present(path.join(dataFolder, 'formats', name))
/** Tracks that a motion tracker made of the film; ours, in the repository. */
export const vtestTracks = path.join(root, 'tests/data/vtest_mog2.txt')

/** 795 frames of people walking, 768×576. Packages may hold it compressed: then it is unpacked once. */
export function vtestFilm(): string | null {
  for (const place of filmPlaces) {
    if (fs.existsSync(place)) return place
    if (!fs.existsSync(`${place}.gz`)) continue
    const copy = path.join(os.tmpdir(), 'tracksieve-vtest.avi')
    if (!fs.existsSync(copy)) fs.writeFileSync(copy, gunzipSync(fs.readFileSync(`${place}.gz`)))
    return copy
  }
  return null
}
