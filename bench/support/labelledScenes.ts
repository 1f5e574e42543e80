/** Labelled tracks by scene: sequences of one film belong to one scene, so that none is on both sides. */
import type { TableTrack } from '../../src/main/engine/learning/data/trackTable.ts'
import { realSequences } from '../../tests/support/realSequences.ts'
import { type Detector, generatedTracks } from './generatedTracks.ts'

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

/** Pairs of generated sets: fitted on scenes of one detector, judged on other scenes of another. */
export function detectorPairs(): { name: string; train: TableTrack[]; test: TableTrack[] }[] {
  const pairs: [Detector, Detector][] = [
    ['sharp', 'weak'],
    ['weak', 'sharp'],
    ['ordinary', 'weak'],
    ['sharp', 'ordinary'],
    ['ordinary', 'cleaned'],
  ]
  return pairs.map(([from, to]) => ({
    name: `${from} → ${to}`,
    train: generatedTracks(70, 7, from),
    test: apart(generatedTracks(50, 8, to)),
  }))
}

/** Fitted on generated tracks alone, judged on the hard set: another detector, and real. */
export function generatedToReal(): { name: string; train: TableTrack[]; test: TableTrack[] }[] {
  const test = realScenes('hard').flatMap(({ tracks }) => tracks)
  const train = apart(trackerScenes().flatMap(({ tracks }) => tracks))
  return test.length === 0 ? [] : [{ name: 'generated → hard', train, test }]
}

/** Videos and tracks that are no others'. */
const apart = (tracks: TableTrack[]): TableTrack[] =>
  tracks.map((track) => ({ ...track, id: track.id + 1e8, video: track.video + 1e4 }))

/** Four groups of scenes of the preset `tracker`, 5,000 tracks. */
export function trackerScenes(): LabelledScene[] {
  const tracks = generatedTracks(150).slice(0, 5000)
  return [0, 1, 2, 3].map((group) => ({
    name: `group ${group + 1}`,
    tracks: tracks.filter(({ video }) => video % 4 === group),
  }))
}
