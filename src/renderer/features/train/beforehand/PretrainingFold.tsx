/** A pretraining: what it learns from, and by what. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { PretrainRecipe } from '../../../../shared/contract/pretraining.ts'
import { Check } from '../../../components/Check.tsx'
import { SelectField } from '../../../components/Field.tsx'
import { engine } from '../../../state/engine.ts'
import { count, plural } from '../../../state/format.ts'
import { keys } from '../../../state/queries.ts'
import { Notice } from '../Notice.tsx'
import { NumberFields } from '../NumberFields.tsx'
import { Sources } from '../Sources.tsx'
import { BeforehandFold } from './BeforehandFold.tsx'
import { features, learningFields, partFields, sequences } from './pretrainingFields.ts'
import {
  givenPretraining,
  misfit,
  setPretraining,
  startPretraining,
  usePretrainingState,
} from './pretrainingState.ts'
import { pretrainingState } from './pretrainings.ts'
import { useSeenPretrainings } from './useSeen.ts'

/** What it would see, which hangs on these alone. */
function usePretrainPlan({ seed, sources, leaveOutTest }: PretrainRecipe) {
  const asked = PretrainRecipe.parse({ seed, sources, leaveOutTest })
  return useQuery({
    queryKey: [...keys.plan, 'pretraining', asked],
    queryFn: ({ signal }) => engine.pretraining.plan(asked, { signal }),
    placeholderData: keepPreviousData,
  }).data
}

export function PretrainingFold() {
  const { fold, recipe } = usePretrainingState()
  const all = useSeenPretrainings()
  const plan = usePretrainPlan(recipe)
  const look = (key: keyof PretrainRecipe): string =>
    recipe[key] === givenPretraining[key] ? '' : 'tr-changed'
  return (
    <BeforehandFold
      what="pretraining"
      title="Pretraining"
      note="Learns from tracks without a label: some steps are hidden, and it must tell what they were. Preset pretrained starts from it. Where it was tried it brought no gain; it may with many tracks and few labels."
      open={fold}
      onOpen={(open) => usePretrainingState.setState({ fold: open })}
      start={{
        words: 'Pretrain',
        refused: misfit(recipe) ?? plan?.problems[0] ?? null,
        run: startPretraining,
      }}
      changed={JSON.stringify(recipe) !== JSON.stringify(givenPretraining)}
      onReset={() => usePretrainingState.setState({ recipe: givenPretraining })}
      all={all.map((seen) => ({ seen, words: pretrainingState(seen) }))}
    >
      {plan && (
        <>
          <p className="note">
            {count(plan.tracks)} unlabelled {plan.tracks === 1 ? 'track' : 'tracks'} of{' '}
            {plural(plan.videos, 'video')}. {plan.notes.join(' ')}
          </p>
          {[...plan.problems, ...plan.warnings].map((words) => (
            <Notice key={words} words={words} />
          ))}
        </>
      )}
      <div className="tr-fields">
        <div className={look('features')}>
          <SelectField
            label="Features"
            value={recipe.features}
            options={features}
            onChange={(chosen) => setPretraining({ features: chosen })}
          />
          <p className="tr-means">What it is told of a step, and must tell.</p>
        </div>
        <div className={look('sequence')}>
          <SelectField
            label="Sequence"
            value={recipe.sequence}
            options={sequences}
            onChange={(sequence) => setPretraining({ sequence })}
          />
          <p className="tr-means">How it looks back and ahead. A summary has no steps to tell.</p>
        </div>
        <NumberFields
          fields={partFields}
          values={recipe}
          given={givenPretraining}
          onChange={setPretraining}
        />
        <NumberFields
          fields={learningFields}
          values={recipe}
          given={givenPretraining}
          onChange={setPretraining}
        />
        <div className={look('survival')}>
          <Check checked={recipe.survival} onChange={(survival) => setPretraining({ survival })}>
            Survival
          </Check>
          <p className="tr-means">Learn from each file itself what lasts in it. Slow on huge files.</p>
        </div>
        <div className={look('leaveOutTest')}>
          <Check checked={recipe.leaveOutTest} onChange={(leaveOutTest) => setPretraining({ leaveOutTest })}>
            Leave out test videos
          </Check>
          <p className="tr-means">Nothing is seen of what a training with this seed is tested on.</p>
        </div>
      </div>
      <Sources chosen={recipe.sources} onChange={(sources) => setPretraining({ sources })} />
    </BeforehandFold>
  )
}
