/** Attention among the tracks of a video, by class, beside what evenly spread attention would be. */
import type { ObjectAttention } from '../../../shared/contract/learning.ts'
import { ClassChip } from '../../components/ClassChip.tsx'
import { NumberHeads } from '../../components/NumberHeads.tsx'
import { count, plural } from '../../state/format.ts'
import { rangeText, three } from './figures.ts'

export function ObjectAttentionTable({ attention }: { attention: ObjectAttention }) {
  const { classes, ratio, interval, groups, over, alone } = attention
  return (
    <>
      <table className="ev-side ev-groups ev-attention">
        <thead>
          <tr>
            <th scope="col">Label</th>
            <NumberHeads of={['Tracks', 'Mean share', 'Uniform', 'Times uniform', '95 %']} />
          </tr>
        </thead>
        <tbody>
          {classes.map(({ class: name, tracks, received, uniform, relative, interval: ends }) => (
            <tr key={name}>
              <th scope="row">
                <ClassChip kind={name} /> {name}
              </th>
              <td className="r">{count(tracks)}</td>
              <td className="r">{three(received)}</td>
              <td className="r">{three(uniform)}</td>
              <td className="r">{relative.toFixed(2)} ×</td>
              <td className="r">{ends ? rangeText(ends, 2) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">
        {ratio === null
          ? 'One side is missing here: there is no ratio.'
          : `Persistent tracks receive ${ratio.toFixed(2)} times${interval ? ` (${rangeText(interval, 2)})` : ''} what brief and noise ones do; 1 = no difference.`}{' '}
        Of the attention of all tracks of a video; means over each class’s own tracks, {count(groups)} {over}s
        drawn anew.{alone > 0 && ` ${plural(alone, 'track')} without company left out.`}
      </p>
    </>
  )
}
