/** Persistence, as the head of that name; beside it the label of three, the next positions, and the class. */
import { classes } from '../../../../shared/words.ts'
import { kindByLength } from './kindByLength.ts'
import { constantVelocity, nextPositions, positionError, rootedPace, staysPut } from './nextPositions.ts'
import { persistence } from './persistence.ts'
import type { HeadPlan } from './plan.ts'

const hidden = 32

export const multitask: HeadPlan = {
  title: 'multitask: also label of three, next positions, class',
  takes: 'both',
  layers: (width, tasks) => [
    ...persistence.layers(width, []),
    ...tasks.flatMap(({ name, width: answers }) => [
      [`${name}.0`, width, hidden] as const,
      [`${name}.1`, hidden, answers] as const,
    ]),
  ],
  /** Labels and classes follow from all steps, the next positions from the last one seen. Dropped numbers would blur positions. */
  forward(x, tools) {
    const { layer, mean, last, tasks } = tools
    const answers = tasks.map(({ name, sees }) => {
      const understood = layer(`${name}.0`, sees === 'cut' ? last(x) : mean(x), true)
      return [name, layer(`${name}.1`, understood)] as const
    })
    return { ...Object.fromEntries(answers), ...persistence.forward(x, tools) }
  },
  tasks: ({ ahead, classes: known = [] }) => [
    {
      name: 'kind',
      title: 'Label of three',
      means: 'persistent, brief or noise, once a track.',
      weight: 0.5,
      width: classes.length,
      loss: 'classes',
      names: classes,
      sees: 'all',
      aim({ label }) {
        const index = classes.findIndex((one) => one === label)
        return index < 0 ? null : [index]
      },
      rules: [kindByLength],
    },
    {
      name: 'next',
      title: 'Next positions',
      means: 'Where the box will be in the next frames, in box sizes; learned from cut tracks.',
      weight: 0.5,
      width: 2 * ahead,
      loss: 'distance',
      scale: rootedPace,
      sees: 'cut',
      aim: (track) => nextPositions(track, ahead),
      errors: [...new Set([1, ahead])].map((frames) => ({
        title: `${frames} ${frames === 1 ? 'frame' : 'frames'} ahead, box sizes`,
        of: (answer, aim) => positionError(answer, aim, frames),
      })),
      rules: [staysPut(ahead), constantVelocity(ahead)],
    },
    {
      name: 'class',
      title: 'Class',
      means: 'What kind of thing it is, where the source says so.',
      weight: 0,
      width: known.length,
      loss: 'classes',
      names: known,
      sees: 'all',
      aim(track) {
        const index = track.class === null ? -1 : known.indexOf(track.class)
        return index < 0 ? null : [index]
      },
    },
  ],
}
