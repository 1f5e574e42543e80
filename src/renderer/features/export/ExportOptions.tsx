/** What can be chosen about each kind of export. */
import type { FilmOptions } from '../../../shared/contract/exports.ts'
import type { Run } from '../../../shared/contract/learning.ts'
import type { Source } from '../../../shared/contract/catalogue.ts'
import type { Video } from '../../../shared/contract/videos.ts'
import { classes } from '../../../shared/words.ts'
import { Check } from '../../components/Check.tsx'
import { ClassChip } from '../../components/ClassChip.tsx'
import { NumberField, SelectField } from '../../components/Field.tsx'
import { count } from '../../state/format.ts'
import type { ExportChoices } from './choices.ts'
import { ClipChoices } from './ClipChoices.tsx'
import { VideoPicker } from './VideoPicker.tsx'

export interface ExportOptionsProps {
  choices: ExportChoices
  onChange(part: Partial<ExportChoices>): void
  videos: Video[]
  runs: Run[]
  /** Sets of clips. */
  sets: Source[]
  canFilter: boolean
}

export function ExportOptions(props: ExportOptionsProps) {
  if (props.choices.kind === 'film') return <FilmChoices {...props} />
  if (props.choices.kind === 'tracks') return <TrackChoices {...props} />
  if (props.choices.kind === 'model') return <ModelChoices {...props} />
  if (props.choices.kind === 'clips') return <ClipChoices {...props} />
  return <p className="muted">One row for every track with a label: sequence, track and label.</p>
}

const drawn: { part: keyof Omit<FilmOptions, 'onlyKept'>; text: string }[] = [
  { part: 'boxes', text: 'Boxes' },
  { part: 'label', text: 'Labels' },
  { part: 'score', text: 'Scores' },
  { part: 'trail', text: 'Trails' },
  { part: 'frameNumber', text: 'Frame numbers' },
]

function FilmChoices({ choices, onChange, videos, canFilter }: ExportOptionsProps) {
  const { film } = choices
  const video = videos.find((one) => one.id === choices.video)
  return (
    <>
      <VideoPicker videos={videos} value={choices.video} onChange={(id) => onChange({ video: id })} />
      {video?.mediaProblem && <p className="note2">{video.mediaProblem}</p>}
      <fieldset className="export-checks">
        <legend className="cap">Drawn in</legend>
        {drawn.map(({ part, text }) => (
          <Check
            key={part}
            checked={film[part]}
            onChange={(on) => onChange({ film: { ...film, [part]: on } })}
          >
            {text}
          </Check>
        ))}
      </fieldset>
      {canFilter && (
        <div className="export-line">
          <Check
            checked={film.onlyKept !== null}
            onChange={(on) => onChange({ film: { ...film, onlyKept: on ? choices.threshold : null } })}
          >
            Only tracks that the model keeps, from a score of
          </Check>
          <Threshold
            choices={choices}
            onChange={({ threshold = 0.5 }) =>
              onChange({ threshold, film: { ...film, onlyKept: film.onlyKept === null ? null : threshold } })
            }
          />
        </div>
      )}
    </>
  )
}

function TrackChoices({ choices, onChange, canFilter }: ExportOptionsProps) {
  const only = choices.only ?? [...classes]
  const toggle = (kind: (typeof classes)[number], on: boolean): void => {
    const next = classes.filter((one) => (one === kind ? on : only.includes(one)))
    onChange({ only: next.length === classes.length ? null : next })
  }
  return (
    <>
      {canFilter ? (
        <div className="export-line">
          <Check checked={choices.filtered} onChange={(filtered) => onChange({ filtered })}>
            Only tracks that the model keeps, from a score of
          </Check>
          <Threshold choices={choices} onChange={onChange} />
        </div>
      ) : (
        <p className="muted">
          No run is shown, so there are no scores to filter by: all tracks of the chosen classes are written.
        </p>
      )}
      <fieldset className="export-checks">
        <legend className="cap">Classes, by label, else by prediction</legend>
        {classes.map((kind) => (
          <Check key={kind} checked={only.includes(kind)} onChange={(on) => toggle(kind, on)}>
            <ClassChip kind={kind} silent />
            {kind}
          </Check>
        ))}
      </fieldset>
    </>
  )
}

function ModelChoices({ choices, onChange, runs }: ExportOptionsProps) {
  if (runs.length === 0) return <p className="muted">No run has ended yet. Train a model first.</p>
  return (
    <>
      <SelectField
        label="Run"
        className="export-field"
        value={String(choices.run ?? '')}
        options={runs.map((run) => ({
          value: String(run.id),
          title: `Run ${run.id} · ${count(run.labels)} labels · ${run.recipe.preset}`,
        }))}
        onChange={(id) => onChange({ run: Number(id) })}
      />
      <SelectField
        label="Format"
        className="export-field"
        value={choices.format}
        options={[
          { value: 'tracksieve', title: 'Tracksieve, for score and filter' },
          { value: 'onnx', title: 'ONNX, for other programs' },
        ]}
        onChange={(format) => onChange({ format: format === 'onnx' ? 'onnx' : 'tracksieve' })}
      />
      <div className="export-line">
        <span>Threshold that stands in the file</span>
        <Threshold choices={choices} onChange={onChange} />
      </div>
    </>
  )
}

function Threshold({ choices, onChange }: Pick<ExportOptionsProps, 'choices' | 'onChange'>) {
  return (
    <NumberField
      label="Threshold"
      labelHidden
      className="export-threshold"
      value={choices.threshold}
      min={0}
      max={1}
      step={0.01}
      digits={2}
      onChange={(threshold) => onChange({ threshold })}
    />
  )
}
