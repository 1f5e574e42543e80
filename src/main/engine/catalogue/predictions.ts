/** What runs say of tracks. Lists show the current run's; which one that is, is a single number in `state`. */
import type { Statement } from 'better-sqlite3'
import type { TrackClass } from '../../../shared/words.ts'
import type { Connection } from './connection.ts'
import type { Opinion, PredictionRecord } from './records.ts'
import type { PredictionRepository } from './repositories.ts'

interface PredictionRow {
  track: number
  score: number
  prediction: TrackClass
  loss: number | null
  scores: Uint8Array
  attention: Uint8Array
}

/** Predictions that `ofRun` holds at a time. */
const chunk = 1000
/** Rows that one statement writes: calling it costs as much as two of them. */
const atOnce = 16

type Upserts = Record<'predictions' | 'steps', Statement<unknown[]>>

const places = (rows: number, columns: number): string =>
  Array<string>(rows)
    .fill(`(${Array<string>(columns).fill('?').join()})`)
    .join()

const pack = (values: Float32Array) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)
const unpack = (bytes: Uint8Array) => new Float32Array(new Uint8Array(bytes).buffer)

const toRecord = (row: PredictionRow): PredictionRecord => ({
  track: row.track,
  score: row.score,
  prediction: row.prediction,
  loss: row.loss,
  stepScores: unpack(row.scores),
  attention: unpack(row.attention),
})

export function createPredictions({ columns, db, write }: Connection): PredictionRepository {
  const [one, several] = [1, atOnce].map((rows) => ({
    predictions: db.prepare(
      `INSERT INTO predictions (run, track, score, prediction, loss) VALUES ${places(rows, 5)}
       ON CONFLICT DO UPDATE SET score = excluded.score, prediction = excluded.prediction, loss = excluded.loss`,
    ),
    steps: db.prepare(
      `INSERT INTO prediction_steps (run, track, scores, attention) VALUES ${places(rows, 4)}
       ON CONFLICT DO UPDATE SET scores = excluded.scores, attention = excluded.attention`,
    ),
  })) as [Upserts, Upserts]
  const selectSql = `SELECT p.track, p.score, p.prediction, p.loss, s.scores, s.attention
    FROM predictions p JOIN prediction_steps s ON s.run = p.run AND s.track = p.track WHERE p.run = ?`
  const select = db.prepare<[number, number], PredictionRow>(`${selectSql} AND p.track = ?`)
  const selectAfter = db.prepare<[number, number], PredictionRow>(
    `${selectSql} AND p.track > ? ORDER BY p.track LIMIT ${chunk}`,
  )
  const forget = db.prepare<[number]>('DELETE FROM opinions WHERE run = ?')
  const insertOpinion = db.prepare('INSERT INTO opinions (run, track, score) VALUES (?, ?, ?)')
  const selectOpinions = db.prepare<[number], Opinion>('SELECT track, score FROM opinions WHERE run = ?')
  const forgetSpreads = db.prepare<[number]>('DELETE FROM disagreements WHERE run = ?')
  const insertSpread = db.prepare(
    'INSERT OR REPLACE INTO disagreements (run, track, spread) VALUES (?, ?, ?)',
  )
  const setCurrent = db.prepare<[number | null]>('UPDATE state SET current_run = ?')
  const current = db.prepare<[], number | null>('SELECT current_run FROM state').pluck()
  const countUnscored = db
    .prepare<[number], number>(
      'SELECT (SELECT count(*) FROM tracks) - (SELECT count(*) FROM predictions WHERE run = ?)',
    )
    .pluck()

  function* ofRun(run: number): Generator<PredictionRecord> {
    for (let after = 0; ; ) {
      const rows = selectAfter.all(run, after)
      for (const row of rows) yield toRecord(row)
      if (rows.length < chunk) return
      after = rows.at(-1)!.track
    }
  }

  function upsert({ predictions, steps }: Upserts, run: number, some: readonly PredictionRecord[]): void {
    const figures: unknown[] = []
    const numbers: unknown[] = []
    for (const { track, score, prediction, loss, stepScores, attention } of some) {
      figures.push(run, track, score, prediction, loss)
      numbers.push(run, track, pack(stepScores), pack(attention))
    }
    predictions.run(...figures)
    steps.run(...numbers)
  }

  return {
    write(run, predictions) {
      write(() => {
        const whole = predictions.length - (predictions.length % atOnce)
        for (let at = 0; at < whole; at += atOnce) upsert(several, run, predictions.slice(at, at + atOnce))
        for (const prediction of predictions.slice(whole)) upsert(one, run, [prediction])
        if (current.get() !== run) return
        for (const { track, prediction, score } of predictions)
          columns.setPrediction(track, prediction, score)
      })
    },
    get(run, track) {
      const row = select.get(run, track)
      return row && toRecord(row)
    },
    ofRun,
    show(run) {
      write(() => setCurrent.run(run))
      columns.forgetRun()
    },
    writeOpinions(run, given) {
      write(() => {
        forget.run(run)
        for (const { track, score } of given) insertOpinion.run(run, track, score)
      })
      if (current.get() === run) columns.forgetRun()
    },
    writeDisagreements(run, given, { replace }) {
      write(() => {
        if (replace) forgetSpreads.run(run)
        for (const { track, spread } of given) insertSpread.run(run, track, spread)
      })
      if (current.get() === run) columns.forgetRun()
    },
    *opinions(run) {
      yield* selectOpinions.all(run)
    },
    unscored: (run) => countUnscored.get(run) ?? 0,
  }
}
