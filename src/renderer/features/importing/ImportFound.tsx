/** What the files hold, what is wrong with them, and what can be chosen about them. */
import type { UseQueryResult } from '@tanstack/react-query'
import { FileVideo, Info, TriangleAlert } from 'lucide-react'
import type { Inspection } from '../../../shared/contract/interchange.ts'
import { Check } from '../../components/Check.tsx'
import { EmptyView } from '../../components/EmptyView.tsx'
import { NumberField, TextField } from '../../components/Field.tsx'
import { Icon } from '../../components/Icon.tsx'
import { count, plural } from '../../state/format.ts'
import { errorOf } from '../../state/messages.ts'
import type { ImportChoices } from './inspection.ts'

interface ImportFoundProps {
  film: boolean
  choices: ImportChoices
  onChange(choices: ImportChoices): void
  inspection: UseQueryResult<Inspection>
  /** Where a new catalogue would lie; null = one is open. */
  catalogue: { folder: string; onChange(folder: string): void } | null
}

type Sequence = Inspection['sequences'][number]
const fileName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)

export function ImportFound({ film, choices, onChange, inspection, catalogue }: ImportFoundProps) {
  if (choices.files.length === 0) return <NothingChosen film={film} />
  const found = inspection.data
  const failure = inspection.error ? errorOf(inspection.error) : null
  const problems = failure ? [`${failure.message} ${failure.hint}`] : (found?.problems ?? [])
  const readable = found?.sequences.filter((one) => one.tracks > 0) ?? []
  // Only where rows are the trouble does leaving them out help.
  const rowsAreBad = choices.skipBadRows || problems.some((problem) => /\b(row|line)s?\b/i.test(problem))
  return (
    <div className="found" aria-live="polite">
      {problems.map((problem) => (
        <p key={problem} className="note2">
          <Icon of={TriangleAlert} />
          <span>{problem}</span>
        </p>
      ))}
      {rowsAreBad && (
        <Check
          checked={choices.skipBadRows}
          onChange={(skipBadRows) => onChange({ ...choices, skipBadRows })}
        >
          Leave out rows that can't be read
        </Check>
      )}
      {readable.map((one) => (
        <SequenceFound key={one.tracksFile} sequence={one} />
      ))}
      {found?.notes.map((note) => (
        <p key={note} className="found-note">
          <Icon of={Info} />
          <span>{note}</span>
        </p>
      ))}
      {readable.length > 0 && (
        <div className="found-fields">
          <NumberField
            label="Frames per second, where the files do not say"
            value={choices.fps ?? readable[0]?.fps ?? 30}
            min={0.1}
            max={1000}
            onChange={(fps) => onChange({ ...choices, fps })}
          />
          {catalogue && (
            <TextField label="New catalogue" value={catalogue.folder} onChange={catalogue.onChange} />
          )}
        </div>
      )}
    </div>
  )
}

function NothingChosen({ film }: { film: boolean }) {
  return (
    <EmptyView
      icon={FileVideo}
      title={film ? 'A film and its tracks' : 'Tracks, with their film if there is one'}
    >
      {film
        ? 'Select the film and the file in which your tracker wrote its boxes (MOTChallenge results: frame, id, x, y, w, h, score).'
        : 'Select a MOTChallenge results file (frame, id, x, y, w, h, score), with its film, labels or ground truth; or folders, each one sequence. A set of clips (videos.npy, metadata.json) is chosen alone, by its folder or its .npy file.'}
    </EmptyView>
  )
}

function SequenceFound({ sequence }: { sequence: Sequence }) {
  const facts: [string, string][] = [
    ['Tracks', `${count(sequence.tracks)}, ${plural(sequence.boxes, 'box', 'boxes')}`],
    ['Frames', sequence.frames > 0 ? count(sequence.frames) : '–'],
    ['Picture', sequence.width ? `${sequence.width}×${sequence.height} px` : 'not known'],
    ['Film', sequence.video ? fileName(sequence.video) : 'none: tracks are drawn without pictures'],
    ['Labels', sequence.labels ? fileName(sequence.labels) : 'none'],
    ['Ground truth', sequence.groundTruth ? fileName(sequence.groundTruth) : 'none'],
  ]
  return (
    <section className="found-seq">
      <h3>
        <b className="strong">{sequence.name}</b> {sequence.format}, {fileName(sequence.tracksFile)}
      </h3>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
