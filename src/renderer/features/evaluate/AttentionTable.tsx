/** Attention by class, over the class's own boxes, beside what evenly spread attention would be. */
import type { ClassAttention } from '../../../shared/contract/learning.ts'
import { ClassChip } from '../../components/ClassChip.tsx'
import { NumberHeads } from '../../components/NumberHeads.tsx'
import { count } from '../../state/format.ts'
import { three } from './figures.ts'

const heads = ['Tracks', 'Boxes', 'Mean a box', 'Uniform', 'First third', 'Middle', 'Last', 'Peak']

export function AttentionTable({ classes }: { classes: readonly ClassAttention[] }) {
  if (classes.length === 0)
    return <p className="note">This model has no attention: no box looks at another.</p>
  return (
    <>
      <table className="ev-side ev-groups ev-attention">
        <thead>
          <tr>
            <th scope="col">Label</th>
            <NumberHeads of={heads} />
          </tr>
        </thead>
        <tbody>
          {classes.map(({ class: name, tracks, boxes, received, uniform, thirds, peak }) => (
            <tr key={name}>
              <th scope="row">
                <ClassChip kind={name} /> {name}
              </th>
              <td className="r">{count(tracks)}</td>
              <td className="r">{count(boxes)}</td>
              <td className="r">{three(received)}</td>
              <td className="r">{three(uniform)}</td>
              {[0, 1, 2].map((third) => (
                <td key={third} className="r">
                  {thirds ? `${thirds[third]!.toFixed(2)} ×` : '–'}
                </td>
              ))}
              <td className="r">{peak.toFixed(2)} ×</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">
        A box is seen by the boxes of its own track only, so the mean equals the uniform value for every
        model; where in a track the attention goes (× uniform) is what can differ.
      </p>
    </>
  )
}
