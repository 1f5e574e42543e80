/** Labelled tracks by scene: sequences of one film belong to one scene, so that none is on both sides. */
import type { TableTrack } from '../../src/main/engine/learning/trackTable.ts'
import { realSequences } from '../../tests/support/realSequences.ts'
import { generatedTracks } from './generatedTracks.ts'

export interface LabelledScene {
  name: string
  /** Labelled ones, and unlabelled ones of the same videos. */
  tracks: TableTrack[]
}

/** hard = three sequences of one detector and a plain tracker; all = those and cleaned ones. */
export function realScenes(set: 'hard' | 'all'): LabelledScene[] {
  const scenes = new Map<string, TableTrack[]>()
  for (const { name, tracks, ignored, labelled } of realSequences()) {
    if (!labelled || (set === 'hard' && !/^(KITTI|TUD).*FRCNN$/.test(name))) continue
    const scene = /^[A-Za-z]+\d*-[A-Za-z0-9]+/.exec(name)![0]
    scenes.set(scene, [...(scenes.get(scene) ?? []), ...tracks, ...ignored])
  }
  return [...scenes].map(([name, tracks]) => ({ name, tracks }))
}

/** Four groups of scenes of the preset `tracker`, 5,000 tracks. */
export function trackerScenes(): LabelledScene[] {
  const tracks = generatedTracks(150).slice(0, 5000)
  return [0, 1, 2, 3].map((group) => ({
    name: `group ${group + 1}`,
    tracks: tracks.filter(({ video }) => video % 4 === group),
  }))
}
