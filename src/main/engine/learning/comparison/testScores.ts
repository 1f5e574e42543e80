/** What each run of a comparison says of the test tracks: the same tracks for all. */
import type { TrackRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import { judgedTracks } from '../judging/judgedTracks.ts'
import type { ComparedRun } from './comparisonTable.ts'

export interface TestScores {
  /** Those that every finished run has scored. */
  tracks: TrackRecord[]
  judged: { videos: Int32Array; real: boolean[] }
  /** Of each recipe and run [tracks]. */
  recipes: { runs: Float32Array[] }[]
}

export async function testScores(
  catalogue: OpenCatalogue,
  compared: readonly Pick<ComparedRun, 'runs'>[],
): Promise<TestScores> {
  const said: Map<number, { track: TrackRecord; score: number }>[][] = []
  for (const { runs } of compared) {
    const own: (typeof said)[number] = []
    for (const { id, split } of runs) {
      const all = (await judgedTracks(catalogue, id, null)).said
      own.push(
        new Map(
          all.filter(({ track }) => split[track.video] === 'test').map((one) => [one.track.id, one] as const),
        ),
      )
    }
    said.push(own)
  }
  const lists = said.flat()
  const tracks = [...(lists[0]?.values() ?? [])]
    .map(({ track }) => track)
    .filter(({ id }) => lists.every((list) => list.has(id)))
  return {
    tracks,
    judged: {
      videos: Int32Array.from(tracks, ({ video }) => video),
      real: tracks.map(({ label }) => label === 'persistent'),
    },
    recipes: said.map((own) => ({
      runs: own.map((list) => Float32Array.from(tracks, ({ id }) => list.get(id)!.score)),
    })),
  }
}
